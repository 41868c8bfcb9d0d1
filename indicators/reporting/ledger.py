"""The stored numbers that checks and the worksheet look at: now, before, a year earlier."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.plan.models import Measure, SuppliedBy
from indicators.reporting import calendar
from indicators.reporting.asked import measures_asked
from indicators.reporting.cells import Content, Key
from indicators.reporting.findings import Beside, Facts, facts_of
from indicators.reporting.models import Figure, FigureState, Report, ReportingPeriod
from indicators.reporting.past import figures_known

Amounts = dict[Key, Decimal]
NOTHING: Amounts = {}


class Stored(NamedTuple):
    """A figure with the names that it is known by."""

    period: int
    report: int
    region: str
    measure: str
    state: str
    value: Decimal | None
    revision: int

    @property
    def key(self) -> Key:
        return self.region, self.measure

    @property
    def content(self) -> Content:
        return Content(self.state, self.value)


COLUMNS = ("period_id", "report_id", "region__code", "measure__code", "state", "value", "revision")


def stored(
    periods: Iterable[int], regions: Iterable[int], known_on: date | None = None
) -> list[Stored]:
    """All figures of the regions in the periods, one query."""
    there = {"period_id__in": list(periods), "region__in": list(regions)}
    figures = figures_known(known_on).filter(**there)
    return [Stored(*row) for row in figures.order_by().values_list(*COLUMNS)]


def stored_by_name(names: Iterable[str], regions: Iterable[int]) -> dict[str, list[Stored]]:
    """The same by the periods' names; a period without figures is not there."""
    there = {"period__name__in": list(names), "region__in": list(regions)}
    figures = Figure.objects.filter(**there)
    found: dict[str, list[Stored]] = defaultdict(list)
    for name, *row in figures.order_by().values_list("period__name", *COLUMNS):
        found[name].append(Stored(*row))
    return found


class Before(NamedTuple):
    """The keys of the period before and of the one a year earlier; 0 where there is none."""

    previous: int
    year_earlier: int


def befores(periods: Iterable[ReportingPeriod]) -> dict[int, Before]:
    """One query for any number of periods."""
    named = {p.pk: (calendar.previous(p.name), calendar.year_earlier(p.name)) for p in periods}
    wanted = {name for pair in named.values() for name in pair}
    found = dict(ReportingPeriod.objects.filter(name__in=wanted).values_list("name", "pk"))
    return {
        key: Before(found.get(previous, 0), found.get(earlier, 0))
        for key, (previous, earlier) in named.items()
    }


@dataclass(slots=True)
class Ledger:
    """Numbers by period and by report; `totals` are the province's from before, as last known."""

    facts: Mapping[str, Facts]
    befores: Mapping[int, Before]
    by_period: dict[int, Amounts]
    by_report: dict[int, Amounts]
    totals: dict[int, Amounts]

    def own(self, report: Report) -> Amounts:
        return self.by_report.get(report.pk, NOTHING)

    def propose(self, report: Report, numbers: Mapping[Key, Decimal | None]) -> None:
        """Have these stand there instead; later periods of the same batch then see them too."""
        for amounts in (self.by_report[report.pk], self.by_period[report.period_id]):
            for key, number in numbers.items():
                if number is None:
                    amounts.pop(key, None)
                else:
                    amounts[key] = number

    def beside(self, report: Report) -> Beside:
        before = self.befores[report.period_id]
        return Beside(
            own=self.own(report),
            supplied=ChainMap(
                self.by_period.get(report.period_id, NOTHING),
                self.totals.get(report.period_id, NOTHING),
            ),
            previous=self.by_period.get(before.previous, NOTHING),
            year_earlier=self.by_period.get(before.year_earlier, NOTHING),
        )


def ledger_of(reports: Sequence[Report]) -> Ledger:
    """What the checks of these reports need; four queries for any number of them."""
    periods = {report.period_id: report.period for report in reports}
    before = befores(periods.values())
    asked = measures_asked(periods)
    measures = {m.pk: m for each in asked.values() for m in each}
    regions = regions_of(reports)
    rows = stored({*periods, *(key for pair in before.values() for key in pair)}, regions)
    return build(
        rows, before, measures.values(), totals_before(periods, measures.values(), regions)
    )


def regions_of(reports: Sequence[Report]) -> set[int]:
    """Those of which the reports tell: the province's tells of all that have one in its period."""
    own = {report.region_id for report in reports}
    province = {report.period_id for report in reports if report.region.is_province}
    if not province:
        return own
    return own | set(Report.objects.filter(period__in=province).values_list("region_id", flat=True))


def build(
    rows: Iterable[Stored],
    before: Mapping[int, Before],
    measures: Iterable[Measure],
    totals: dict[int, Amounts],
) -> Ledger:
    by_period: dict[int, Amounts] = defaultdict(dict)
    by_report: dict[int, Amounts] = defaultdict(dict)
    for row in rows:
        if row.value is not None:
            by_period[row.period][row.key] = by_report[row.report][row.key] = row.value
    return Ledger(facts_of(measures), before, by_period, by_report, totals)


def totals_before(
    periods: Mapping[int, ReportingPeriod],
    measures: Iterable[Measure],
    regions: Iterable[int],
    known_on: date | None = None,
) -> dict[int, Amounts]:
    """For each period the province's totals as last known before it, at any status; one query."""
    wholes = {m.part_of_id for m in measures if m.part_of and is_the_provinces(m.part_of)}
    until = max(period.starts_on for period in periods.values())
    figures = figures_known(known_on).filter(
        period_id__in=ReportingPeriod.objects.filter(ends_on__lt=until).values("pk"),
        region__in=list(regions),
        measure__in=wholes,
        state=FigureState.NUMBER,
    )
    ended = "report__period__ends_on"
    columns = (ended, "region__code", "measure__code", "value")
    rows = list(figures.order_by(ended).values_list(*columns))
    return {
        key: {(region, measure): value for on, region, measure, value in rows if on < p.starts_on}
        for key, p in periods.items()
    }


def is_the_provinces(measure: Measure) -> bool:
    return measure.supplied_by == SuppliedBy.PROVINCE
