"""One region's verdicts in every period of the plan so far, out of what its board has read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from indicators.assessment.board import Sources
from indicators.assessment.places import Place
from indicators.assessment.readings import Readings
from indicators.assessment.rows import judged
from indicators.assessment.vocabulary import Verdict
from indicators.reporting.models import ReportingPeriod

Tally = tuple[ReportingPeriod, Counter[Verdict]]


def verdicts_over_time(sources: Sources, key: str) -> list[Tally]:
    """By period, each judged by the targets that counted then; it asks the database nothing."""
    [place] = [one for one in sources.places if one.key == key and one.is_region]
    readings = sources.readings
    return [(period, Counter(verdicts(at(readings, period), place))) for period in readings.course]


def at(readings: Readings, period: ReportingPeriod) -> Readings:
    return replace(readings, period=period, promises=readings.promises.at(period))


def verdicts(readings: Readings, place: Place) -> Iterator[Verdict]:
    """Of a region's indicators; one that was not asked then has none."""
    for formula in readings.formulas:
        value = readings.value(formula, place, readings.period)
        if value is None or formula.single:
            continue
        computed = readings.value(formula, place, readings.ledger.baseline_period)
        aim = readings.promises.aim(formula, place)
        promise = readings.promises.promise(formula, place, aim, computed)
        yield judged(readings, formula, place, promise, value, None).verdict
