"""Who has reported: regions × the periods of a year, with status, on time or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from indicators.reporting.models import Report, ReportingPeriod, Status
from regions.models import Region, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True, slots=True)
class Place:
    """One report. `late` counts days from the due day, until today if it has not come."""

    report: Report
    late: int
    reopened: bool
    opens: bool

    @property
    def overdue_days(self) -> int:
        return 0 if self.report.first_submitted_at else self.late

    @property
    def days_late(self) -> int:
        return self.late if self.report.first_submitted_at else 0

    @property
    def submitted_on(self) -> date | None:
        moment = self.report.first_submitted_at
        return timezone.localdate(moment) if moment else None


@dataclass(frozen=True, slots=True)
class Row:
    """One region's standing in each period of the year; None where it was not asked."""

    region: Region
    places: list[Place | None]


@dataclass(frozen=True, slots=True)
class Matrix:
    year: int
    periods: list[ReportingPeriod]
    rows: list[Row]

    @property
    def submitted(self) -> list[int]:
        """In each period, how many of the reports asked have been submitted at least once."""
        return [
            sum(bool(place and place.report.first_submitted_at) for place in column)
            for column in zip(*(row.places for row in self.rows), strict=True)
        ]


def years() -> list[int]:
    """The years that have periods, the latest first."""
    return sorted({day.year for day in starts()}, reverse=True)


def starts() -> list[date]:
    return list(ReportingPeriod.objects.values_list("starts_on", flat=True))


def days_late(first_submitted_at: datetime | None, due_on: date, *, on: date) -> int:
    """Days after the due day on which it came, or until now while it has not come."""
    came = timezone.localdate(first_submitted_at) if first_submitted_at else on
    return max(0, (came - due_on).days)


def read_matrix(user: User | AnonymousUser, year: int, *, on: date) -> Matrix:
    """What the person may know of a year; three queries whatever the number of regions."""
    periods = list(ReportingPeriod.objects.filter(starts_on__year=year))
    visible = Report.objects.visible_to(user).values("pk")
    reports = (
        Report.objects.listed_for(user)
        .filter(period__in=periods)
        .select_related("period", "region")
        .annotate(
            approvals=Count("status_changes", filter=Q(status_changes__to_status=Status.APPROVED))
        )
        .annotate(opens=Count("pk", filter=Q(pk__in=visible)))
        .order_by("region__position", "region__code")
    )
    return Matrix(year, periods, rows_of(list(reports), periods, on))


def rows_of(reports: Sequence[Report], periods: list[ReportingPeriod], on: date) -> list[Row]:
    regions = {report.region_id: report.region for report in reports}
    found = {(report.region_id, report.period_id): place_of(report, on) for report in reports}
    return [
        Row(region, [found.get((region.pk, period.pk)) for period in periods])
        for region in regions.values()
    ]


def place_of(report: Report, on: date) -> Place:
    return Place(
        report=report,
        late=days_late(report.first_submitted_at, report.period.due_on, on=on),
        reopened=getattr(report, "approvals", 0) > 0 and report.status != Status.APPROVED,
        opens=bool(getattr(report, "opens", 0)),
    )
