"""Why a verdict is what it is: every region's part, and what it rests on, for who may see it."""

from datetime import date

import pytest

from indicators.assessment.board import read_board
from indicators.assessment.derivation import derive
from indicators.plan.models import Target
from regions.models import Region, Zone
from tests.indicators.assessment.world import NOON, ONE_DAY, ROOT, World, move, names, revise

pytestmark = pytest.mark.django_db
A, B, C = "420100", "420600", "420700"
CELL = "武汉市_2018Q4.xlsx › 填报 › G17"


def rates(**facts):
    world = World.of_a_plan()
    kind = facts.pop("kind", "stock")
    world.measure("N", kind)
    world.measure("D", kind, by="province")
    below = "" if facts.get("aggregation") == "sum" else "D"
    world.indicator("RATE", "N", below, **facts)
    return world


def target(world, value, region=ROOT, **facts):
    known = {"indicator": world.plan.indicators.get(), "region": Region.objects.get(code=region)}
    known |= {"year": 2020, "value": value, "adopted_on": date(2016, 1, 1)}
    return Target.objects.create(**known | facts)


def derived(world, period, place=ROOT, user=None, places=None, **facts):
    board = read_board(plan=world.plan, period=world.periods[period], places=places, **facts)
    return derive(board, board.row("RATE", place), user=user)


@pytest.fixture
def told(db):
    """Wuhan's figure came from a workbook; its report was submitted, sent back and approved."""
    world = rates()
    world.open(["2018Q4"], [A, B])
    world.fill({(A, "2018Q4", "N"): "8", (A, "2018Q4", "D"): "10", (B, "2018Q4", "D"): "30"})
    report = world.reports[A, "2018Q4"]
    wuhan = Region.objects.get(code=A)
    revise(report, wuhan, world.measures["N"], 1, None, "80", NOON, place="旧表.xlsx › 填报 › G9")
    revise(report, wuhan, world.measures["N"], 2, "80", "8", NOON, place=CELL)
    steps = ("draft", "submitted", "in_review", "returned", "submitted", "in_review", "approved")
    people = ("manager", "wuhan", "reviewer", "reviewer", "wuhan2", "reviewer", "reviewer2")
    for number, (to, by) in enumerate(zip(steps, people, strict=True), start=1):
        before = steps[number - 2] if number > 1 else ""
        move(report, number, to, NOON + number * ONE_DAY, before=before, by=by)
    target(world, 50)
    return world


def test_a_figure_is_traced_to_its_submission_its_approval_and_the_workbook_s_cell(told):
    above, below = derived(told, "2018Q4").contributions[0].evidence
    assert (above.cell.measure.name_zh, above.state, above.value) == ("N", "number", 8)
    assert (above.place, above.revision.by.username) == (CELL, "wuhan")
    filing = above.filing
    assert (filing.submitted.by.username, filing.submitted.number) == ("wuhan2", 5)
    assert (filing.submitted.submission.number, filing.approved.by.username) == (2, "reviewer2")
    assert (below.cell.measure.name_zh, below.value, below.cell.holder.code) == ("D", 10, ROOT)
    assert (below.cell.is_denominator, above.cell.is_denominator) == (True, False)


def test_a_blank_is_not_a_report_outside_the_basis(told):
    parts = derived(told, "2018Q4").contributions
    assert [one.state for one in parts[1].evidence] == ["blank", "number"]
    told.at(B, "2018Q4", "submitted")
    told.at(ROOT, "2018Q4", "draft")
    parts = derived(told, "2018Q4").contributions
    assert [one.state for one in parts[1].evidence] == ["not_reported", "not_reported"]
    assert parts[1].evidence[0].filing.status == "submitted"
    assert parts[1].evidence[0].value is None


def test_who_may_not_open_a_report_does_not_learn_who_did_what_in_it(
    told, xiangyang, wuhan, viewer
):
    def seen(user):
        evidence = derived(told, "2018Q4", user=user).contributions[0].evidence[0]
        filing = evidence.filing
        return evidence.value, evidence.place, filing.opens, bool(filing.submitted)

    assert seen(xiangyang) == (8, "", False, False)
    assert seen(wuhan) == seen(viewer) == (8, CELL, True, True)


def test_a_reopened_report_says_so(told):
    report = told.reports[A, "2018Q4"]
    move(report, 8, "returned", NOON + 9 * ONE_DAY, before="approved")
    told.at(A, "2018Q4", "returned")
    evidence = derived(told, "2018Q4").contributions[0].evidence[0]
    assert (evidence.state, evidence.filing.reopened, evidence.filing.approved) == (
        "not_reported",
        True,
        None,
    )


