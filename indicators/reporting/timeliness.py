"""及时报送: how punctual each region was in a year, and how often its reports came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count

from indicators.reporting.matrix import Matrix, Place, read_matrix
from indicators.reporting.models import Status, StatusChange
from indicators.reporting.past import made_by
from regions.models import Region, User


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One region's year. Only reports whose due day is over are counted as due.

    On time is decided by the first submission and the period's due day: an extension lets a
    region write later, it does not make it punctual. `returned` counts the reviewers' returns.
    """

    region: Region
    due: int
    on_time: int
    late: int
    missing: int
    days_late: int
    returned: int
    rank: int | None = None

    @property
    def rate(self) -> Fraction | None:
        """报送及时率, exact; none while nothing was due."""
        return Fraction(self.on_time, self.due) if self.due else None

    @property
    def share(self) -> Decimal | None:
        """The rate as it is shown and exported."""
        return Decimal(self.on_time) / Decimal(self.due) if self.due else None


def read_timeliness(matrix: Matrix, *, on: date, known_on: date | None = None) -> list[Timeliness]:
    """The regions of a year's matrix, the most punctual first; one query more."""
    reports = [place.report.pk for place in matrix.places]
    back = made_by(StatusChange.objects.filter(report__in=reports), known_on)
    sent_back = back.filter(from_status=Status.IN_REVIEW, to_status=Status.RETURNED)
    counted = sent_back.order_by().values_list("report__region_id").annotate(n=Count("pk"))
    returned = dict(counted)
    rows = [
        judged(row.region, [place for place in row.places if place], on, returned)
        for row in matrix.rows
    ]
    return ranked(rows)


def timeliness_of(
    region: Region, user: User, year: int, *, on: date, known_on: date | None = None
) -> Timeliness | None:
    """One region's year, for who may know where its reports stand; None without any report."""
    matrix = read_matrix(user, year, on=on, known_on=known_on)
    rows = read_timeliness(matrix, on=on, known_on=known_on)
    return next((row for row in rows if row.region == region), None)


def judged(
    region: Region, places: Iterable[Place], on: date, returned: dict[int, int]
) -> Timeliness:
    due = [place for place in places if place.report.period.due_on < on]
    came = [place for place in due if place.submitted_on]
    late = [place for place in came if place.days_late]
    return Timeliness(
        region=region,
        due=len(due),
        on_time=len(came) - len(late),
        late=len(late),
        missing=len(due) - len(came),
        days_late=sum(place.days_late for place in late),
        returned=returned.get(region.pk, 0),
    )


def ranked(rows: Sequence[Timeliness]) -> list[Timeliness]:
    """The bureaus by their rate, ties share a rank (1 2 2 4).

    The province's own report and whoever had nothing due stand below, unranked.
    """
    rated: list[Timeliness] = []
    others: list[Timeliness] = []
    for row in rows:
        is_rated = row.rate is not None and row.region.parent_id
        (rated if is_rated else others).append(row)
    placed: list[Timeliness] = []
    for place, row in enumerate(sorted(rated, key=lambda row: row.rate or 0, reverse=True), 1):
        before = placed[-1] if placed else None
        tied = before is not None and before.rate == row.rate
        placed.append(replace(row, rank=before.rank if before and tied else place))
    return placed + others
