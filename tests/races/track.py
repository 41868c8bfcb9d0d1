"""Where racers run: started once, told the same moment again and again."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.people import NOON

HEAD_START = 0.01  # seconds until all have read their order


class Racer:
    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.races.racer", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )

    def hear(self) -> Any:
        line = self.process.stdout.readline()
        assert line, f"the racer ended with {self.process.wait()}"
        return json.loads(line)

    def tell(self, order: dict[str, Any]) -> None:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


@contextmanager
def racers(number: int, *options: str) -> Iterator[list[Racer]]:
    """So many processes, each with its own connection, ready to go."""
    found = [Racer(*options) for _number in range(number)]
    try:
        assert [racer.hear() for racer in found] == ["ready"] * number
        yield found
    finally:
        for racer in found:
            racer.stop()


def race(found: list[Racer], *orders: dict[str, Any]) -> list[dict[str, Any]]:
    """All start at one moment; what came of each."""
    start = time.time() + HEAD_START
    for racer, order in zip(found, orders, strict=True):
        racer.tell({"start": start, "at": NOON.isoformat(), **order})
    return [racer.hear() for racer in found]


def order(verb: str, by: str, *reports: Any, **more: Any) -> dict[str, Any]:
    return {"verb": verb, "by": by, "reports": [report.pk for report in reports], **more}
