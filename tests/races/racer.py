"""A process of its own that acts when told: one order a line, one outcome a line.

Racers are born by one process that has everything imported already, for that takes longer than a
race. `--without compare` or `--without lock` takes a safeguard out, `--without order` takes the
chain's lock first: so a test can be seen to fail. `--slowly` widens the moment between reading and
writing.
"""

import argparse
import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import django
from django.conf import settings
from django.db import connection

WIDE = 0.01  # seconds between reading and writing
ALERT = 0.001  # seconds before the start from which a racer only looks at the clock


def main() -> None:
    """For each message of the socket on stdin a racer, who is told what it brings and waits there.

    Nothing here may connect to a database: whoever is born has to have a connection of its own.
    """
    django.setup()
    from indicators.exchange import undoing  # noqa: F401  imported once for all
    from indicators.reporting import reminding  # noqa: F401  likewise

    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=sys.stdin.fileno()) as asked:
        while True:
            message, handles, _flags, _address = socket.recv_fds(asked, 65_536, maxfds=1)
            if not message:
                return
            if not os.fork():
                break
            os.close(handles[0])
    with socket.socket(fileno=handles[0]) as track:
        run(track.makefile("rw"), **json.loads(message))


def run(track: IO[str], options: list[str], database: str, anchors: str) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", choices=["compare", "lock", "order"])
    parser.add_argument("--slowly", action="store_true")
    chosen = parser.parse_args(options)
    connection.settings_dict["NAME"], settings.AUDIT_ANCHORS = database, Path(anchors)
    if chosen.slowly:
        widen()
    if chosen.without:
        {"compare": drop_compare, "lock": drop_lock, "order": chain_first}[chosen.without]()
    say(track, "ready")
    for line in track:
        order = json.loads(line)
        time.sleep(max(0.0, order["start"] - time.time() - ALERT))
        while time.time() < order["start"]:
            pass
        say(track, outcome_of(order))


def say(track: IO[str], outcome: Any) -> None:
    track.write(json.dumps(outcome) + "\n")
    track.flush()


def outcome_of(order: dict[str, Any]) -> dict[str, Any]:
    """What came of the order: done, told (with what is there instead), or crashed."""
    from indicators.reporting.errors import Refused

    try:
        return {"outcome": "done", "what": act(**order)}
    except Refused as refusal:
        there = [str(clash.there.value) for clash in getattr(refusal, "cells", [])]
        return {"outcome": "told", "what": type(refusal).__name__, "there": there}
    except Exception as error:  # noqa: BLE001  whatever it is, the test must see it
        return {"outcome": "crashed", "what": f"{type(error).__name__}: {error}"}


def act(verb: str, by: str, reports: list[int], start: float, at: str, **more: Any) -> str:
    from indicators.reporting import actions
    from indicators.reporting.models import Report
    from tests.people import person

    if verb == "undo":
        return undone(by, at, **more)
    if verb in {"adopt_target", "divide_target"}:
        return adopted(verb, by, at, **more)
    if verb == "remind":
        return reminded(at)
    found = Report.objects.select_related("period", "region").in_bulk(reports)
    facts: dict[str, Any] = {"by": person(by), "at": datetime.fromisoformat(at)}
    if verb == "approve_all":
        return str(len(actions.approve_all(reports=found.values(), **facts)))
    facts["report"] = found[reports[0]]
    if verb == "close_period":
        period = facts.pop("report").period
        return str(actions.close_period(period=period, **facts).name)
    if verb == "enter":
        facts |= {"cells": [cell(*each) for each in more["cells"]], "via": "form"}
        return str(actions.enter(**facts).changed)
    if verb == "submit":
        return str(actions.submit(responsible="李局长", **facts).number)
    made = getattr(actions, verb)(**facts, **more)
    return str(made if isinstance(made, int) else getattr(made, "status", made.pk))


def reminded(at: str) -> str:
    """Told, mailed, failed."""
    from indicators.reporting.reminding import remind

    done = remind(at=datetime.fromisoformat(at))
    return f"{done.notices} {done.mails} {len(done.failed)}"


def undone(by: str, at: str, batch: str) -> str:
    from indicators.exchange.models import ImportBatch
    from indicators.exchange.undoing import undo
    from tests.people import person

    held = ImportBatch.objects.get(pk=batch)
    return str(undo(batch=held, by=person(by), at=datetime.fromisoformat(at)).changed)


def adopted(verb: str, by: str, at: str, indicator: str, value: int, seen: int) -> str:
    """A new target of the province, or its division: one unit each, the rest for the first."""
    from indicators.plan import actions
    from indicators.plan.models import Indicator
    from tests.people import person

    moment = datetime.fromisoformat(at)
    one = Indicator.objects.select_related("plan__region").get(code=indicator)
    document = actions.Document(f"文〔{value}〕", moment.date(), "中期评估后调整")
    facts: dict[str, Any] = {"indicator": one, "year": one.due_on.year, "document": document}
    facts |= {"by": person(by), "at": moment, "seen": seen}
    if verb == "adopt_target":
        made = actions.adopt_target(region=one.plan.region, value=Decimal(value), **facts)
        return str(made.pk)
    parts = {region: Decimal(value) for region in actions.sharing(one, on=moment.date())}
    total = actions.total_to_divide(one, one.due_on.year, on=moment.date()).value
    parts[next(iter(parts))] += total - sum(parts.values())
    return str(len(actions.divide_target(parts=parts, **facts)))


def cell(region: str, measure: str, value: str, seen: int) -> Any:
    from indicators.reporting.cells import Cell

    return Cell(region, measure, "number", Decimal(value), seen)


def widen() -> None:
    """Time passes after the figures were read, and after a period's reports were locked."""
    from indicators.reporting import entry, periods

    entry.standing_in = then_waiting(entry.standing_in)
    periods.held = then_waiting(periods.held)


def then_waiting(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def slowly(reports: Any) -> Any:
        found = read(reports)
        time.sleep(WIDE)
        return found

    return slowly


def drop_compare() -> None:
    from indicators.reporting import entry

    entry.refuse_clashes = lambda changes: None


def drop_lock() -> None:
    """No row is locked on PostgreSQL, and SQLite's transactions begin as readers."""
    from indicators.reporting import entry
    from indicators.reporting.models import Report

    def unlocked(keys: Any) -> list[Report]:
        reports = Report.objects.filter(pk__in=list(keys)).order_by("pk")
        return list(reports.select_related("period", "region"))

    entry.held = unlocked
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"


def chain_first() -> None:
    """The audit trail's lock before the report's: against a bulk approval that is a deadlock."""
    from indicators.reporting.actions import turn
    from regions.audit import CHAIN_LOCK

    held = turn.held

    def after_the_chain(keys: Any) -> Any:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        time.sleep(WIDE)
        return held(keys)

    turn.held = after_the_chain


if __name__ == "__main__":
    main()
