"""The board: ranks, changes, completeness, the default period, and how much it reads."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.assessment.board import read_board
from indicators.assessment.progress import displayed
from indicators.plan.models import Baseline, Target
from indicators.reporting.models import Basis
from regions.loading import rows as fixture
from regions.models import Region, Zone
from tests.indicators.assessment.world import NOON, ROOT, World, move, names

pytestmark = pytest.mark.django_db
A, B, C, D = "420100", "420200", "420300", "420500"
FOUR = (A, B, C, D)


def rates(**facts):
    world = World.of_a_plan()
    kind = facts.pop("kind", "stock")
    world.measure("N", kind)
    world.measure("D", kind)
    below = "" if facts.get("aggregation") == "sum" else "D"
    world.indicator("RATE", "N", below, **facts)
    return world


def fill(world, below="100", **quarters):
    for quarter, numbers in quarters.items():
        for code, number in zip(FOUR, numbers, strict=True):
            world.fill({(code, quarter, "N"): number, (code, quarter, "D"): below})


def board(world, period, **facts):
    return read_board(plan=world.plan, period=world.periods[period], **facts)


def ranks(found):
    return {row.place.key: (row.rank, row.rank_change) for row in found.rows if row.rank}


def target(world, value, region=ROOT):
    Target.objects.create(
        indicator=world.plan.indicators.get(),
        region=Region.objects.get(code=region),
        value=Decimal(value),
        year=2020,
        adopted_on=date(2016, 1, 1),
    )


def test_the_published_beds_of_2016_go_the_whole_road():
    published = {
        (r["measure"], r["year"], r["region_code"]): r["value"] for r in fixture("published.csv")
    }
    world = World.of_a_plan()
    world.measure("ELD_BEDS")
    world.measure("POP_60PLUS")
    world.indicator("BEDS", "ELD_BEDS", "POP_60PLUS", factor=1000, decimals=1)
    target(world, "35")
    indicator, province = world.plan.indicators.get(), Region.objects.get(code=ROOT)
    Baseline.objects.create(
        indicator=indicator, region=province, value=30, on=date(2015, 12, 31),
        adopted_on=date(2016, 1, 1),
    )  # fmt: skip
    world.open(["2016Q4"], [A])
    world.fill({(A, "2016Q4", code): published[code, "2016", ROOT] for code in world.measures})
    row = board(world, "2016Q4").row("BEDS", ROOT)
    judged = row.judgement
    assert (row.value.numerator, row.value.denominator) == (329_000, 10_720_000)
    assert displayed(row.value.value, 3) == Decimal("30.690")
    assert displayed(judged.completion * 100, 1) == Decimal("13.8")
    assert (judged.time_share, displayed(judged.lag, 1)) == (Decimal("0.2"), Decimal("6.2"))
    assert (judged.verdict, judged.rule, row.gap) == ("slightly_behind", 11, 46_200)


def test_ranks_share_ties_leave_out_who_has_no_value_and_change_where_both_exist():
    world = rates()
    world.open(names("2018Q3", "2018Q4"), FOUR)
    fill(world, **{"2018Q3": ("50", "40", "30", ""), "2018Q4": ("40", "50", "40", "9")})
    assert ranks(board(world, "2018Q4")) == {A: (2, -1), B: (1, 1), C: (2, 1), D: (4, None)}
    assert ranks(board(world, "2018Q3")) == {A: (1, None), B: (2, None), C: (3, None)}


def test_a_region_that_lacks_a_quarter_of_a_flow_is_not_ranked():
    world = rates(kind="flow", accumulation="cumulative")
    world.open(names("2016Q1", "2016Q2"), FOUR)
    fill(world, **{"2016Q1": ("50", "", "30", "20"), "2016Q2": ("1", "1", "1", "1")})
    assert ranks(board(world, "2016Q2")) == {A: (1, 0), C: (2, 0), D: (3, 0)}


def test_a_falling_indicator_ranks_the_lowest_first():
    world = rates(comparator="at_most")
    world.open(["2018Q4"], FOUR)
    fill(world, **{"2018Q4": ("50", "40", "30", "20")})
    assert [ranks(board(world, "2018Q4"))[code][0] for code in FOUR] == [4, 3, 2, 1]


def test_a_sum_is_ranked_by_completion_of_the_regions_own_targets_and_else_only_listed():
    world = rates(kind="flow", aggregation="sum", accumulation="cumulative", factor=1)
    world.open(names("2016Q1", "2016Q2"), FOUR)
    fill(world, **{"2016Q1": ("50", "40", "30", "20"), "2016Q2": ("5", "4", "9", "20")})
    assert ranks(board(world, "2016Q2")) == {}
    target(world, "1000", A)
    target(world, "400", B)
    target(world, "390", C)
    completions = {A: Decimal("0.055"), B: Decimal("0.11"), C: Decimal("0.1")}
    found = board(world, "2016Q2")
    assert {
        code: found.row("RATE", code).judgement.completion for code in completions
    } == completions
    assert ranks(found) == {B: (1, 0), C: (2, 0), A: (3, 0)}


def test_a_narrowed_board_ranks_among_all():
    world = rates()
    world.open(names("2018Q3", "2018Q4"), FOUR)
    fill(world, **{"2018Q3": ("50", "40", "30", "20"), "2018Q4": ("10", "50", "40", "9")})
    whole, narrow = board(world, "2018Q4"), board(world, "2018Q4", places=[A])
    assert [row.place.key for row in narrow.rows] == [A]
    assert ranks(narrow) == {A: (3, -2)} == {A: ranks(whole)[A]}
    assert narrow.rows[0].judgement == whole.row("RATE", A).judgement
    assert ranks(board(world, "2018Q4", places=[ROOT])) == {}


def test_without_history_only_forecast_and_course_are_lost():
    world = rates()
    world.open(["2015Q4", *names("2016Q1", "2017Q1")], FOUR)
    fill(world, **{q: ("10", "20", "30", str(20 + k * k)) for k, q in enumerate(world.periods)})
    target(world, "60")
    full, bare = (board(world, "2017Q1", history=h).row("RATE", ROOT) for h in (True, False))
    assert [period.name for period, _ in full.history] == names("2016Q1", "2017Q1")
    assert (bare.history, bare.value, bare.gap) == ((), full.value, full.gap)
    assert (bare.previous, bare.year_earlier) == (full.previous, full.year_earlier)
    assert bare.judgement.verdict == full.judgement.verdict
    assert full.judgement.forecast != bare.judgement.forecast


def test_changes_are_against_the_period_before_and_the_year_before():
    world = rates()
    world.open(["2017Q4", "2018Q3", "2018Q4"], FOUR)
    quarters = {"2017Q4": "20", "2018Q3": "35", "2018Q4": "40"}
    fill(world, **{q: (number,) * 4 for q, number in quarters.items()})
    row = board(world, "2018Q4").row("RATE", ROOT)
    assert (row.change, row.change_of_year) == (5, 20)
    assert (row.previous.value, row.year_earlier.value) == (35, 20)
    assert board(world, "2018Q3").row("RATE", ROOT).change is None


def test_an_incomplete_sum_has_no_change_and_leaves_the_forecast_to_the_others():
    world = rates(aggregation="sum", factor=1)
    world.open(names("2018Q1", "2018Q4"), FOUR)
    fill(world, **{q: ("10", "10", "10", str(10 + k)) for k, q in enumerate(world.periods)})
    target(world, "90")
    world.at(A, "2018Q4", "returned")
    row = board(world, "2018Q4").row("RATE", ROOT)
    assert (row.value.value, row.value.complete, row.change) == (33, False, None)
    assert row.judgement.provisional is True
    assert displayed(row.judgement.forecast, 6) == Decimal("51.000000")


@pytest.mark.parametrize(("below", "caution"), [("19", True), ("20", False)])
def test_a_small_denominator_carries_a_caution(below, caution):
    world = rates()
    world.open(["2018Q4"], FOUR)
    fill(world, below, **{"2018Q4": ("5", "5", "5", "5")})
    assert board(world, "2018Q4").row("RATE", A).caution is caution
    assert board(world, "2018Q4").row("RATE", ROOT).caution is False


def test_completeness_counts_the_regions_and_names_a_reopened_report(reviewer):
    world = rates()
    world.open(["2018Q4"], FOUR)
    report = world.reports[A, "2018Q4"]
    for number, (before, to) in enumerate(
        [("", "draft"), ("draft", "submitted"), ("submitted", "in_review"),
         ("in_review", "approved"), ("approved", "returned")], start=1,
    ):  # fmt: skip
        move(report, number, to, NOON, before=before)
    world.at(A, "2018Q4", "returned")
    world.at(B, "2018Q4", "submitted")
    world.at(ROOT, "2018Q4", "draft")
    found = board(world, "2018Q4").completeness
    assert (found.counted, found.expected, found.complete) == (2, 4, False)
    assert [(one.region.code, one.status, one.reopened) for one in found.missing] == [
        (A, "returned", True),
        (B, "submitted", False),
    ]
    assert (found.province.region.code, found.province.status) == (ROOT, "draft")
    provisional = board(world, "2018Q4", basis=Basis.PROVISIONAL).completeness
    assert [one.region.code for one in provisional.missing] == [A]


def test_rows_follow_the_plan_s_order_and_places_that_of_the_design():
    world = rates()
    world.indicator("FIRST", "N", aggregation="sum", number=0)
    world.open(["2018Q4"], [C, A])
    found = board(world, "2018Q4")
    zones = ["pioneer", "lead", "demo", "character"]
    assert [row.place.key for row in found.of_indicator("RATE")] == [ROOT, A, C, *zones]
    assert [row.indicator.code for row in found.province] == ["FIRST", "RATE"]
    assert found.time_share == Decimal("0.6")


def test_zones_of_another_province_have_no_place():
    world = rates()
    world.open(["2018Q4"], [])
    other = Region.objects.create(
        code="900000", name_zh="邻省", short_name_zh="邻", kind="province", level="province"
    )
    zone = Zone.objects.create(code="elsewhere", name_zh="邻省片区")
    zone.regions.add(other)
    assert board(world, "2018Q4").row("RATE", "elsewhere") is None
