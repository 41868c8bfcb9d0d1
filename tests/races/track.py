"""Where racers run: started once, told the same moment again and again."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection

from tests.people import NOON

HEAD_START = 0.01  # seconds until all have read their order
PATIENCE = 30  # seconds for a racer to be born, or to go


@cache
def nursery() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """The process that racers are born by, and where to ask for one; it ends with the tests'."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "tests.races.racer"]
    with theirs:
        return subprocess.Popen(command, stdin=theirs, env=os.environ), ours


class Racer:
    def __init__(self, *options: str) -> None:
        ours, theirs = socket.socketpair()
        where = {"database": connection.settings_dict["NAME"], "anchors": settings.AUDIT_ANCHORS}
        message = json.dumps({"options": options, **where}, default=str)
        _process, births = nursery()
        with theirs:
            socket.send_fds(births, [message.encode()], [theirs.fileno()])
        self.socket, self.track = ours, ours.makefile("rw")
        assert self.hear() == "ready"

    def hear(self) -> Any:
        line = self.track.readline()
        assert line, "the racer has ended"
        return json.loads(line)

    def tell(self, order: dict[str, Any]) -> None:
        self.track.write(json.dumps(order) + "\n")
        self.track.flush()

    def stop(self) -> None:
        """Nothing more is told, and it is waited for the racer to be gone."""
        self.socket.shutdown(socket.SHUT_WR)
        self.socket.settimeout(PATIENCE)
        self.track.read()
        self.track.close()
        self.socket.close()


@contextmanager
def racers(number: int, *options: str) -> Iterator[list[Racer]]:
    """So many processes, each with its own connection, ready to go."""
    found: list[Racer] = []
    try:
        found.extend(Racer(*options) for _number in range(number))
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
