"""Reports that wait for their region: how long yet, and why they came back if they did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from indicators.reporting.admission import extensions
from indicators.reporting.calendar import may_write
from indicators.reporting.models import Report, ReportingPeriod, Status, StatusChange
from regions.permissions import Permission, regions_of

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
    def may_be_urged(self) -> bool:
        """Over, and it could still be handed in today."""
        return self.is_open and self.days_left < 0

    @property
    def tone(self) -> str:
        """far, near (≤ 7 days), urgent (≤ 2) or overdue."""
        if self.days_left < 0:
            return "overdue"
        steps = ((YELLOW, "urgent"), (BLUE, "near"))
        return next((tone for days, tone in steps if self.days_left <= days), "far")


def owed_to(user: User | AnonymousUser, on: date) -> list[ToFill]:
    """What has not come from the regions for which the manager answers."""
    return unfinished(regions_of(user, Permission.FILL_FOR).prefectures(), on)


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
