"""The overview from other sides: heat matrix, zones, attention; the numbers are the board's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.assessment.board import read_board
from indicators.dashboard.attention import concerns, shown
from indicators.dashboard.heat import gravity
from indicators.dashboard.views import comparisons
from indicators.plan.models import Plan
from regions.models import Region
from tests.indicators.assessment.invented import prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LAST = "2018Q3"
HEAT, ZONES, ATTENTION = "/overview/heat/", "/overview/zones/", "/overview/attention/"


@pytest.fixture
def world(in_hubei, db):
    return prepared()


def page(url, username="viewer", **asked):
    return client_of(person(username)).get(url, {"period": LAST, **asked})


def board(world, period=LAST, **more):
    return read_board(plan=world.plan, period=world.periods[period], **more)


def test_the_heat_matrix_has_the_verdict_of_every_region(world):
    heat = page(HEAT).context["heat"]
    assert [place.key for place in heat.places][:2] == ["420000", "420100"]
    assert len(heat.places) == 18
    found = {
        (line.indicator.code, place.key): row.judgement
        for line in heat.lines
        for place, row in zip(heat.places, line.cells, strict=True)
        if row
    }
    expected = [row for row in board(world, history=False).rows if not row.place.zone]
    assert found == {(row.indicator.code, row.place.key): row.judgement for row in expected}


def test_a_region_sorts_the_rows_and_an_indicator_the_columns_the_gravest_first(world):
    heat = page(HEAT, region="420600").context["heat"]
    column = [place.key for place in heat.places].index("420600")
    grave = [gravity(line.cells[column]) for line in heat.lines]
    assert (grave, len(set(grave)) > 1) == (sorted(grave), True)
    heat = page(HEAT, indicator="ELD_BEDS_PER_1000").context["heat"]
    [line] = [line for line in heat.lines if line.indicator.code == "ELD_BEDS_PER_1000"]
    grave = [gravity(cell) for cell in line.cells[1:]]
    assert (grave, heat.places[0].key) == (sorted(grave), "420000")


def cells(heat):
    return {
        (line.indicator.code, place.key): row.judgement
        for line in heat.lines
        for place, row in zip(heat.places, line.cells, strict=True)
        if row
    }


@pytest.mark.parametrize("asked", [{}, {"indicator": "ELD_BEDS_PER_1000"}])
def test_many_regions_stand_side_by_side_in_pages(world, monkeypatch, asked):
    whole = page(HEAT, **asked).context["heat"]
    monkeypatch.setattr(comparisons, "ON_A_PAGE", 10)
    parts = [page(HEAT, page=number, **asked).context["heat"] for number in (1, 2)]
    keys = [[place.key for place in part.places] for part in parts]
    assert [len(found) for found in keys] == [11, 8]
    assert keys[0] + keys[1][1:] == [place.key for place in whole.places]
    assert cells(parts[0]) | cells(parts[1]) == cells(whole)


def test_a_region_of_another_page_sorts_the_rows_and_is_shown(world, monkeypatch):
    monkeypatch.setattr(comparisons, "ON_A_PAGE", 10)
    heat = page(HEAT, region="429021").context["heat"]
    assert len(heat.places) == 12
    column = [place.key for place in heat.places].index("429021")
    grave = [gravity(line.cells[column]) for line in heat.lines]
    assert grave == sorted(grave)


def test_of_many_regions_nobody_is_told_who_lost_in_rank_and_the_page_says_so(world, monkeypatch):
    few = page(ATTENTION)
    monkeypatch.setattr(comparisons, "MANY", 10)
    many = page(ATTENTION)
    kinds = [{concern.kind for concern in one.context["concerns"]} for one in (few, many)]
    assert kinds[0] - {"rank_lost"} == kinds[1]
    note = "地区较多，名次下降情况请见各指标页面。"
    assert [note in one.content.decode() for one in (few, many)] == [False, True]


@pytest.mark.parametrize("asked", [{"region": "999999"}, {"indicator": "NONE"}, {"period": "x"}])
def test_what_does_not_exist_cannot_sort(world, asked):
    assert page(HEAT, **asked).status_code == 404


def test_the_zones_stand_beside_the_province(world):
    answer = page(ZONES)
    keys = [place.key for place in answer.context["zones"]]
    assert (keys[0], len(keys)) == ("420000", 5)
    shown = [row for _indicator, cells in answer.context["lines"] for row in cells if row]
    expected = [r for r in board(world, history=False).rows if r.place.key in keys]
    assert facts(shown) == facts(expected)


def facts(rows):
    return {(row.indicator.code, row.place.key): (row.value, row.judgement) for row in rows}


def with_verdict(row, verdict, lag=None):
    return replace(row, judgement=replace(row.judgement, verdict=verdict, lag=lag))


def only(board, *rows):
    return replace(board, rows=rows)


@pytest.fixture
def beds(world):
    found = board(world, indicators=["ELD_BEDS_PER_1000"])
    return found, found.province[0]


def kinds(now, before=None):
    return [(one.kind, one.row.place.key) for one in concerns(now, before)]


def test_what_was_on_track_a_period_ago_is_newly_behind(beds):
    now, row = beds
    late, good = with_verdict(row, "behind"), with_verdict(row, "on_track")
    assert kinds(only(now, late), only(now, good)) == [("newly_behind", "420000")]
    assert kinds(only(now, late), only(now, late)) == []
    assert kinds(only(now, good), only(now, late)) == []


def test_what_regresses_is_told_once(beds):
    now, row = beds
    back, good = with_verdict(row, "regressing"), with_verdict(row, "on_track")
    assert kinds(only(now, back), only(now, good)) == [("regressing", "420000")]


@pytest.mark.parametrize(("due", "told"), [("2019-03-31", True), ("2019-04-30", False)])
def test_what_is_due_within_six_months_and_not_on_track_is_told(beds, due, told):
    now, row = beds
    soon = due_on(row, due)
    late = kinds(only(now, with_verdict(soon, "behind")))
    assert late == [("due_soon", "420000")] * told
    for well in ("achieved", "on_track", "not_applicable"):
        assert kinds(only(now, with_verdict(soon, well))) == []


def due_on(row, day):
    return replace(row, promise=replace(row.promise, due_on=date.fromisoformat(day)))


@pytest.mark.parametrize(
    ("verdict", "is_known", "why"),
    [
        ("behind", True, "2018-12-31 到期，现值 {now}，目标 ≥35，尚缺 1,201 张。"),
        ("no_data", False, "2018-12-31 到期，未报。"),
    ],
)
def test_why_what_is_due_needs_attention_is_one_sentence(beds, verdict, is_known, why):
    now, row = beds
    soon = replace(with_verdict(due_on(row, "2018-12-31"), verdict), gap=Decimal("1200.2"))
    if not is_known:
        soon = replace(soon, value=replace(soon.value, above=None))
    found = concerns(only(now, soon), None)
    assert [one.why for one in found] == [why.format(now=shown(soon))]


def test_where_the_worst_is_unknown_it_is_said_whose_figures_are_lacking(beds):
    now, row = beds
    soon = with_verdict(due_on(row, "2018-12-31"), "no_data")
    missing = tuple(Region.objects.filter(code__in=["422800", "429005"]).order_by("code"))
    soon = replace(
        soon,
        judgement=replace(soon.judgement, reason="worst_unknown"),
        value=replace(soon.value, missing_regions=missing),
    )
    [found] = concerns(only(now, soon), None)[:1]
    said = f"2018-12-31 到期，现值 {shown(soon)}，缺以下地区的数据：恩施、潜江。"
    assert (found.kind, found.why) == ("due_soon", said)


def test_a_yes_or_no_that_is_due_is_told_in_words(world):
    now = board(world, indicators=["HOSP_PROV_L3"])
    row = with_verdict(now.province[0], "not_due")
    soon = due_on(row, "2018-12-31")
    assert [one.why for one in concerns(only(now, soon), None)] == ["2018-12-31 到期，尚未完成。"]


@pytest.mark.parametrize(("change", "told"), [(-3, True), (-2, False), (3, False), (None, False)])
def test_a_region_that_fell_three_ranks_is_told(beds, change, told):
    now, _row = beds
    region = replace(now.row("ELD_BEDS_PER_1000", "420100"), rank=9, rank_change=change)
    found = concerns(only(now, region), None)
    assert [one.kind for one in found] == ["rank_lost"] * told
    if told:
        assert found[0].why == "武汉市由第 6 名降至第 9 名。"


def test_the_page_lists_the_provinces_concerns_with_their_sentences(world):
    answer = page(ATTENTION)
    found = answer.context["concerns"]
    expected = concerns(board(world, history=False), board(world, "2018Q2", history=False))
    assert [(c.kind, c.why) for c in found] == [(c.kind, c.why) for c in expected]
    assert found
    assert all(concern.why in answer.content.decode() for concern in found)


@pytest.mark.parametrize("url", [HEAT, ZONES, ATTENTION])
def test_who_sees_no_values_does_not_see_them_here(world, url):
    assert page(url, "auditor").status_code == 403


@pytest.mark.parametrize("url", [HEAT, ZONES, ATTENTION])
def test_before_anything_is_reported_the_page_says_so(db, url):
    assert Plan.objects.exists()
    answer = client_of(person("viewer")).get(url)
    assert "dashboard/nothing_yet.html" in [t.name for t in answer.templates]
