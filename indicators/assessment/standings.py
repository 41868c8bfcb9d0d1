"""Ranks of the regions: exact, ties share one, and how they changed since the period before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from indicators.assessment.formulas import Formula
from indicators.assessment.places import Place
from indicators.assessment.progress import judge
from indicators.assessment.promise import Observation
from indicators.assessment.ranking import rank, rank_change
from indicators.assessment.readings import Readings
from indicators.assessment.rows import Row
from indicators.assessment.vocabulary import Comparator
from indicators.reporting.models import ReportingPeriod

Ranks = dict[str, int]


def with_ranks(rows: Sequence[Row], readings: Readings) -> list[Row]:
    """The regions' rows with their ranks among all, wanted or not."""
    if not any(row.place.is_region for row in rows):
        return list(rows)
    now, changes = {}, {}
    for one in readings.formulas:
        now[one.key] = ranks(readings, one, readings.period)
        changes[one.key] = rank_change(ranks(readings, one, readings.before), now[one.key])
    return [ranked(row, now[row.formula.key], changes[row.formula.key]) for row in rows]


def ranked(row: Row, now: Ranks, changes: Ranks) -> Row:
    place = row.place.key
    if place not in now:
        return row
    return replace(row, rank=now[place], rank_change=changes.get(place))


def ranks(readings: Readings, formula: Formula, period: ReportingPeriod | None) -> Ranks:
    """Nobody is ranked who is 不适用, 未报 or incomplete."""
    if period is None or formula.single:
        return {}
    sums = formula.sums
    measured = completion if sums else exact
    found = {place.key: measured(readings, formula, place, period) for place in readings.regions}
    better = Comparator.AT_LEAST if sums else Comparator(formula.indicator.comparator)
    return rank(found, comparator=better)


def exact(
    readings: Readings, formula: Formula, place: Place, period: ReportingPeriod
) -> Decimal | None:
    value = readings.value(formula, place, period)
    return value.value if value and value.complete else None


def completion(
    readings: Readings, formula: Formula, place: Place, period: ReportingPeriod
) -> Decimal | None:
    """A sum says little of a region's size: its completion of its own target is compared."""
    value = readings.value(formula, place, period)
    promises = readings.promises
    aim = promises.aim(formula, place)
    if value is None or not value.complete or aim.value is None:
        return None
    computed = readings.value(formula, place, readings.ledger.baseline_period)
    promise = promises.promise(formula, place, aim, computed)
    seen = Observation(value.state, value.value, value.as_of.ends_on, value.complete)
    return judge(promise, seen).completion
