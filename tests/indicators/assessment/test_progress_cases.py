"""The 40 verdict cases and the 9 others that were computed twice, apart from this code."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.assessment.progress import (
    BaselineValue,
    Comparator,
    Comparison,
    EachYear,
    Observation,
    Promise,
    State,
    TargetVersion,
    Thresholds,
    gap,
    judge,
    rank,
    rank_change,
    target_in_force,
)

CASES = Path(__file__).parents[2] / "cases"
TWELVE = Decimal("1e-12")
STATES = {"不适用": State.NOT_APPLICABLE, "未报": State.NOT_REPORTED, "未到期": State.NOT_DUE}
NUMBERS = {
    "time_share": "expected_time_share",
    "completion": "expected_completion",
    "lag": "expected_lag",
    "planned": "expected_planned",
    "forecast": "expected_forecast",
    "required_per_year": "expected_required_per_year",
    "ratio": "expected_R",
}


def verdict_cases():
    with (CASES / "verdict_cases.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def other_cases(kind):
    cases = json.loads((CASES / "other_cases.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in cases if case["kind"] == kind]


def number(text):
    return Decimal(text) if text else None


def series(text, key):
    pairs = (part.split(":") for part in text.split(";") if part)
    return {key(left): Decimal(right) for left, right in pairs}


def promise_of(row):
    on = date.fromisoformat(row["baseline_on"])
    stated = row["baseline"]
    return Promise(
        comparator=Comparator(row["comparator"]),
        due_on=date.fromisoformat(row["due_on"]),
        plan_baseline_on=date(2015, 12, 31),
        plan_start=date(2016, 1, 1),
        each_year=EachYear(row["each_year"]),
        target=number(row["target"]),
        yearly_targets=series(row["yearly_targets"], int),
        baseline=BaselineValue(Decimal(stated), on, "stated") if stated else None,
        thresholds=Thresholds(*map(Decimal, row["thresholds"].split("/"))),
        aggregation="sum" if row["kind"] == "cumulative" else "pooled",
        cumulative=row["kind"] == "cumulative",
    )


def observation_of(row):
    on = date.fromisoformat(row["period_end"])
    state = STATES.get(row["value"], State.NUMBER)
    return Observation(state, Decimal(row["value"]) if state == State.NUMBER else None, on)


def comparisons_of(row, promise, observation):
    """This period against the same a year before, and each year end against the one before it."""
    values = series(row["history"], date.fromisoformat)
    first = promise.baseline.on if promise.baseline else promise.plan_start

    def against(on, now, earlier):
        return Comparison(on, now, earlier, can_exist=on.replace(year=on.year - 1) >= first)

    this_year = against(observation.on, observation.value, number(row["previous_year_value"]))
    ends = [date(year, 12, 31) for year in range(2016, observation.on.year)]
    return this_year, [
        against(end, values.get(end), values.get(end.replace(year=end.year - 1))) for end in ends
    ]


def rounded(value):
    return None if value is None else value.quantize(TWELVE)


@pytest.mark.parametrize("row", verdict_cases(), ids=lambda row: row["case"])
def test_a_value_gets_the_verdict_and_the_numbers_of_its_case(row):
    promise, observation = promise_of(row), observation_of(row)
    this_year, year_ends = comparisons_of(row, promise, observation)
    history = sorted(series(row["history"], date.fromisoformat).items())

    result = judge(promise, observation, history=history, this_year=this_year, year_ends=year_ends)

    assert (result.verdict, result.opinion or "none") == (
        row["expected_verdict"],
        row["expected_second_opinion"],
    )
    assert {field: rounded(getattr(result, field)) for field in NUMBERS} == {
        field: rounded(number(row[column])) for field, column in NUMBERS.items()
    }


def test_all_forty_and_nine_cases_are_read():
    kinds = [other_cases(kind) for kind in ("gap", "rank", "rank_change", "target_in_force")]
    assert (len(verdict_cases()), sum(map(len, kinds))) == (40, 9)


@pytest.mark.parametrize("case", other_cases("gap"))
def test_a_gap_is_that_of_its_case(case):
    assert gap(
        comparator=Comparator(case["comparator"]),
        target=Decimal(case["target"]),
        numerator=Decimal(case["numerator"]),
        denominator=number(case["denominator"]),
        factor=int(case["factor"]),
    ) == Decimal(case["expected"])


@pytest.mark.parametrize("case", other_cases("rank"))
def test_a_ranking_is_that_of_its_case(case):
    values = {
        region: None if text in STATES else Decimal(text) for region, text in case["values"].items()
    }
    ranks = rank(values, comparator=Comparator(case["comparator"]))
    assert ranks == case["expected"]
    assert sorted(values.keys() - ranks.keys()) == case["unranked"]


@pytest.mark.parametrize("case", other_cases("rank_change"))
def test_a_change_of_rank_is_that_of_its_case(case):
    assert rank_change(case["before"], case["now"]) == case["expected"]


@pytest.mark.parametrize("case", other_cases("target_in_force"))
def test_a_target_in_force_is_that_of_its_case(case):
    versions = [
        TargetVersion(date.fromisoformat(adopted_on), order, Decimal(value))
        for order, (adopted_on, value) in enumerate(case["versions"])
    ]
    chosen = target_in_force(
        versions,
        plan_start=date.fromisoformat(case["plan_start"]),
        on=date.fromisoformat(case["on"]),
    )
    assert chosen.value == Decimal(case["expected"])
