"""The worked example of the help page, judged by the code that judges everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from indicators.assessment.exactness import EXACT
from indicators.assessment.judgement import Judgement
from indicators.assessment.progress import judge
from indicators.assessment.promise import BaselineValue, Observation, Promise, Thresholds
from indicators.assessment.promises import STATED
from indicators.assessment.vocabulary import Comparator, State, Verdict
from indicators.plan.models import Plan

STARTS, DUE = date(2015, 12, 31), date(2020, 12, 31)
BASELINE, TARGET, FACTOR = Decimal(30), Decimal(35), Decimal(1000)
BEDS: tuple[tuple[date, int, int], ...] = (
    (date(2016, 12, 31), 329_000, 10_720_000),
    (date(2018, 12, 31), 372_600, 11_500_000),
    (date(2020, 12, 31), 418_800, 12_000_000),
)
"""Day, beds and people over 60: beds in care for each thousand of them."""

POOLED = ((60_000, 2_000_000), (1_200, 30_000))
"""Beds and people of two regions whose mean misleads."""


@dataclass(frozen=True, slots=True)
class Example:
    """One day of the example."""

    on: date
    beds: int
    people: int
    value: Decimal
    judgement: Judgement


def thresholds_of(plan: Plan | None) -> Thresholds:
    if plan is None:
        return Thresholds()
    return Thresholds(plan.on_track_lag, plan.slight_lag, plan.behind_lag)


def examples(thresholds: Thresholds) -> list[Example]:
    """30 beds at the end of 2015, 35 promised by the end of 2020."""
    promise = Promise(
        comparator=Comparator.AT_LEAST,
        due_on=DUE,
        plan_baseline_on=STARTS,
        plan_start=date(2016, 1, 1),
        target=TARGET,
        baseline=BaselineValue(BASELINE, STARTS, STATED),
        thresholds=thresholds,
    )
    found = [(*day, ratio([day[1:]])) for day in BEDS]
    return [
        Example(on, beds, people, value, judge(promise, Observation(State.NUMBER, value, on)))
        for on, beds, people, value in found
    ]


def ratio(parts: Sequence[tuple[int, int]]) -> Decimal:
    """Σ numerator × factor ÷ Σ denominator: multiplied first, divided last."""
    with localcontext(EXACT):
        return sum(n for n, _ in parts) * FACTOR / sum(d for _, d in parts)


def mean(parts: Sequence[tuple[int, int]]) -> Decimal:
    """What a value is not."""
    with localcontext(EXACT):
        return sum((ratio([part]) for part in parts), Decimal(0)) / len(parts)


def bounds(thresholds: Thresholds) -> list[tuple[Decimal | None, Decimal | None, Verdict]]:
    """Rule 11: above which lag and up to which, in percentage points."""
    edges = [None, thresholds.on_track, thresholds.slight, thresholds.behind, None]
    verdicts = [Verdict.ON_TRACK, Verdict.SLIGHTLY_BEHIND, Verdict.BEHIND, Verdict.FAR_BEHIND]
    return list(zip(edges, edges[1:], verdicts, strict=False))