def test_a_past_day_shows_the_figure_and_the_report_of_that_day(told):
    opened = told.reports[B, "2018Q4"]
    move(opened, 1, "draft", NOON)
    move(told.reports[ROOT, "2018Q4"], 1, "draft", NOON)
    day = (NOON + 7 * ONE_DAY).date()
    parts = derived(told, "2018Q4", known_on=day).contributions
    assert (parts[0].evidence[0].value, parts[0].evidence[0].filing.status) == (8, "approved")
    assert parts[1].evidence[0].filing.status == "draft"
    before = derived(told, "2018Q4", known_on=day - ONE_DAY).contributions[0].evidence[0]
    assert (before.state, before.filing.status) == ("not_reported", "in_review")


def test_the_regions_pooled_gaps_add_up_and_the_largest_comes_first():
    world = rates()
    world.open(["2018Q4"], [A, B, C])
    cells = {A: ("8", "10"), B: ("1", "30"), C: ("1", "10")}
    world.fill({(c, "2018Q4", m): cells[c][k] for c in cells for k, m in enumerate("ND")})
    target(world, 50)
    target(world, 90, A)
    derivation = derived(world, "2018Q4")
    assert [(part.region.code, part.gap) for part in derivation.gaps] == [(B, 14), (C, 4), (A, -3)]
    assert sum(part.gap for part in derivation.gaps) == derivation.row.gap == 15
    assert [part.region.code for part in derived(world, "2018Q4", "pioneer").contributions] == [
        A,
        C,
    ]


def test_of_a_sum_a_region_lacks_what_its_own_target_says():
    world = rates(aggregation="sum", factor=1)
    world.open(["2018Q4"], [A, B])
    world.fill({(A, "2018Q4", "N"): "8", (B, "2018Q4", "N"): "5"})
    target(world, 50)
    target(world, 10, A)
    assert [part.gap for part in derived(world, "2018Q4").contributions] == [2, None]


def test_the_versions_behind_a_target_are_all_there_and_those_of_nobody_else():
    world = rates()
    world.open(["2018Q4"], [A, B])
    first = target(world, 50)
    second = target(world, 60, adopted_on=date(2018, 1, 1))
    other = target(world, 40, A)
    assert derived(world, "2018Q4").targets == (first, second)
    assert derived(world, "2018Q4", B).targets == (first, second)
    assert derived(world, "2018Q4", A).targets == (other,)


def test_a_cumulative_sum_rests_on_every_quarter_that_was_opened():
    world = rates(kind="flow", aggregation="sum", accumulation="cumulative", factor=1)
    world.open(["2015Q4", "2016Q1", "2016Q3"], [A])
    world.fill({(A, quarter, "N"): "1" for quarter in world.periods})
    evidence = derived(world, "2016Q3").contributions[0].evidence
    assert [one.cell.period.name for one in evidence] == ["2016Q1", "2016Q3"]


def test_a_region_lacks_nothing_in_a_period_that_did_not_ask_it():
    world = rates(kind="flow", accumulation="cumulative")
    world.open(["2016Q1"], [A])
    world.open(["2016Q2"], [A, B])
    parts = derived(world, "2016Q2").contributions
    assert [[one.cell.period.name for one in part.evidence] for part in parts] == [
        ["2016Q1", "2016Q1", "2016Q2", "2016Q2"],
        ["2016Q2", "2016Q2"],
    ]


def test_a_single_indicator_rests_on_the_province_alone():
    world = World.of_a_plan()
    world.measure("N", scope="province", asked="year_end")
    world.indicator("RATE", "N", aggregation="single", factor=1)
    world.open(names("2016Q4", "2017Q1"), [A])
    world.fill({(ROOT, "2016Q4", "N"): "1"})
    part = derived(world, "2017Q1").contributions[0]
    assert (part.region.code, part.value.value) == (ROOT, 1)
    assert [one.cell.period.name for one in part.evidence] == ["2016Q4"]


def test_a_board_without_the_regions_reads_them_once_more():
    world = rates(zone=Zone.objects.get(code="pioneer"))
    world.open(["2018Q4"], [A, B, C])
    world.fill({(c, "2018Q4", m): "5" for c in (A, B, C) for m in "ND"})
    parts = derived(world, "2018Q4", places=[ROOT]).contributions
    assert [(part.region.code, part.value.value) for part in parts] == [(A, 100), (C, 100)]
