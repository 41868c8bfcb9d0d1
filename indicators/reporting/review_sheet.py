"""What a reviewer looks at first: what changed since the last submission, and what is flagged."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.reporting.cells import Key
from indicators.reporting.models import Report, Submission
from indicators.reporting.sheet_form import Entry, entries_of
from indicators.reporting.submissions import cells_of
from indicators.reporting.worksheet import read_sheet


@dataclass(slots=True)
class ReviewSheet:
    """The lines of a submission: those that ask for attention, and the rest."""

    submission: Submission | None
    attention: list[Entry] = field(default_factory=list)
    rest: list[Entry] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


def changed_since(before: Submission, now: Submission) -> set[Key]:
    """The cells in which two submissions differ."""
    old, new = cells_of(before), cells_of(now)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def read_review(report: Report) -> ReviewSheet:
    """The report's own lines, flagged, explained, blank or changed ones first."""
    last = list(report.submissions.order_by("-number")[:2])
    sheet = ReviewSheet(last[0] if last else None)
    changed = changed_since(last[1], last[0]) if len(last) > 1 else set()
    for entry in entries_of(read_sheet(report)):
        if entry.line.is_supplied:
            continue
        if entry.line.key in changed:
            sheet.changed.add(entry.name)
        asks = entry.line.finding or entry.line.explanation or entry.line.is_blank
        (sheet.attention if asks or entry.line.key in changed else sheet.rest).append(entry)
    return sheet
