"""The targets as tables: which version counts today, where and when, and what came before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.assessment.targets import target_in_force
from indicators.plan.models import Aggregation, Indicator, Plan, Target
from regions.models import Region

Place = tuple[int, int, int]
"""Keys of indicator and region, and the year."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The version that counts today, and how many there are of this place in all."""

    target: Target | None = None
    versions: int = 0

    @property
    def superseded(self) -> int:
        return max(self.versions - 1, 0)


NONE = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator, or one region of it, over the columns."""

    indicator: Indicator
    region: Region
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lines × years, or × regions of one year."""

    heads: Sequence[int | Region]
    lines: list[Line]


def counting(targets: Iterable[Target], plan: Plan, on: date) -> dict[Place, Cell]:
    """By place the version that counts on a day."""
    versions: dict[Place, list[Target]] = defaultdict(list)
    for one in targets:
        versions[one.indicator_id, one.region_id, one.year].append(one)
    start = min(plan.starts_on, on)
    return {
        place: Cell(target_in_force(found, plan_start=start, on=on), len(found))
        for place, found in versions.items()
    }


def by_year(
    indicators: Sequence[Indicator], plan: Plan, targets: Sequence[Target], on: date
) -> Matrix:
    """The province's: every indicator over the years of the plan."""
    found, years = counting(targets, plan, on), years_of(plan, targets)
    lines = [line(one, plan.region, years, found) for one in indicators]
    return Matrix(years, lines)


def by_region(
    indicators: Sequence[Indicator],
    plan: Plan,
    targets: Sequence[Target],
    on: date,
    year: int,
) -> Matrix:
    """One year: every indicator over the province and whoever has targets of their own."""
    found = counting(targets, plan, on)
    regions = regions_in(plan, [one for one in targets if one.year == year])
    lines = [
        Line(one, plan.region, [found.get((one.pk, r.pk, year), NONE) for r in regions])
        for one in indicators
    ]
    return Matrix(regions, lines)


def of_indicator(indicator: Indicator, targets: Sequence[Target], on: date) -> Matrix:
    """One indicator: regions over years."""
    found, years = counting(targets, indicator.plan, on), years_of(indicator.plan, targets)
    regions = regions_in(indicator.plan, targets)
    return Matrix(years, [line(indicator, region, years, found) for region in regions])


def line(
    indicator: Indicator, region: Region, years: Sequence[int], found: dict[Place, Cell]
) -> Line:
    cells = [found.get((indicator.pk, region.pk, year), NONE) for year in years]
    return Line(indicator, region, cells)


def years_of(plan: Plan, targets: Iterable[Target]) -> list[int]:
    own = set(range(plan.starts_on.year, plan.ends_on.year + 1))
    return sorted(own | {one.year for one in targets})


def regions_in(plan: Plan, targets: Iterable[Target]) -> list[Region]:
    """The province first, then those that have a version, in their usual order."""
    named = {one.region_id: one.region for one in targets if one.region_id != plan.region_id}
    ordered = sorted(named.values(), key=lambda region: (region.position, region.code))
    return [plan.region, *ordered]


def year_tabs(
    years: Sequence[int | Region], chosen: str, plan: Plan | None = None
) -> list[dict[str, Any]]:
    """All years, or one of them region by region; the plan goes along where there are several."""
    page = reverse("target-list")
    kept = {"plan": plan.code} if plan else {}
    whole = f"{page}?{urlencode(kept)}" if kept else page
    one = [
        {"label": y, "url": f"{page}?{urlencode({**kept, 'year': y})}", "current": y == chosen}
        for y in map(str, years)
    ]
    return [{"label": _("All years"), "url": whole, "current": not chosen}, *one]


@dataclass(frozen=True, slots=True)
class Version:
    """One row of the history."""

    target: Target
    counts: bool


def history_of(indicator: Indicator, targets: Sequence[Target], on: date) -> list[Version]:
    """All versions, the newest first within each year and region; those that count are marked."""
    counted = counting(targets, indicator.plan, on).values()
    in_force = {cell.target.pk for cell in counted if cell.target}
    ordered = sorted(
        targets,
        key=lambda one: (
            -one.year, one.region_id != indicator.plan.region_id, one.region.position,
            one.region.code, -one.adopted_on.toordinal(), -one.pk,
        ),
    )  # fmt: skip
    return [Version(one, one.pk in in_force) for one in ordered]


def undivided(matrix: Matrix) -> list[tuple[int, Decimal]]:
    """Of a sum: years in which the regions' targets miss the province's, and by how much."""
    whole, *parts = matrix.lines
    if whole.indicator.aggregation != Aggregation.SUM or not parts:
        return []
    found = []
    for at, year in enumerate(matrix.heads):
        total = whole.cells[at].target
        own = [cell.value for part in parts if (cell := part.cells[at].target)]
        if total and own and sum(own) != total.value and isinstance(year, int):
            found.append((year, sum(own, Decimal(0)) - total.value))
    return found
