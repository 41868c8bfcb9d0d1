"""How an indicator reads its measures: at the period's end, at a year end, or period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from indicators.assessment.ledger import Ledger, Span, standing_day
from indicators.assessment.vocabulary import LOWER_IS_BETTER
from indicators.plan.models import (
    Accumulation,
    Aggregation,
    Asked,
    Indicator,
    Measure,
    MeasureKind,
    Numerator,
    Plan,
    Scope,
    SuppliedBy,
)
from indicators.reporting.models import ReportingPeriod


class Reading(IntEnum):
    """Which period's figure a measure stands for."""

    NOW = 0  # a stock: the span's last period
    STANDING = 1  # asked at the year's end only: the year end that stands
    FLOW = 2  # period by period


@dataclass(frozen=True, slots=True)
class Mode:
    """What formulas with the same way of reading share."""

    numerator: Reading
    denominator: Reading
    cumulative: bool

    @property
    def flows(self) -> bool:
        return Reading.FLOW in (self.numerator, self.denominator)

    @property
    def stands(self) -> bool:
        """Whether all its measures stand, so that the value has the year end's own day."""
        return self.numerator == self.denominator == Reading.STANDING


@dataclass(frozen=True)
class Formula:
    """An indicator as a roll-up sees it: keys of measures, ways of reading, one factor."""

    indicator: Indicator
    numerators: tuple[Measure, ...]
    denominator: Measure | None
    mode: Mode

    @cached_property
    def key(self) -> int:
        return self.indicator.id

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return (*self.numerators, self.denominator) if self.denominator else self.numerators

    @cached_property
    def decimals(self) -> int:
        """Those of the numerator, in whose unit a gap is told."""
        return max(measure.decimals for measure in self.numerators)

    @cached_property
    def single(self) -> bool:
        return self.indicator.aggregation == Aggregation.SINGLE

    @cached_property
    def lowest(self) -> bool:
        return self.indicator.aggregation == Aggregation.LOWEST

    @cached_property
    def sums(self) -> bool:
        return self.indicator.aggregation == Aggregation.SUM

    @cached_property
    def highest_is_worst(self) -> bool:
        return self.indicator.comparator in LOWER_IS_BETTER

    @cached_property
    def flows_below(self) -> bool:
        """Whether the denominator is added up over the periods of a span too."""
        return self.denominator is not None and self.denominator.kind == MeasureKind.FLOW

    @cached_property
    def begins_at_zero(self) -> bool:
        """A cumulative sum; a cumulative ratio has no beginning to speak of."""
        return self.mode.cumulative and self.denominator is None

    def is_due(self, ledger: Ledger, last: ReportingPeriod) -> bool:
        """Whether each of its measures was asked by then, at a year end that stands if need be."""
        if self.mode.cumulative and last.ends_on < ledger.plan.starts_on:
            return False
        by_now, at_year_end = self.first_asked(ledger)
        return by_now <= last.ends_on and at_year_end <= standing_day(last)

    def first_asked(self, ledger: Ledger) -> tuple[date, date]:
        """The day by which all its measures had been asked: every period's, and the year ends'."""
        if self.key not in ledger.first_asked_all:
            ledger.first_asked_all[self.key] = self.days_asked(ledger)
        return ledger.first_asked_all[self.key]

    def days_asked(self, ledger: Ledger) -> tuple[date, date]:
        days = {Asked.EVERY_PERIOD: date.min, Asked.YEAR_END: date.min}
        for measure in self.measures:
            asked = Asked(measure.asked)
            days[asked] = max(days[asked], ledger.first_asked.get(measure.id, date.max))
        return days[Asked.EVERY_PERIOD], days[Asked.YEAR_END]


def formulas_of(
    plan: Plan, indicators: Iterable[Indicator | int | str] | None = None
) -> list[Formula]:
    """The plan's active indicators, or those given (by row, key or code), in one query."""
    parts = Numerator.objects.select_related(
        "measure", "indicator__theme", "indicator__denominator", "indicator__zone"
    ).filter(indicator__plan=plan)
    if indicators is None:
        parts = parts.filter(indicator__is_active=True)
    else:
        keys = [one.pk if isinstance(one, Indicator) else one for one in indicators]
        codes = [key for key in keys if isinstance(key, str)]
        rows = [key for key in keys if isinstance(key, int)]
        parts = parts.filter(Q(indicator__in=rows) | Q(indicator__code__in=codes))
    ordered = parts.order_by("indicator__number", "indicator", "position", "pk")
    return [
        formula(found[0].indicator, [part.measure for part in found])
        for _, rest in groupby(ordered, key=attrgetter("indicator_id"))
        if (found := list(rest))
    ]


def formula(indicator: Indicator, parts: Iterable[Measure]) -> Formula:
    """Parts of one numerator are read alike: the rarest asked decides for all of them."""
    numerators = tuple(parts)
    cumulative = indicator.accumulation == Accumulation.CUMULATIVE
    above = max(reading(measure, cumulative) for measure in numerators)
    below = indicator.denominator
    beneath = reading(below, cumulative) if below else above
    return Formula(indicator, numerators, below, Mode(above, beneath, cumulative))


def reading(measure: Measure, cumulative: bool) -> Reading:
    """A yearly flow stands like a yearly stock, but where it is summed."""
    flow = measure.kind == MeasureKind.FLOW
    if measure.asked == Asked.YEAR_END and not (flow and cumulative):
        return Reading.STANDING
    return Reading.FLOW if flow else Reading.NOW


def provincial(measure: Measure) -> bool:
    """Whether the province's one figure serves every region (国家扶贫标准)."""
    return measure.scope == Scope.PROVINCE


def supplied(measure: Measure) -> bool:
    """Whether its figures stand in the province's report."""
    return measure.supplied_by == SuppliedBy.PROVINCE


def points(mode: Mode, ledger: Ledger, span: Span) -> Span:
    """The periods at which a formula is read: one, or for flows all of the span."""
    if not mode.flows:
        return Span(span.name, (span.last,))
    return ledger.since_start(span.last) if mode.cumulative else span


def period_read(
    how: Reading, ledger: Ledger, span: Span, point: ReportingPeriod
) -> ReportingPeriod | None:
    """The period whose figure is read at a point of a span; None if it was never opened."""
    if how == Reading.FLOW:
        return point
    return span.last if how == Reading.NOW else ledger.standing(span.last)


def as_of(mode: Mode, ledger: Ledger, span: Span) -> ReportingPeriod:
    """The period whose day the value has."""
    standing = ledger.standing(span.last) if mode.stands else None
    return standing or span.last
