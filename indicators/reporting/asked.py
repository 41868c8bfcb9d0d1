"""Which cells a report carries: what its period asks of its region, or of the province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from indicators.plan.models import Measure, Scope, SuppliedBy
from indicators.reporting.cells import Key
from indicators.reporting.models import PeriodMeasure, Report
from indicators.reporting.past import standing_on
from regions.models import Region

Block = tuple[Mapping[str, Region], Mapping[str, Measure]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Blocks of regions × measures, by their codes. A bureau's report has one block.

    The province's has two: what it supplies for each region, and what it supplies as one.
    """

    blocks: tuple[Block, ...]

    def find(self, region: str, measure: str) -> tuple[Region, Measure] | None:
        for regions, measures in self.blocks:
            if region in regions and measure in measures:
                return regions[region], measures[measure]
        return None

    def cells(self) -> Iterator[tuple[Region, Measure]]:
        """Every cell, in the order of regions and measures."""
        for regions, measures in self.blocks:
            for region in regions.values():
                for measure in measures.values():
                    yield region, measure

    def keys(self) -> Iterator[Key]:
        return ((region.code, measure.code) for region, measure in self.cells())


def asked_of(reports: Iterable[Report]) -> dict[int, Asked]:
    """By the report's key; two queries at most, whatever their number."""
    reports = list(reports)
    periods = {report.period_id for report in reports}
    measures = measures_asked(periods)
    province = {r.period_id for r in reports if r.region.is_province}
    regions = regions_asked(province) if province else {}
    return {r.id: asked(r, measures[r.period_id], regions.get(r.period_id, [])) for r in reports}


def asked(report: Report, measures: list[Measure], regions: list[Region]) -> Asked:
    own = {report.region.code: report.region}
    if not report.region.is_province:
        return Asked(((own, supplied(measures, SuppliedBy.BUREAU, Scope.REGION)),))
    below = {r.code: r for r in regions if r.parent_id == report.region_id}
    return Asked(
        (
            (below, supplied(measures, SuppliedBy.PROVINCE, Scope.REGION)),
            (own, supplied(measures, SuppliedBy.PROVINCE, Scope.PROVINCE)),
        )
    )


def supplied(measures: list[Measure], by: SuppliedBy, scope: Scope) -> dict[str, Measure]:
    return {m.code: m for m in measures if m.supplied_by == by and m.scope == scope}


def measures_asked(periods: Iterable[int]) -> Mapping[int, list[Measure]]:
    """What each period asks, in the order of the plan, each measure with its whole; one query."""
    pairs = PeriodMeasure.objects.filter(period__in=list(periods)).order_by(
        "measure__position", "measure__code"
    )
    found: dict[int, list[Measure]] = defaultdict(list)
    for pair in pairs.select_related("measure__part_of"):
        found[pair.period_id].append(pair.measure)
    return found


def regions_asked(
    periods: Iterable[int], known_on: date | None = None
) -> Mapping[int, list[Region]]:
    """The regions that have a report in each period."""
    found: dict[int, list[Region]] = defaultdict(list)
    reports = Report.objects.filter(period__in=periods).select_related("region")
    for report in standing_on(reports, known_on).order_by("region__position", "region__code"):
        found[report.period_id].append(report.region)
    return found
