"""The driver of `make mutate`; names of modules as arguments restrict it to them."""

import os
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.trial import Fault, Trial, preload

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORES = os.cpu_count() or 2
Key = tuple[str, str, str, str]


def main(wanted: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    groups: list[dict[str, Any]] = tomllib.loads((HERE / "targets.toml").read_text())["group"]
    explained = {key_of(**entry): entry["why"] for entry in listed_explanations()}
    tried, survivors = 0, list[tuple[str, Mutant]]()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MINZHENG_TEST_TEMPLATES": folder, "HYPOTHESIS_STORAGE_DIRECTORY": folder}
        preload([name for group in groups for name in group["modules"]])
        for group in groups:
            modules = [name for name in group["modules"] if not wanted or name in wanted]
            number, alive = try_group(modules, group["tests"])
            tried += number
            survivors += alive
    return report(tried, survivors, explained, set(wanted))


def listed_explanations() -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads((HERE / "explained.toml").read_text())["mutant"]
    return found


def key_of(module: str, where: str, was: str, became: str, why: str = "") -> Key:
    return module, where, was, became


def try_group(modules: list[str], tests: list[str]) -> tuple[int, list[tuple[str, Mutant]]]:
    """All faults of the modules before the tests that must see them."""
    if not modules:
        return 0, []
    seconds = sound(tests)
    candidates = [(name, mutant) for name in modules for mutant in faults_of(name)]
    trials = (
        ((name, mutant), Trial(tests, Fault(name, str(path_of(name)), mutant.source), seconds))
        for name, mutant in candidates
    )
    return len(candidates), [what for what, code in outcomes(trials) if code == 0]


def path_of(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")


def faults_of(module: str) -> list[Mutant]:
    return list(mutants(path_of(module).read_text(encoding="utf-8")))


def sound(tests: list[str]) -> float:
    """The tests pass on the sound code; five times what they take is the limit of a trial."""
    trial = Trial(tests, None, 600)
    [(_, code)] = outcomes(iter([(None, trial)]))
    if code != 0:
        raise SystemExit(f"the tests fail without any fault: {' '.join(tests)}")
    return max(10.0, 5 * (time.monotonic() - trial.started))


def outcomes(trials: Iterator[tuple[Any, Trial]]) -> Iterator[tuple[Any, int]]:
    """Keep every core busy with a trial; yields what was tried and how its tests ended."""
    running: list[tuple[Any, Trial]] = []
    try:
        while fill(running, trials):
            for what, trial in running.copy():
                code = trial.outcome()
                if code is not None:
                    running.remove((what, trial))
                    yield what, code
            time.sleep(0.01)
    finally:
        for _, trial in running:
            trial.stop()


def fill(running: list[tuple[Any, Trial]], trials: Iterator[tuple[Any, Trial]]) -> bool:
    """Start trials on idle cores; whether any is under way."""
    for what, trial in islice(trials, CORES - len(running)):
        trial.start()
        running.append((what, trial))
    return bool(running)


def report(
    tried: int, survivors: list[tuple[str, Mutant]], explained: dict[Key, str], wanted: set[str]
) -> int:
    """Print what nobody saw and nobody explained, and explanations of nothing."""
    alive = {key_of(name, m.where, m.was, m.became): m.line for name, m in survivors}
    unexplained = sorted((k[0], line, *k[1:]) for k, line in alive.items() if k not in explained)
    stale = [k for k in explained if k not in alive and (not wanted or k[0] in wanted)]
    for module, line, where, was, became in unexplained:
        print(f"survived: {module}:{line} in {where}: {was}  →  {became}")
    for key in stale:
        print(f"explained, but seen or gone: {' | '.join(key)}")
    print(f"{tried} faults, {len(alive)} survived, {len(unexplained)} of them unexplained")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
