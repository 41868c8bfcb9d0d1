"""A process that acts when told, each time in a child that may be killed: orders on stdin.

What it says, one word a line, so that it is known how far the child came: its number when it
begins, `writing` at its first write, `done` or the error's name, and `ended` once it is gone.
Each statement takes a little longer than it would, so that a blow from another process can fall
between two of them. It never opens a connection itself, for a child must not inherit one.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django

WIDE = 0.003  # seconds added to each statement
WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")


def main() -> None:
    django.setup()
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            obey(json.loads(line))
        os.waitpid(child, 0)
        say("ended")


def obey(order: dict[str, Any]) -> None:
    """The act, and where it fails a second time, as a person would who sees an error page."""
    from django.db import close_old_connections

    try:
        act = prepared(**order)
        say(str(os.getpid()))
        for _attempt in range(2):
            outcome = outcome_of(act)
            say(outcome)
            close_old_connections()  # as each request does
            if outcome == "done":
                break
    finally:
        os._exit(0)


def outcome_of(act: Callable[[], Any]) -> str:
    from django.db import connection

    try:
        with connection.execute_wrapper(Statements()):
            act()
    except Exception as error:  # noqa: BLE001  whatever it is, the test must see it
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return "done"


class Statements:
    """Takes its time over each, and says when the act begins to write."""

    def __init__(self) -> None:
        self.said = False

    def __call__(self, execute: Any, sql: Any, *rest: Any) -> Any:
        if not self.said and str(sql).lstrip().upper().startswith(WRITES):
            self.said = True
            say("writing")
        time.sleep(WIDE)
        return execute(sql, *rest)


def prepared(verb: str, by: str, key: str, at: str) -> Callable[[], Any]:
    """Everything is read that the act needs; calling it is the act."""
    from indicators.exchange.importing import confirm
    from indicators.exchange.models import ImportBatch
    from indicators.reporting.actions import submit
    from indicators.reporting.models import Report
    from tests.people import person

    facts: dict[str, Any] = {"by": person(by), "at": datetime.fromisoformat(at)}
    if verb == "confirm":
        batch = ImportBatch.objects.get(pk=key)
        return lambda: confirm(batch=batch, **facts)
    report = Report.objects.select_related("period", "region").get(pk=key)
    return lambda: submit(report=report, responsible="李局长", **facts)


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main()
