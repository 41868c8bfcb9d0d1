"""The 17 cases of the roll-up that were computed twice, apart from this code, on the database."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.assessment.formulas import formulas_of
from indicators.assessment.ledger import Span
from indicators.assessment.places import several, whole
from indicators.assessment.rollup import roll
from indicators.assessment.tables import Question
from regions.models import Region
from tests.indicators.assessment.world import ROOT, World, names

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "rollup_cases.json").read_text(encoding="utf-8")
)
STATES = {"number": "数值", "not_applicable": "不适用", "not_reported": "未报", "not_due": "未到期"}
TWELVE = Decimal("1e-12")


def world_of(case):
    world = World.of_a_plan()
    single = case["aggregation"] == "single"
    for code, facts in case["measures"].items():
        world.measure(code, scope="province" if single else "region", **facts)
    world.indicator(
        "CASE",
        "+".join(case["numerator"]),
        *case["denominator"],
        **{name: case[name] for name in ("aggregation", "accumulation", "comparator")},
        factor=int(case["factor"]),
    )
    last = case["period"] if "Q" in case["period"] else f"{case['period']}Q4"
    world.open(names(case["plan_start"], last), case["regions"])
    for place, status in case["reports"].items():
        world.at(*place.split("/"), status)
    world.fill(
        {
            (region, period, code): text
            for region, periods in case["figures"].items()
            for period, cells in periods.items()
            for code, text in cells.items()
        }
    )
    return world


def value_of(world, case, place):
    ledger = world.ledger(case["basis"])
    name = case["period"]
    span = Span.of(world.periods[name]) if "Q" in name else ledger.year(int(name))
    question = Question(ledger, formulas_of(world.plan), [span], [place])
    return roll(question)[world.plan.indicators.get().pk, place.key, name]


def places(case):
    """All that is asked, and the same regions as a set of somebody's choosing."""
    regions = Region.objects.filter(code__in=case["regions"])
    yield whole(Region.objects.get(code=ROOT))
    if case["aggregation"] != "single":
        yield several("set", "所选地区", regions)


def rounded(number):
    return None if number is None else number.quantize(TWELVE)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_value_is_that_of_its_case(case):
    world, expected = world_of(case), case["expected"]
    numbers = {
        name: None if expected[name] is None else Decimal(expected[name])
        for name in ("numerator", "denominator", "value")
    }
    for place in places(case):
        value = value_of(world, case, place)
        assert STATES[value.state] == expected["state"]
        assert (value.numerator, value.denominator) == (
            numbers["numerator"],
            numbers["denominator"],
        )
        assert rounded(value.value) == rounded(numbers["value"])
        assert (value.counted, value.expected) == (expected["counted"], expected["expected"])
        assert (list(value.missing), list(value.not_applicable), list(value.worst)) == (
            expected["missing"],
            expected["not_applicable"],
            expected["worst"],
        )
        assert value.as_of.name == expected["as_of"]


def test_all_seventeen_cases_are_read():
    assert len(CASES) == 17
