"""One report held for one move of its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from indicators.reporting.admission import wrong_state
from indicators.reporting.errors import Conflict
from indicators.reporting.models import Report, Status, StatusChange, Submission
from indicators.reporting.moves import MOVES, was_just_made
from indicators.reporting.period_words import period_in_words
from indicators.reporting.rights import demand, held
from indicators.reporting.settling import settle_moved
from regions.audit import Acts
from regions.models import User


@dataclass(slots=True)
class Turn:
    """One report held for one verb. `again`: this person has just made this very move."""

    verb: str
    report: Report
    last: StatusChange
    by: User
    at: datetime
    again: bool

    def move(self, acts: Acts, **facts: Any) -> Report:
        """Change the state, with the row that says so and its audit record."""
        report, status = self.report, MOVES[self.verb].after
        change = StatusChange.objects.create(
            report=report,
            number=self.last.number + 1,
            from_status=report.status,
            to_status=status,
            at=self.at,
            by=self.by,
            **facts,
        )
        report.status = status
        report.version += 1
        in_review = status == Status.IN_REVIEW
        report.reviewer = self.by if in_review else None
        report.review_began_at = self.at if in_review else None
        report.save()
        settle_moved(report, self.at)
        self.record(acts, change)
        return report

    def record(self, acts: Acts, change: StatusChange) -> None:
        new: dict[str, Any] = {"status": change.to_status}
        if change.submission:
            number, sha256 = change.submission.number, change.submission.sha256
            new |= {"submission": number, "sha256": sha256}
        if change.correct_until:
            new["correct_until"] = str(change.correct_until)
        acts.record(
            self.verb,
            object_type="report",
            object_label=str(self.report),
            region_code=self.report.region.code,
            period=self.report.period.name,
            old={"status": change.from_status},
            new=new,
            reason=f"{change.code} {change.reason}".strip(),
        )


def take(verb: str, report: Report, by: User, at: datetime, version: int | None) -> Turn:
    """Hold the report for this move, or refuse: no right, the wrong state, another version."""
    demand(by, MOVES[verb].permission, report.region)
    [fresh] = held([report.pk])
    last = fresh.status_changes.order_by("-number")[0]
    if fresh.status in MOVES[verb].before:
        if version not in {None, fresh.version}:
            raise Conflict(
                _("The report of %(region)s for %(period)s changed meanwhile; look at it again.")
                % names(fresh)
            )
        return Turn(verb, fresh, last, by, at, again=False)
    if was_just_made(verb, by, last):
        return Turn(verb, fresh, last, by, at, again=True)
    raise Conflict(wrong_state(fresh))


def names(report: Report) -> dict[str, str]:
    """What a sentence about a report says of it."""
    return {"region": report.region.name, "period": period_in_words(report.period)}


def last_submission(report: Report) -> Submission:
    return report.submissions.order_by("-number")[0]
