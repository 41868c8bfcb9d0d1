"""Cuts an act off at a moment drawn by a seeded chance, and says how far it had come."""

import json
import os
import random
import select
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connection

from tests.people import NOON

SEED = 1953
PATIENCE = 60  # seconds for a word that must come
BEFORE, WITHIN, AFTER = "before", "within", "after"


class Victim:
    """The parent's end of `tests.faults.victim`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ,
        )
        self.unread = b""

    def tell(self, verb: str, by: str, key: Any) -> None:
        order = {"verb": verb, "by": by, "key": str(key), "at": NOON.isoformat()}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self, until: float) -> str | None:
        """The next word, or None if it does not come before that moment."""
        pipe = self.process.stdout.fileno()
        while b"\n" not in self.unread:
            if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                return None
            heard = os.read(pipe, 4096)
            assert heard, f"the victim's process ended with {self.process.wait()}"
            self.unread += heard
        word, _newline, self.unread = self.unread.partition(b"\n")
        return word.decode()

    def listen(self, *wanted: str) -> list[str]:
        """All words up to one of these."""
        words: list[str] = []
        while not words or words[-1] not in wanted:
            word = self.hear(time.monotonic() + PATIENCE)
            assert word, f"nothing more after {words}"
            words.append(word)
        return words

    def begin(self, *order: Any) -> int:
        """The number of the process that has everything to act."""
        self.tell(*order)
        word = self.hear(time.monotonic() + PATIENCE)
        assert (word or "").isdigit(), word
        return int(word)

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()


@contextmanager
def victim() -> Iterator[Victim]:
    found = Victim()
    try:
        assert found.listen("ready")
        yield found
    finally:
        found.stop()


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):  # it has ended already
        os.kill(pid, signal.SIGKILL)


class Cutter:
    """Cuts acts off with `blow`; the moments are spread over as long as such an act takes.

    Three rounds in four are aimed at the time from the first write to the end, the others at the
    whole act. How long either takes is learnt from acts that are left alone.
    """

    def __init__(self, found: Victim, blow: Callable[[int], object] = kill) -> None:
        self.victim, self.blow = found, blow
        self.chance = random.Random(SEED)
        self.whole: list[float] = []
        self.writing: list[float] = []
        self.shares: Counter[str] = Counter()
        self.said: list[str] = []

    def left_alone(self, *order: Any) -> None:
        self.victim.begin(*order)
        began = time.monotonic()
        self.victim.listen("writing")
        wrote = time.monotonic()
        self.victim.listen("done")
        self.whole.append(time.monotonic() - began)
        self.writing.append(time.monotonic() - wrote)
        self.victim.listen("ended")

    def cut(self, number: int, rounds: int, *order: Any) -> str:
        """One round of so many; how far the act had come."""
        pid = self.victim.begin(*order)
        self.said, usual = [], statistics.median(self.whole)
        if number % 4:
            self.said += self.victim.listen("writing")
            usual = statistics.median(self.writing)
        share = 1.1 * (number + self.chance.random()) / rounds
        moment = time.monotonic() + share * usual
        while "done" not in self.said and (word := self.victim.hear(moment)):
            self.said.append(word)
        self.blow(pid)
        self.said += self.victim.listen("ended")
        settled()
        came = how_far(self.said)
        self.shares[came] += 1
        return came


def how_far(said: list[str]) -> str:
    if said[0] == "done" or said[:2] == ["writing", "done"]:
        return AFTER
    return WITHIN if said[0] == "writing" else BEFORE


def settled() -> None:
    """PostgreSQL's side of a killed connection ends its statement and rolls back by itself."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT pg_sleep(0.01), count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    with connection.cursor() as cursor:
        busy = True
        while busy:
            cursor.execute(others)
            busy = cursor.fetchone()[1] > 0
