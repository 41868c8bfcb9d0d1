"""Where a value is heading: the forecast for the due day, the pace needed and achieved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.assessment.months import MONTHS_A_YEAR, Term, month_number
from indicators.assessment.promise import BaselineValue, History, Observation, Promise
from indicators.assessment.second_opinion import second_opinion
from indicators.assessment.vocabulary import LOWER_IS_BETTER, Opinion, Reason

Point = tuple[int, Decimal]
"""A month number and the value in it."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands beside the verdict of a value that has a pace."""

    forecast: Decimal | None = None
    forecast_short: Decimal | None = None
    required_per_year: Decimal | None = None
    achieved_per_year: Decimal | None = None
    ratio: Decimal | None = None
    opinion: Opinion | None = None


def outlook(
    promise: Promise,
    observation: Observation,
    value: Decimal,
    term: Term,
    baseline: BaselineValue | None,
    history: History,
    reason: Reason,
) -> Outlook:
    """Everything that follows from the run of values; it never changes the verdict."""
    points = _points(history, baseline, observation)
    expected = _forecast(promise, observation, value, term, points)
    ratio, opinion = None, None
    if reason != Reason.WORST_UNKNOWN:
        earliest = points[0] if points else None
        ratio, opinion = second_opinion(promise, value, term, earliest, reason)
    return Outlook(
        expected,
        _short(promise, expected),
        _required(promise, value, term, reason),
        _achieved(value, term, baseline),
        ratio,
        opinion,
    )


def _points(
    history: History, baseline: BaselineValue | None, observation: Observation
) -> list[Point]:
    """The baseline and the values after its day (without one, all) before this one, by time."""
    days = {day: value for day, value in history if day < observation.on}
    if baseline is not None:
        days = {day: value for day, value in days.items() if day > baseline.on}
        days[baseline.on] = baseline.value
    return [(month_number(day), days[day]) for day in sorted(days)]


def _forecast(
    promise: Promise, observation: Observation, value: Decimal, term: Term, points: list[Point]
) -> Decimal | None:
    """Least squares, read on the due day; an incomplete sum is a lower bound and no point."""
    if term.due:
        return None
    if observation.complete or promise.aggregation != "sum":
        points = [*points, (term.now, value)]
    return _line_at(term.end, points)


def _line_at(month: int, points: list[Point]) -> Decimal | None:
    """The least-squares line's value in a month; None unless two points differ in theirs."""
    offsets = [number - month for number, _ in points]
    values = [value for _, value in points]
    sum_x, sum_y = sum(offsets), sum(values, Decimal(0))
    sum_xx = sum(x * x for x in offsets)
    sum_xy = sum((x * y for x, y in zip(offsets, values, strict=True)), Decimal(0))
    spread = len(points) * sum_xx - sum_x * sum_x
    return (sum_xx * sum_y - sum_x * sum_xy) / spread if spread else None


def _short(promise: Promise, expected: Decimal | None) -> Decimal | None:
    """How much the forecast lacks; ≤ 0 meets the target, as a gap does."""
    if expected is None or promise.target is None:
        return None
    short = promise.target - expected
    return 0 - short if promise.comparator in LOWER_IS_BETTER else short


def _required(promise: Promise, value: Decimal, term: Term, reason: Reason) -> Decimal | None:
    """(target − value) ÷ years left; 0 when met, none from the due day on."""
    if term.due or promise.target is None or reason == Reason.WORST_UNKNOWN:
        return None
    if reason == Reason.MET:
        return Decimal(0)
    left = term.end - term.now
    return (promise.target - value) * MONTHS_A_YEAR / left if left else None


def _achieved(value: Decimal, term: Term, baseline: BaselineValue | None) -> Decimal | None:
    """(value − baseline) ÷ years gone, which do not stop at the due day."""
    gone = term.now - term.start
    return (value - baseline.value) * MONTHS_A_YEAR / gone if baseline and gone else None
