"""One trial: a forked process, with the faulty module in place of the real one, runs the tests.

The fork has pytest imported and Django set up already, which is most of what starting them costs.
What Django imports for that (our models, above all) cannot be tried.
"""

import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from types import ModuleType

import django

PRELOADED = ("django.core.management", "django.test", "hypothesis", "psycopg", "pytest")
OPTIONS = (
    "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:playwright",
    "--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
KILLED_BY_TIME = -1


@dataclass(frozen=True)
class Fault(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the faulty source to whoever imports the module."""

    module: str
    path: str
    source: str

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.module:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.path, "exec"), module.__dict__)  # noqa: S102  the fault


@dataclass
class Trial:
    """A trial under way."""

    tests: list[str]
    fault: Fault | None
    seconds: float
    pid: int = 0
    started: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.pid = os.fork()
        if not self.pid:
            os.setpgid(0, 0)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            os._exit(run(self.tests, self.fault))

    def outcome(self) -> int | None:
        """The exit code of the tests once they have ended; too long counts as seen."""
        ended, status = os.waitpid(self.pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() - self.started < self.seconds:
            return None
        self.stop()
        return KILLED_BY_TIME

    def stop(self) -> None:
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def preload(modules: list[str]) -> None:
    for name in PRELOADED:
        importlib.import_module(name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.mutation.settings"
    django.setup()
    if tied := sys.modules.keys() & set(modules):
        raise SystemExit(f"Django imports these itself, so no fault can be put in: {tied}")


def run(tests: list[str], fault: Fault | None) -> int:
    import pytest

    if fault:
        sys.meta_path.insert(0, fault)
    try:
        return int(pytest.main([*OPTIONS, *tests]))
    except BaseException:  # noqa: BLE001  whatever the fault breaks, it was seen
        return 1
