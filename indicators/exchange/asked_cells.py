"""Every cell that the periods ask, with what stands in it on a basis: the rows of an export.

Figures stream out of the database in the order in which the cells are asked, so that memory does
not grow with them; the number of queries does not depend on periods, regions or measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from indicators.plan.models import Measure, Scope, SuppliedBy
from indicators.reporting.models import (
    Basis,
    Explanation,
    FigureState,
    PeriodMeasure,
    Report,
    ReportingPeriod,
    Revision,
)
from indicators.reporting.past import (
    counting_on,
    figures_known,
    made_by,
    standing_on,
    status_of,
)
from regions.models import Level, Region

NUMBER, NOT_APPLICABLE, BLANK, NOT_REPORTED = "数值", "不适用", "空", "未报"

SortKey = tuple[date, int, int, int, int, int]


class AskedCell(NamedTuple):
    """`state` is one of the four words of 7-interfaces; only a number has a value."""

    period: ReportingPeriod
    region: Region
    measure: Measure
    state: str
    value: Decimal | None
    explanation: str


@dataclass(frozen=True)
class Selection:
    """What is to go out; the regions are already those that the person may see.

    With `known_on` reports, figures and explanations are those of the end of that day.
    """

    periods: Sequence[ReportingPeriod]
    regions: Sequence[Region]
    basis: Basis = Basis.OFFICIAL
    measures: frozenset[int] | None = None
    known_on: date | None = None

    @cached_property
    def reports(self) -> dict[tuple[int, int], Report]:
        """By period and region; the province's own always among them, for what it supplies."""
        wanted = Q(region__in=self.regions) | Q(region__level=Level.PROVINCE)
        found = Report.objects.filter(wanted, period__in=self.periods).select_related("region")
        there = standing_on(found, self.known_on)
        return {(report.period_id, report.region_id): report for report in there}

    @cached_property
    def asked(self) -> dict[int, list[Measure]]:
        """The measures of each period, in order."""
        rows = PeriodMeasure.objects.filter(period__in=self.periods).select_related("measure")
        listed: dict[int, list[Measure]] = defaultdict(list)
        for row in rows.order_by("measure__position", "measure_id"):
            if self.measures is None or row.measure_id in self.measures:
                listed[row.period_id].append(row.measure)
        return listed

    @cached_property
    def ordered(self) -> list[tuple[ReportingPeriod, Region]]:
        """Each period with each of its regions, in the order of the figures."""
        periods = sorted(self.periods, key=lambda period: (period.starts_on, period.pk))
        regions = sorted(self.regions, key=lambda region: (region.position, region.pk))
        return [(p, r) for p in periods for r in regions if (p.pk, r.pk) in self.reports]

    def carrier(self, period: ReportingPeriod, region: Region, measure: Measure) -> Report | None:
        """The report in which such a figure stands: the region's own, or the province's."""
        if measure.supplied_by == SuppliedBy.BUREAU:
            return self.reports.get((period.pk, region.pk))
        return self.province_reports.get(period.pk)

    @cached_property
    def province_reports(self) -> dict[int, Report]:
        return {r.period_id: r for r in self.reports.values() if r.region.is_province}

    def counts(self, report: Report | None) -> bool:
        return report is not None and status_of(report) in self.basis.statuses


def asked_cells(selection: Selection) -> Iterator[AskedCell]:
    """One per period, region and measure asked, in that order."""
    figures = stored_figures(selection)
    explained = explanations(selection)
    key, figure = next(figures, (None, None))
    for period, region in selection.ordered:
        for measure in measures_for(region, selection.asked[period.pk]):
            wanted = sort_key(period, region, measure)
            while key is not None and key < wanted:
                key, figure = next(figures, (None, None))
            report = selection.carrier(period, region, measure)
            state, value = NOT_REPORTED, None
            if report is not None and selection.counts(report):
                state, value = content(figure if key == wanted else None, measure)
            place = (report.pk if report else 0, region.pk, measure.pk)
            told = explained.get(place, "") if state != NOT_REPORTED else ""
            yield AskedCell(period, region, measure, state, value, told)


def measures_for(region: Region, measures: Sequence[Measure]) -> list[Measure]:
    """The province as one has its own measures, each region the others."""
    scope = Scope.PROVINCE if region.is_province else Scope.REGION
    return [measure for measure in measures if measure.scope == scope]


def sort_key(period: ReportingPeriod, region: Region, measure: Measure) -> SortKey:
    return (
        period.starts_on, period.pk, region.position, region.pk, measure.position, measure.pk
    )  # fmt: skip


def stored_figures(
    selection: Selection,
) -> Iterator[tuple[SortKey | None, tuple[str, Decimal | None] | None]]:
    """The figures of the selection by their sort key; of counting reports only."""
    order = (
        *("report__period__starts_on", "period_id", "region__position", "region_id"),
        *("measure__position", "measure_id"),
    )
    reports = Report.objects.filter(period__in=selection.periods)
    counting = counting_on(reports, selection.basis, selection.known_on)
    rows = (
        figures_known(selection.known_on)
        .filter(report__in=counting.values("pk"), region__in=selection.regions)
        .order_by(*order)
        .values_list(*order, "state", "value")
    )
    for row in rows.iterator(chunk_size=5000):
        yield row[:6], row[6:]


def content(
    figure: tuple[str, Decimal | None] | None, measure: Measure
) -> tuple[str, Decimal | None]:
    """The word for what stands in a counting report, and the number with the measure's decimals."""
    if figure is None:
        return BLANK, None
    if figure[0] == FigureState.NOT_APPLICABLE or figure[1] is None:
        return NOT_APPLICABLE, None
    return NUMBER, with_decimals(figure[1], measure.decimals)


def with_decimals(value: Decimal, places: int) -> Decimal:
    """4560 with two decimals is 4560.00; digits beyond them are kept."""
    shown = value.quantize(Decimal(1).scaleb(-places))
    return shown if shown == value else value


def explanations(selection: Selection) -> dict[tuple[int, int, int], str]:
    """The explanations in force: the last of the cell's present revision (0: never filled)."""
    reports = [report.pk for report in selection.reports.values()]
    cell = {name: OuterRef(name) for name in ("report_id", "region_id", "measure_id")}
    made = made_by(Revision.objects.filter(**cell), selection.known_on)
    last = made.order_by("-number").values("number")[:1]
    rows = (
        made_by(Explanation.objects.filter(report__in=reports), selection.known_on)
        .annotate(now=Coalesce(Subquery(last, output_field=IntegerField()), 0))
        .filter(revision=F("now"))
        .order_by("pk")
        .values_list("report_id", "region_id", "measure_id", "text")
    )
    return {(report, region, measure): text for report, region, measure, text in rows}
