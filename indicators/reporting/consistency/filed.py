"""What was submitted and what was entered, hashed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any, NamedTuple

from indicators.plan.fields import to_scaled
from indicators.reporting.consistency.faults import Fault
from indicators.reporting.entry import digest, hashed_line
from indicators.reporting.models import Report, Revision, Status, Submission
from indicators.reporting.submissions import filed_now, is_whole, still_stands
from regions.models import AuditEvent

AT_ONCE = 100
FILED = (Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED)
ENTRY = ("at", "by_id", "batch")
CELL = ("report__period__name", "report__region__code", "region__code", "measure__code", "number")
CHANGE = ("old_state", "old_value", "new_state", "new_value")


def label(submission: Submission) -> str:
    report = submission.report
    return f"{report.period.name} {report.region.code} {submission.number}"


def hashes() -> Iterator[Fault]:
    """The text of each submission gives its hash, and its first line names it."""
    submissions = Submission.objects.select_related("report__period", "report__region")
    for submission in submissions.order_by("pk").iterator(chunk_size=AT_ONCE):
        if not is_whole(submission):
            yield Fault("submission_hash_wrong", label(submission))
        head = submission.figures.split("\n", 1)[0]
        if head != label(submission).replace(" ", "\t"):
            yield Fault("submission_misnamed", label(submission))


def still_as_submitted() -> Iterator[Fault]:
    """What is submitted or approved equals the last submission, digit for digit."""
    reports = Report.objects.filter(status__in=FILED).order_by("pk")
    keys = reports.values_list("pk", flat=True).iterator()
    while some := list(islice(keys, AT_ONCE)):
        now = filed_now(some)
        for submission in last_submissions(some):
            if not still_stands(submission, now.get(submission.report_id, {})):
                yield Fault("figures_unlike_submission", label(submission))


def last_submissions(reports: list[int]) -> list[Submission]:
    found = Submission.objects.filter(report__in=reports).order_by("report_id", "number")
    rows = found.select_related("report__period", "report__region")
    return list({submission.report_id: submission for submission in rows}.values())


class Recorded(NamedTuple):
    """What the audit trail says of the entries by one person at one moment."""

    changes: int = 0
    hashes: tuple[str, ...] = ()


def entries() -> Iterator[Fault]:
    """The revisions of each entry give the number and the hash of its audit record."""
    recorded = records()
    rows = Revision.objects.order_by(*ENTRY).values_list(*ENTRY, *CELL, *CHANGE)
    for entry, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[:3]):
        at, by, batch = entry
        said = recorded.pop((at, by, str(batch or "")), Recorded())
        lines = [line_of(row) for row in group]
        if not agrees(said, lines):
            yield Fault("entry_unlike_its_record", f"{at:%Y-%m-%d %H:%M:%S} {by}")
    for at, by, _batch in recorded:
        yield Fault("entry_unlike_its_record", f"{at:%Y-%m-%d %H:%M:%S} {by}")


def records() -> dict[tuple[datetime, int | None, str], Recorded]:
    found: dict[tuple[datetime, int | None, str], Recorded] = defaultdict(Recorded)
    events = AuditEvent.objects.filter(act="enter").values_list("at", "actor_id", "new")
    for at, actor, new in events.iterator(chunk_size=2000):
        said: dict[str, Any] = new or {}
        key = at, actor, str(said["batch"])
        changes, hashes = found[key]
        found[key] = Recorded(changes + said["changes"], (*hashes, said["sha256"]))
    return dict(found)


def agrees(said: Recorded, lines: list[str]) -> bool:
    """Two entries of one moment cannot be told apart: then their number alone is compared."""
    if said.changes != len(lines):
        return False
    return len(said.hashes) != 1 or said.hashes[0] == digest(lines)


def line_of(row: tuple[Any, ...]) -> str:
    old_state, old_value, new_state, new_value = row[8:]
    old = None if old_value is None else to_scaled(old_value)
    new = None if new_value is None else to_scaled(new_value)
    return hashed_line(row[3:8], (old_state, old), (new_state, new))
