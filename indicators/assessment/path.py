"""The way from baseline to target: what was planned by now, what is completed, what lags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from indicators.assessment.months import Term, month_number
from indicators.assessment.promise import BaselineValue, Promise
from indicators.assessment.targets import meets
from indicators.assessment.vocabulary import Comparator

Stop = tuple[int, Decimal]
"""A month number and the value planned for it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Completion share as a fraction, lag in percentage points."""

    completion: Decimal
    lag: Decimal


@dataclass(frozen=True, slots=True)
class Course:
    """Where a value stands on its way; no pace where the baseline had met the target already."""

    baseline: BaselineValue | None = None
    planned: Decimal | None = None
    pace: Pace | None = None


def course(promise: Promise, target: Decimal, value: Decimal, term: Term, on: date) -> Course:
    """The course of a promise with a target; a milestone has nothing but its baseline."""
    baseline = baseline_in_use(promise, on)
    if promise.comparator == Comparator.DONE:
        return Course(baseline)
    head_start = baseline is not None and meets(baseline.value, target, promise.comparator)
    planned = planned_value(promise.yearly_targets, target, baseline, term, head_start)
    if baseline is None or planned is None or head_start:
        return Course(baseline, planned)
    return Course(baseline, planned, _pace(value, planned, baseline.value, target))


def baseline_in_use(promise: Promise, on: date) -> BaselineValue | None:
    """A baseline is used only in periods that end after its day."""
    baseline = promise.baseline
    return baseline if baseline is not None and on > baseline.on else None


def planned_value(
    yearly: Mapping[int, Decimal],
    target: Decimal,
    baseline: BaselineValue | None,
    term: Term,
    head_start: bool,
) -> Decimal | None:
    """The value on the polyline baseline → yearly targets → target; None before its first point.

    From the due day on, and where the baseline meets the target already, the target itself.
    """
    stops = _stops(yearly, baseline, term)
    if not stops or term.now < stops[0][0]:
        return None
    if term.now >= term.end or head_start:
        return target
    return _between([*stops, (term.end, target)], term.now)


def _stops(yearly: Mapping[int, Decimal], baseline: BaselineValue | None, term: Term) -> list[Stop]:
    """Baseline and yearly targets (each on 31 December) that lie before the due day."""
    ends = [(month_number(date(year, 12, 31)), yearly[year]) for year in sorted(yearly)]
    if baseline is None:
        return [stop for stop in ends if stop[0] < term.end]
    later = [stop for stop in ends if term.start < stop[0] < term.end]
    return [(term.start, baseline.value), *later]


def _between(stops: list[Stop], month: int) -> Decimal:
    """The polyline's value in a month that its first stop does not follow and its last does."""
    (start, low), (end, high) = next(leg for leg in pairwise(stops) if month < leg[1][0])
    return low + (high - low) * (month - start) / (end - start)


def _pace(value: Decimal, planned: Decimal, baseline: Decimal, target: Decimal) -> Pace:
    way = target - baseline
    return Pace((value - baseline) / way, (planned - value) * 100 / way)
