"""Trends on the board: over the regions counted in both, with the baseline on its own day."""

from datetime import date

import pytest

from indicators.assessment.board import read_board
from indicators.plan.models import Baseline
from regions.models import Region
from tests.indicators.assessment.world import ROOT, World, names

pytestmark = pytest.mark.django_db
A, B, C = "420100", "420700", "420600"


def rates(**facts):
    world = World.of_a_plan()
    world.measure("N")
    world.measure("D")
    facts = {"comparator": "rising", "each_year": "flat_allowed"} | facts
    world.indicator("RATE", "N", "D", **facts)
    return world


def fill(world, **quarters):
    for quarter, numbers in quarters.items():
        for code, number in zip((A, B, C), numbers, strict=True):
            world.fill({(code, quarter, "N"): number, (code, quarter, "D"): "100"})


def verdicts(world, period):
    board = read_board(plan=world.plan, period=world.periods[period])
    return {row.place.key: row.judgement.verdict.value for row in board.rows}


def compared(world, period, place=ROOT):
    board = read_board(plan=world.plan, period=world.periods[period])
    this = board.row("RATE", place).judgement.compared
    return this.now, this.earlier, this.can_exist


def test_a_region_missing_now_does_not_look_like_a_fall():
    world = rates()
    world.open(["2017Q3", "2018Q3"], [A, B, C])
    fill(world, **{"2017Q3": ("20", "20", "80"), "2018Q3": ("21", "20", "")})
    assert compared(world, "2018Q3") == (20.5, 20, True)
    found = verdicts(world, "2018Q3")
    assert (found[ROOT], found["pioneer"], found[A], found[C]) == (
        "on_track",
        "on_track",
        "on_track",
        "no_data",
    )
    board = read_board(plan=world.plan, period=world.periods["2018Q3"])
    assert board.row("RATE", ROOT).judgement.provisional is True


def test_what_adds_up_since_the_start_is_compared_with_the_nothing_before_it():
    """The quarters between were never opened: nobody is counted in both year ends."""
    world = World.of_a_plan()
    world.measure("N", "flow")
    facts = {"comparator": "rising", "each_year": "strict", "aggregation": "sum"}
    world.indicator("RATE", "N", accumulation="cumulative", **facts)
    world.open(["2015Q4", "2016Q4", "2017Q4"], [A, B, C])
    world.fill({(A, period, "N"): "5" for period in world.periods})
    assert {period: verdicts(world, period)[ROOT] for period in world.periods} == {
        "2015Q4": "not_due",
        "2016Q4": "on_track",
        "2017Q4": "no_data",
    }


@pytest.mark.parametrize(
    ("each_year", "verdict"), [("flat_allowed", "on_track"), ("strict", "behind")]
)
def test_an_equal_year_keeps_what_may_stand_still_and_breaks_what_must_move(each_year, verdict):
    world = rates(comparator="falling", each_year=each_year)
    world.open(["2017Q3", "2018Q3"], [A])
    world.fill({(A, "2017Q3", "N"): "1", (A, "2017Q3", "D"): "3"})
    world.fill({(A, "2018Q3", "N"): "2", (A, "2018Q3", "D"): "6"})
    assert verdicts(world, "2018Q3")[ROOT] == verdict


def test_in_the_first_year_nothing_can_be_compared():
    world = rates()
    world.open(names("2016Q1", "2016Q4"), [A, B, C])
    fill(world, **dict.fromkeys(world.periods, ("20", "20", "20")))
    assert {verdicts(world, quarter)[ROOT] for quarter in world.periods} == {"not_due"}
    assert compared(world, "2016Q4") == (None, None, False)


def test_the_first_year_end_is_compared_with_the_baseline_period_where_there_is_a_value():
    world = rates()
    world.open(["2015Q4", "2016Q4"], [A, B, C])
    fill(world, **{"2015Q4": ("20", "", "30"), "2016Q4": ("19", "50", "31")})
    found = verdicts(world, "2016Q4")
    assert compared(world, "2016Q4") == (25, 25, True)
    assert (found[ROOT], found[A], found[B], found[C]) == (
        "on_track",
        "regressing",
        "not_due",
        "on_track",
    )


def test_a_stated_or_adopted_baseline_is_the_value_of_its_own_day():
    world = rates()
    world.open(names("2016Q4", "2017Q4"), [A, B, C])
    fill(world, **{"2016Q4": ("", "", ""), "2017Q4": ("20", "20", "20")})
    Baseline.objects.create(
        indicator=world.plan.indicators.get(), region=Region.objects.get(code=ROOT), value=21,
        on=date(2016, 12, 31), adopted_on=date(2017, 2, 1), document_number="鄂民〔2017〕1号",
        document_on=date(2017, 2, 1), reason="2015Q4 缺报",
    )  # fmt: skip
    assert compared(world, "2017Q4") == (20, 21, True)
    assert verdicts(world, "2017Q4")[ROOT] == "regressing"
    assert verdicts(world, "2017Q4")[A] == "no_data"


def test_an_earlier_year_that_fell_interrupts_and_the_due_day_does_not_forgive_it():
    world = rates()
    world.open(["2015Q4", "2016Q4", "2017Q4", "2018Q4", "2019Q4", "2020Q4"], [A, B, C])
    course = ("20", "19", "20", "21", "22", "23")
    fill(world, **{q: (n, n, "20") for q, n in zip(world.periods, course, strict=True)})
    assert [verdicts(world, q)[A] for q in list(world.periods)[1:]] == [
        "regressing",
        "slightly_behind",
        "slightly_behind",
        "slightly_behind",
        "far_behind",
    ]
    assert verdicts(world, "2020Q4")[C] == "achieved"
    board = read_board(plan=world.plan, period=world.periods["2020Q4"])
    assert board.row("RATE", A).judgement.broken == (date(2016, 12, 31),)


def test_a_year_end_never_opened_cannot_be_compared_on_the_due_day():
    world = rates()
    world.open(["2015Q4", "2016Q4", "2018Q4", "2019Q4", "2020Q4"], [A, B, C])
    fill(world, **dict.fromkeys(world.periods, ("20", "20", "20")))
    board = read_board(plan=world.plan, period=world.periods["2020Q4"])
    judged = board.row("RATE", ROOT).judgement
    assert (judged.verdict, judged.uncompared) == (
        "no_data",
        (date(2017, 12, 31), date(2018, 12, 31)),
    )


@pytest.mark.parametrize(
    ("comparator", "now", "earlier"), [("rising", 15, 20), ("falling", 40, 30)]
)
def test_of_the_lowest_the_worst_is_compared_among_the_regions_of_both(comparator, now, earlier):
    world = rates(aggregation="lowest", comparator=comparator)
    world.open(["2017Q4", "2018Q4"], [A, B, C])
    fill(world, **{"2017Q4": ("30", "20", ""), "2018Q4": ("15", "40", "1")})
    assert compared(world, "2018Q4") == (now, earlier, True)
    assert verdicts(world, "2018Q4")[ROOT] == "regressing"
    assert compared(world, "2018Q4", "pioneer") == (now, earlier, True)


def test_a_measure_first_asked_later_makes_no_earlier_value_missing():
    world = rates()
    world.open(["2016Q4", "2017Q4"], [A])
    world.periods["2016Q4"].asked.all().delete()
    world.fill({(A, "2017Q4", measure): "5" for measure in "ND"})
    assert verdicts(world, "2017Q4")[A] == "not_due"
