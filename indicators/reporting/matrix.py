"""Who has reported: regions × the periods of a year, with status, on time or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from indicators.reporting.listed import EVERYTHING, LATE, OVERDUE, REOPENED, STANDINGS, Sought
from indicators.reporting.models import Report, ReportingPeriod, Status
from indicators.reporting.past import end_of, opened_by, standing_on, status_of, visible_on
from regions.models import Region, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Place:
    """One report. `late` counts days from the due day, until the day shown if it has not come."""

    report: Report
    status: Status
    submitted_on: date | None
    late: int
    reopened: bool
    opens: bool
    is_sought: bool = True

    @property
    def overdue_days(self) -> int:
        return 0 if self.submitted_on else self.late

    @property
    def days_late(self) -> int:
        return self.late if self.submitted_on else 0


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
    def places(self) -> list[Place]:
        return [place for row in self.rows for place in row.places if place]

    @property
    def submitted(self) -> list[tuple[int, int]]:
        """In each period, how many reports have been submitted at least once, of how many."""
        columns = zip(*(row.places for row in self.rows), strict=True)
        asked = [[place for place in column if place] for column in columns]
        return [(sum(bool(place.submitted_on) for place in each), len(each)) for each in asked]

    def counts(self) -> list[tuple[str, StrPromise | str, int]]:
        """Each standing that one can ask for: its code, its word, how many reports have it."""
        places = self.places
        return [
            (code, word, sum(is_at(place, code) for place in places)) for code, word in STANDINGS
        ]

    def showing(self, standing: str) -> Matrix:
        """The rows in which some report has this standing; the others of a row are not sought."""
        if not standing:
            return self
        marked = [
            Row(row.region, [place and sought(place, standing) for place in row.places])
            for row in self.rows
        ]
        kept = [row for row in marked if any(place and place.is_sought for place in row.places)]
        return replace(self, rows=kept)


def is_at(place: Place, standing: str) -> bool:
    """Whether the report has that status, or is overdue, late or being reviewed again."""
    if standing == OVERDUE:
        return place.overdue_days > 0
    if standing == LATE:
        return place.days_late > 0
    return place.reopened if standing == REOPENED else place.status == standing


def sought(place: Place, standing: str) -> Place:
    return replace(place, is_sought=is_at(place, standing))


def years() -> list[int]:
    """The years that have periods, the latest first."""
    return sorted({day.year for day in starts()}, reverse=True)


def starts() -> list[date]:
    return list(ReportingPeriod.objects.values_list("starts_on", flat=True))


def days_late(first_submitted_at: datetime | None, due_on: date, *, on: date) -> int:
    """Days after the due day on which it came, or until now while it has not come."""
    came = timezone.localdate(first_submitted_at) if first_submitted_at else on
    return max(0, (came - due_on).days)


def read_matrix(
    user: User | AnonymousUser,
    year: int,
    *,
    on: date,
    known_on: date | None = None,
    sought: Sought = EVERYTHING,
) -> Matrix:
    """What the person may know of a year; three queries whatever the number of regions.

    `on` is the day from which lateness counts; with `known_on` all is as of that day's end. Of
    what is sought only the zone narrows it; `showing` does the rest, so that all can be counted.
    """
    periods = list(opened_by(ReportingPeriod.objects.filter(starts_on__year=year), known_on))
    visible = visible_on(user, known_on).values("pk")
    approved = Q(status_changes__to_status=Status.APPROVED)
    if known_on:
        approved &= Q(status_changes__at__lt=end_of(known_on))
    reports = (
        standing_on(sought.within(Report.objects.listed_for(user)), known_on)
        .filter(period__in=periods)
        .select_related("period", "region")
        .annotate(approvals=Count("status_changes", filter=approved))
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
    """A first submission after the day shown had not come yet."""
    first, status = report.first_submitted_at, status_of(report)
    if first and first >= end_of(on):
        first = None
    return Place(
        report=report,
        status=status,
        submitted_on=timezone.localdate(first) if first else None,
        late=days_late(first, report.period.due_on, on=on),
        reopened=getattr(report, "approvals", 0) > 0 and status != Status.APPROVED,
        opens=bool(getattr(report, "opens", 0)),
    )
