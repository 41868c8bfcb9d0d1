"""What a reviewer looks at first: what changed since the last submission, and what is flagged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indicators.reporting.courses import Course, courses_of
from indicators.reporting.differences import Difference, differences
from indicators.reporting.models import Report, Submission
from indicators.reporting.peers import Median, peers_of
from indicators.reporting.sheet_form import Entry, entries_of
from indicators.reporting.worksheet import Line, read_sheet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regions.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with all that a reviewer holds it against.

    `changed`: how it differs from the submission before, None if it does not.
    """

    entry: Entry
    course: Course
    peers: Median
    changed: Difference | None

    @property
    def line(self) -> Line:
        return self.entry.line

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def asks(self) -> bool:
        """Flagged, explained, blank or changed."""
        line = self.entry.line
        return bool(line.finding or line.explanation or line.is_blank or self.changed)


@dataclass(slots=True)
class ReviewSheet:
    """The lines of a submission: those that ask for attention, and the rest."""

    submission: Submission | None
    attention: list[Row] = field(default_factory=list)
    rest: list[Row] = field(default_factory=list)

    @property
    def entries(self) -> Iterator[Entry]:
        return (row.entry for row in (*self.attention, *self.rest))

    @property
    def shows_rest(self) -> bool:
        """Folded away while something asks for attention, unless a remark was written there."""
        return not self.attention or any(row.entry.remark for row in self.rest)


def read_review(report: Report, user: User | AnonymousUser) -> ReviewSheet:
    """The report's own lines, flagged, explained, blank or changed ones first."""
    last = list(report.submissions.select_related("by").order_by("-number")[:2])
    sheet = ReviewSheet(last[0] if last else None)
    changed = differences(last[1], last[0]) if len(last) > 1 else {}
    lines = [line for line in read_sheet(report) if not line.is_supplied]
    courses, peers = courses_of(report, lines), peers_of(report, lines, user)
    for entry in entries_of(lines):
        line = entry.line
        row = Row(entry, courses[line.key], peers.beside(line), changed.get(line.key))
        (sheet.attention if row.asks else sheet.rest).append(row)
    return sheet
