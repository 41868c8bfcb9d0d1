"""What is to be done today: for those who fill, those who review, those who manage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max, Prefetch

from indicators.reporting.admission import extensions
from indicators.reporting.calendar import may_write
from indicators.reporting.models import (
    CorrectionRequest,
    Report,
    ReportingPeriod,
    Status,
    StatusChange,
)
from regions.permissions import Permission, can, regions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regions.models import User
    from regions.models.region import RegionQuerySet

BLUE, YELLOW = 7, 2  # days before the due day
UNFINISHED = (Status.DRAFT, Status.RETURNED)


@dataclass(frozen=True, slots=True)
class ToFill:
    """A report that waits for its region: how long yet, and why it came back if it did.

    Not `is_open`: its last day of writing is over, so that only an extension opens it again.
    """

    report: Report
    days_left: int
    until: date
    returned: StatusChange | None
    is_open: bool

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)

    @property
    def tone(self) -> str:
        """far, near (≤ 7 days), urgent (≤ 2) or overdue."""
        if self.days_left < 0:
            return "overdue"
        steps = ((YELLOW, "urgent"), (BLUE, "near"))
        return next((tone for days, tone in steps if self.days_left <= days), "far")


@dataclass(slots=True)
class Tasks:
    """Each list is empty for who does not hold the role."""

    to_fill: list[ToFill] = field(default_factory=list)
    to_review: list[Report] = field(default_factory=list)
    corrections: list[CorrectionRequest] = field(default_factory=list)
    missing: list[ToFill] = field(default_factory=list)
    to_close: list[ReportingPeriod] = field(default_factory=list)
    fills: bool = False
    reviews: bool = False
    manages: bool = False


def tasks_of(user: User | AnonymousUser, *, on: date) -> Tasks:
    """All that waits for the person today; a number of queries that depends on nothing."""
    tasks = Tasks(
        fills=can(user, Permission.FILL),
        reviews=can(user, Permission.REVIEW),
        manages=can(user, Permission.MANAGE),
    )
    if tasks.fills:
        mine = unfinished(regions_of(user, Permission.FILL), on)
        tasks.to_fill = [task for task in mine if task.is_open]
    if tasks.reviews:
        tasks.to_review = awaiting_review(user)
        tasks.corrections = list(CorrectionRequest.objects.awaiting_answer_by(user).to_show())
    if tasks.manages:
        tasks.missing = unfinished(regions_of(user, Permission.FILL_FOR).prefectures(), on)
        tasks.to_close = list(ReportingPeriod.objects.filter(closed_at=None, locks_on__lt=on))
    return tasks


def awaiting_review(user: User | AnonymousUser) -> list[Report]:
    """What lies with the reviewer, the one submitted first on top; each says when it came."""
    waiting = Report.objects.awaiting_review_by(user).select_related("period", "region", "reviewer")
    return list(waiting.annotate(submitted_at=Max("submissions__at")).order_by("submitted_at"))


def unfinished(regions: RegionQuerySet, on: date) -> list[ToFill]:
    """Drafts and returned reports of open periods in these regions, the most urgent first."""
    last = Prefetch(
        "status_changes", StatusChange.objects.filter(to_status=Status.RETURNED).order_by("-number")
    )
    reports = (
        Report.objects.filter(region__in=regions.values("pk"), status__in=UNFINISHED)
        .filter(period__in=ReportingPeriod.objects.open(on=on).values("pk"))
        .select_related("period", "region")
        .prefetch_related(last)
    )
    return sorted(to_fill(reports, on), key=lambda task: (task.until, task.report.region.position))


def to_fill(reports: Iterable[Report], on: date) -> Iterable[ToFill]:
    reports = list(reports)
    later = extensions(reports, on)
    for report in reports:
        longer = later.get((report.period_id, report.region_id), [])
        returned = report.status == Status.RETURNED
        until = report.correct_until if returned and report.correct_until else report.period.due_on
        reasons = list(report.status_changes.all()) if returned else []
        yield ToFill(
            report=report,
            days_left=(until - on).days,
            until=until,
            returned=reasons[0] if reasons else None,
            is_open=may_write(report, on=on, extensions=longer),
        )
