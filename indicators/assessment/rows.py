"""A row of the board: an indicator for a place in a period, judged, with all that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.assessment.comparisons import comparisons
from indicators.assessment.exactness import EXACT
from indicators.assessment.formulas import Formula
from indicators.assessment.gaps import displayed_gap, gap
from indicators.assessment.judgement import Judgement
from indicators.assessment.path import baseline_in_use
from indicators.assessment.places import Place
from indicators.assessment.progress import judge
from indicators.assessment.promise import BaselineValue, History, Observation, Promise
from indicators.assessment.promises import Aim
from indicators.assessment.readings import Readings
from indicators.assessment.values import Value
from indicators.assessment.vocabulary import TRENDS, Comparator
from indicators.plan.models import Aggregation, Indicator
from indicators.reporting.models import ReportingPeriod

SMALL = 20
"""Under it one unit moves a rate by over 5 points."""


@dataclass(frozen=True, slots=True)
class Row:
    """Exact numbers, none rounded; None where something is not defined.

    `baseline` is the one in use on the value's day. `history`: the plan's periods up to this one,
    incomplete values among them. `change`: against the period before, `change_of_year`: against
    the same period a year earlier.
    """

    formula: Formula
    place: Place
    period: ReportingPeriod
    value: Value
    promise: Promise
    aim: Aim
    judgement: Judgement
    gap: Decimal | None
    previous: Value | None
    year_earlier: Value | None
    history: tuple[tuple[ReportingPeriod, Value], ...]
    rank: int | None = None
    rank_change: int | None = None

    @property
    def indicator(self) -> Indicator:
        return self.formula.indicator

    @property
    def target(self) -> Decimal | None:
        return self.aim.value

    @property
    def target_source(self) -> str:
        return self.aim.source

    @property
    def baseline(self) -> BaselineValue | None:
        return baseline_in_use(self.promise, self.value.as_of.ends_on)

    @property
    def baseline_source(self) -> str:
        return self.baseline.source if self.baseline else ""

    @property
    def change(self) -> Decimal | None:
        return difference(self.value, self.previous, self.indicator)

    @property
    def change_of_year(self) -> Decimal | None:
        return difference(self.value, self.year_earlier, self.indicator)

    @property
    def caution(self) -> bool:
        """A small denominator: one unit moves a rate by over 5 points."""
        below = self.value.denominator
        return below is not None and below < SMALL

    @property
    def course(self) -> list[Decimal | None]:
        """The value of each period of the plan so far, None where there is none."""
        return [value.value for _period, value in self.history]

    @property
    def gap_shown(self) -> Decimal | None:
        """Rounded up to the decimals of the numerator's measures: 12.1 lacking are 13."""
        return None if self.gap is None else displayed_gap(self.gap, self.formula.decimals)

    @property
    def stands(self) -> bool:
        """Whether the value comes from an earlier year end."""
        return self.value.as_of != self.period


def row_of(readings: Readings, formula: Formula, place: Place) -> Row:
    """Judge one indicator for one place; ranks come later, for they need all of them."""
    ledger, period = readings.ledger, readings.period
    value = readings.values[formula.key, place.key, period.name]
    computed = readings.value(formula, place, ledger.baseline_period)
    aim = readings.promises.aim(formula, place)
    promise = readings.promises.promise(formula, place, aim, computed)
    history = readings.course_of(formula, place)
    return Row(
        formula=formula,
        place=place,
        period=period,
        value=value,
        promise=promise,
        aim=aim,
        judgement=judged(readings, formula, place, promise, value, history),
        gap=gap_of(formula, aim, value),
        previous=readings.value(formula, place, readings.before),
        year_earlier=readings.value(formula, place, readings.year_earlier),
        history=history or (),
    )


def judged(
    readings: Readings,
    formula: Formula,
    place: Place,
    promise: Promise,
    value: Value,
    history: tuple[tuple[ReportingPeriod, Value], ...] | None,
) -> Judgement:
    """By its comparator: a trend needs its pairs, a level its course (None: the verdict alone)."""
    seen = Observation(value.state, value.value, value.as_of.ends_on, value.complete)
    if promise.comparator not in TRENDS:
        known = None if history is None else course(formula, history)
        return judge(promise, seen, history=known)
    this_year, year_ends = comparisons(readings, formula, place, promise, value)
    return judge(promise, seen, this_year=this_year, year_ends=year_ends)


def course(formula: Formula, history: tuple[tuple[ReportingPeriod, Value], ...]) -> History:
    """The numbers so far, each on its own day; of a sum only the complete ones."""
    complete_only = formula.sums
    days = {one.as_of.ends_on: one.value for _, one in history if one.complete or not complete_only}
    return [(day, value) for day, value in days.items() if value is not None]


def gap_of(formula: Formula, aim: Aim, value: Value) -> Decimal | None:
    """In the numerator's unit, over the regions counted; of `lowest` the worst region's own."""
    return gap(
        comparator=Comparator(formula.indicator.comparator),
        target=aim.value,
        numerator=value.numerator,
        denominator=value.denominator,
        factor=formula.indicator.factor,
    )


def difference(now: Value, before: Value | None, indicator: Indicator) -> Decimal | None:
    """None between sums of which one is a lower bound, for the difference means nothing."""
    if before is None or now.value is None or before.value is None:
        return None
    if indicator.aggregation == Aggregation.SUM and not (now.complete and before.complete):
        return None
    return EXACT.subtract(now.value, before.value)
