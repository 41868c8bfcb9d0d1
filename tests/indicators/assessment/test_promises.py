"""Whose baseline and whose target counts: stated, reported, adopted; own, reference, divided."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from indicators.assessment.board import read_board
from indicators.plan.models import Baseline, Target
from regions.models import Region, Zone
from tests.indicators.assessment.world import ROOT, World, names

pytestmark = pytest.mark.django_db
A, B, C = "420100", "420700", "420600"
PIONEER = "pioneer"


def day(text):
    return date.fromisoformat(text)


def beds(**facts):
    """Beds per cent of people, in Wuhan and Ezhou (one zone) and Xiangyang."""
    world = World.of_a_plan()
    world.measure("N", facts.pop("kind", "stock"))
    world.measure("D", world.measures["N"].kind)
    below = "" if facts.get("aggregation") == "sum" else "D"
    world.indicator("RATE", "N", below, **facts)
    return world


def fill(world, **quarters):
    """{quarter: numerators of the three}; every denominator is 100."""
    for quarter, numbers in quarters.items():
        for code, number in zip((A, B, C), numbers, strict=True):
            world.fill({(code, quarter, "N"): number, (code, quarter, "D"): "100"})


def target(world, value, region=ROOT, year=2020, adopted="2016-01-01", number=""):
    facts = {"document_number": number}
    if number:
        facts |= {"document_on": day(adopted), "reason": "调整"}
    return Target.objects.create(
        indicator=world.plan.indicators.get(),
        region=Region.objects.get(code=region),
        value=Decimal(value),
        year=year,
        adopted_on=day(adopted),
        **facts,
    )


def baseline(world, value, region=ROOT, on="2015-12-31", adopted="2016-01-01", number=""):
    facts = {"document_number": number}
    if number:
        facts |= {"document_on": day(adopted), "reason": "缺报"}
    return Baseline.objects.create(
        indicator=world.plan.indicators.get(),
        region=Region.objects.get(code=region),
        value=Decimal(value),
        on=day(on),
        adopted_on=day(adopted),
        **facts,
    )


def rows(world, period, **facts):
    board = read_board(plan=world.plan, period=world.periods[period], **facts)
    return {row.place.key: row for row in board.rows}


def aims(world, period="2018Q4"):
    found = rows(world, period)
    return {key: (found[key].target, found[key].target_source) for key in (ROOT, A, B, PIONEER)}


def bases(world, period="2018Q4"):
    found = rows(world, period)
    return {key: (found[key].baseline and found[key].baseline.value, found[key].baseline_source)
            for key in (ROOT, A, B, PIONEER)}  # fmt: skip


def test_a_region_uses_its_own_target_and_else_the_province_s_as_a_reference():
    world = beds()
    world.open(["2018Q4"], [A, B, C])
    target(world, "60")
    target(world, "50", A)
    assert aims(world) == {
        ROOT: (60, "own"),
        A: (50, "own"),
        B: (60, "reference"),
        PIONEER: (60, "reference"),
    }


def test_of_a_sum_a_region_has_none_but_its_own_and_a_zone_the_sum_of_its_regions():
    world = beds(aggregation="sum")
    world.open(["2018Q4"], [A, B, C])
    target(world, "1000")
    target(world, "0", A)
    assert aims(world) == {ROOT: (1000, "own"), A: (0, "own"), B: (None, ""), PIONEER: (None, "")}
    target(world, "300", B)
    target(world, "120", B, 2018)
    assert aims(world)[PIONEER] == (300, "divided")
    assert rows(world, "2018Q4")[PIONEER].promise.yearly_targets == {}
    target(world, "10", A, 2018)
    assert rows(world, "2018Q4")[PIONEER].promise.yearly_targets == {2018: 130}
    assert Zone.objects.get(code=PIONEER).regions.count() == 2


def test_yearly_targets_go_with_whose_target_it_is():
    world = beds()
    world.open(["2018Q4"], [A, B, C])
    target(world, "60")
    target(world, "40", year=2018)
    target(world, "50", A)
    found = rows(world, "2018Q4")
    assert found[ROOT].promise.yearly_targets == found[B].promise.yearly_targets == {2018: 40}
    assert found[A].promise.yearly_targets == {}


def test_a_superseded_target_leaves_old_verdicts_alone():
    world = beds()
    world.open(names("2017Q4", "2018Q3"), [A, B, C])
    target(world, "60", adopted="2016-11-15")
    target(world, "70", adopted="2018-09-30", number="鄂民〔2018〕1号")
    target(world, "65", adopted="2018-09-30", number="鄂民〔2018〕2号")
    assert [aims(world, period)[ROOT][0] for period in ("2017Q4", "2018Q2", "2018Q3")] == [
        60,
        60,
        65,
    ]


def test_a_trend_takes_no_target():
    world = beds(comparator="rising", each_year="strict")
    world.open(["2018Q4"], [A, B, C])
    target(world, "60")
    assert aims(world)[ROOT] == (None, "")


def test_the_baseline_is_computed_for_each_place_from_the_baseline_period():
    world = beds()
    world.open(["2015Q4", "2018Q4"], [A, B, C])
    fill(world, **{"2015Q4": ("10", "30", "80")})
    assert bases(world) == {
        ROOT: (40, "reported"),
        A: (10, "reported"),
        B: (30, "reported"),
        PIONEER: (20, "reported"),
    }


def test_a_stated_baseline_goes_first_for_whom_it_is_stated_alone():
    world = beds()
    world.open(["2015Q4", "2018Q4"], [A, B, C])
    fill(world, **{"2015Q4": ("10", "30", "80")})
    baseline(world, "33")
    baseline(world, "5", A, number="鄂民〔2017〕1号")
    assert bases(world)[ROOT] == (33, "stated")
    assert bases(world)[A] == (10, "reported")


def test_where_the_baseline_period_is_missing_one_may_be_adopted_with_its_own_day():
    world = beds()
    world.open(["2016Q4", "2017Q1", "2018Q4"], [A, B, C])
    baseline(world, "12", A, on="2016-12-31", adopted="2017-02-01", number="鄂民〔2017〕1号")
    fill(world, **dict.fromkeys(world.periods, ("20", "20", "20")))
    target(world, "60")
    assert bases(world) == {
        ROOT: (None, ""),
        A: (12, "adopted"),
        B: (None, ""),
        PIONEER: (None, ""),
    }
    before, after = rows(world, "2016Q4")[A], rows(world, "2017Q1")[A]
    assert (before.baseline, after.baseline.value) == (None, 12)
    assert (before.judgement.months_gone, before.judgement.months_total) == (0, 48)
    assert after.judgement.months_gone == 3


def test_a_later_version_of_an_adopted_baseline_replaces_the_earlier():
    world = beds()
    world.open(["2017Q4", "2018Q4"], [A, B, C])
    baseline(world, "12", A, adopted="2017-02-01", number="鄂民〔2017〕1号")
    baseline(world, "14", A, adopted="2018-02-01", number="鄂民〔2018〕1号")
    fill(world, **dict.fromkeys(world.periods, ("20", "20", "20")))
    assert [bases(world, q)[A][0] for q in world.periods] == [12, 14]


def test_a_cumulative_sum_starts_at_zero_and_a_cumulative_ratio_nowhere():
    sums = beds(kind="flow", aggregation="sum", accumulation="cumulative", factor=1)
    sums.open(["2015Q4", *names("2016Q1", "2016Q2")], [A, B, C])
    fill(sums, **dict.fromkeys(sums.periods, ("10", "30", "80")))
    assert bases(sums, "2016Q2")[A] == (0, "zero")
    sums.plan.indicators.update(aggregation="pooled", denominator=sums.measures["D"])
    assert bases(sums, "2016Q2") == dict.fromkeys((ROOT, A, B, PIONEER), (None, ""))


def test_in_the_baseline_period_itself_no_baseline_is_in_use():
    world = beds()
    world.open(["2015Q4"], [A, B, C])
    fill(world, **{"2015Q4": ("10", "30", "80")})
    target(world, "60")
    row = rows(world, "2015Q4")[ROOT]
    assert (row.baseline, row.target, row.judgement.verdict) == (None, None, "not_applicable")


def test_what_was_adopted_later_is_not_known_on_a_past_day():
    world = beds()
    world.open(["2018Q4"], [A, B, C])
    target(world, "60")
    target(world, "70", adopted="2018-07-01", number="鄂民〔2018〕1号")
    Target.objects.update(entered_at=datetime(2019, 3, 1, tzinfo=UTC))
    baseline(world, "7", A, adopted="2018-07-01", number="鄂民〔2018〕2号")
    known = [rows(world, "2018Q4", known_on=day(on)) for on in ("2018-06-30", "2018-07-01")]
    assert [found[ROOT].target for found in known] == [60, 70]
    assert [found[ROOT].promise.baseline for found in known] == [None, None]
