"""The databases of a test run: templates that are made once, and copies of them to work in.

Nothing is ever flushed, for append-only tables refuse it: a test either runs in a transaction that
is rolled back, or commits in a copy of its own. DATABASE_URL decides the kind of database; on
PostgreSQL it names a server whose user may create databases, and the one it names stays untouched.
"""

import fcntl
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection

from tests.people import create_cast

GIVEN = os.environ.get("DATABASE_URL", "")
numbers = count(1)


class Kind(Protocol):
    """What differs between the two: how a database is named, copied, removed and reached."""

    def name(self, label: str) -> str: ...
    def make(self, name: str, template: str | None) -> None: ...
    def remove(self, name: str) -> None: ...
    def url(self, name: str) -> str: ...


class SQLite:
    """A file a database, copied by the backup API."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def name(self, label: str) -> str:
        return str(self.folder / f"{label}.sqlite3")

    def make(self, name: str, template: str | None) -> None:
        if template:
            with closing(sqlite3.connect(template)) as old, closing(sqlite3.connect(name)) as new:
                old.backup(new)

    def remove(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"


class PostgreSQL:
    """A database of the given server, copied as a template."""

    def __init__(self, run: str) -> None:
        self.prefix = f"minzheng_test_{run}_"

    def name(self, label: str) -> str:
        return self.prefix + label

    def make(self, name: str, template: str | None) -> None:
        """Copied file by file, which from version 15 on has to be asked for."""
        how = "STRATEGY FILE_COPY" if self.version >= 15 else ""
        self.say(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}" {how}')

    @cached_property
    def version(self) -> int:
        with psycopg.connect(GIVEN) as server:
            return server.info.server_version // 10_000

    def remove(self, name: str) -> None:
        self.say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        return urlsplit(GIVEN)._replace(path=f"/{name}").geturl()

    def say(self, statement: str) -> list[tuple[str]]:
        with psycopg.connect(GIVEN, autocommit=True) as server:
            cursor = server.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def remove_all(self) -> None:
        """At the end of a run: whatever it left on the server."""
        for (name,) in self.say("SELECT datname FROM pg_database"):
            if name.startswith(self.prefix):
                self.remove(name)


class Databases:
    """The templates and copies of one test run, shared by its worker processes."""

    def __init__(self, folder: Path, run: str) -> None:
        self.folder = folder
        self.kind: Kind = PostgreSQL(run) if GIVEN.startswith("postgres") else SQLite(folder)
        self.builders: dict[str, tuple[str | None, Callable[[], None]]] = {
            "plan": (None, load_plan),
            "cast": ("plan", create_cast),
            "demonstration": ("plan", load_demonstration),
            "own_plan": ("cast", load_own_plan),
            "hubei": ("cast", load_hubei),
            "two_plans": ("cast", load_two_plans),
            "approved": ("cast", load_approved),
            "lived": ("cast", load_lived),
        }

    @contextmanager
    def copy_of(self, template: str) -> Iterator[str]:
        """Work in a fresh copy of a template and yield its URL; then return to the one before."""
        with self.beside(template) as name, working_in(name):
            yield self.kind.url(name)

    @contextmanager
    def beside(self, template: str) -> Iterator[str]:
        """A fresh copy of a template, for a server to work in while we work elsewhere; its name."""
        name = self.kind.name(f"{template}_{os.getpid()}_{next(numbers)}")
        self.kind.make(name, self.made_once(template))
        try:
            yield name
        finally:
            self.kind.remove(name)

    def made_once(self, template: str) -> str:
        """The template's name; whoever asks first makes it, the others wait."""
        name, base = self.kind.name(template), self.builders[template][0]
        ready = self.folder / f"{template}.ready"
        with (self.folder / f"{template}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not ready.exists():
                self.kind.remove(name)
                self.kind.make(name, self.made_once(base) if base else None)
                with working_in(name):
                    self.builders[template][1]()
                ready.touch()
        return name


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """Django's connection is to this database meanwhile, in every thread."""
    before = connection.settings_dict["NAME"]
    connect_to(name)
    try:
        yield
    finally:
        connect_to(before)


def connect_to(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def load_plan() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_plan", stdout=io.StringIO())


def load_own_plan() -> None:
    from tests.indicators.agreement.entering import enter_everything

    enter_everything()


def load_hubei() -> None:
    from tests.indicators.assessment.invented import PERIODS, hubei

    hubei(PERIODS, seed=7)


def load_two_plans() -> None:
    from tests.indicators.assessment.invented import a_second_plan

    a_second_plan()


def load_approved() -> None:
    from tests.indicators.reporting.quarter import approved

    approved()


def load_lived() -> None:
    from tests.indicators.assessment.story import live_for_days

    live_for_days()


def load_demonstration() -> None:
    call_command("load_demo", "--yes", stdout=io.StringIO())
