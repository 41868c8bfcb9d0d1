"""Overview, indicators and regions: what the board says, filtered, and at one price."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import attrgetter

import pytest
from django.db.models import Q

from indicators.assessment.board import read_board
from indicators.assessment.exactness import EXACT
from indicators.dashboard import derivations
from indicators.dashboard.views import indicators, regions
from indicators.plan.models import Indicator, Plan, Target
from indicators.reporting.models import Basis, Figure, Report
from regions.models import Region, Zone
from tests.indicators.assessment.invented import hubei, prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LAST = "2018Q3"
BEDS = "/indicators/ELD_BEDS_PER_1000/"


@pytest.fixture
def world(in_hubei, db):
    return prepared()


def page(username, url, **asked):
    return client_of(person(username)).get(url, asked)


def board(world, **more):
    return read_board(plan=world.plan, period=world.periods[LAST], **more)


def shown(answer):
    return [row for _theme, rows in answer.context["groups"] for row in rows]


def facts(rows):
    return {
        (row.indicator.code, row.place.key): (row.value, row.judgement, row.target, row.gap)
        for row in rows
    }


def ranked(rows):
    """What a ranking shows of each region, in its order: no forecast."""
    judged = attrgetter("verdict", "rule", "lag")
    shown = attrgetter("place.key", "value", "target", "gap", "rank", "rank_change")
    return [(shown(row), judged(row.judgement)) for row in rows]


def test_the_overview_shows_the_provinces_rows_of_the_board(world):
    answer = page("viewer", "/overview/", period=LAST)
    expected = board(world).province
    assert facts(shown(answer)) == facts(expected)
    counts = Counter(row.judgement.verdict for row in expected)
    assert answer.context["counts"] == counts
    summary = answer.context["summary"]
    at_risk = sum(counts[v] for v in ("slightly_behind", "behind", "far_behind", "regressing"))
    assert (summary.total, summary.at_risk) == (len(expected), at_risk)
    assert summary.total == summary.achieved + summary.on_track + at_risk + summary.others


def test_the_overview_of_a_zone_shows_its_rows_and_who_of_it_has_reported(world):
    zone = Zone.objects.order_by("position").first()
    answer = page("viewer", "/overview/", period=LAST, zone=zone.code)
    assert facts(shown(answer)) == facts(board(world).of_place(zone.code))
    asked = set(zone.regions.values_list("pk", flat=True))
    assert {one.region.pk for one in answer.context["completeness"].regions} == asked
    reasons = set(re.findall(r"/why/[^\"]+", answer.content.decode()))
    assert {one.rpartition("region=")[2] for one in reasons} == {zone.code}


@pytest.mark.parametrize("zone", ["420100", "420000", "nowhere"])
def test_what_is_no_zone_is_a_404(world, zone):
    assert page("viewer", "/overview/", period=LAST, zone=zone).status_code == 404


def test_the_completeness_names_who_is_missing(world):
    world.at("420600", LAST, "draft")
    answer = page("viewer", "/overview/", period=LAST)
    complete = answer.context["completeness"]
    assert "420600" in [one.region.code for one in complete.missing]
    text = answer.content.decode()
    assert f"{complete.counted}/{complete.expected}" in text
    assert "襄阳" in text


@pytest.mark.parametrize("verdict", ["at_risk", "achieved", "no_data", "not_met"])
def test_the_verdict_filters_the_rows_and_leaves_the_counts(world, verdict):
    every = page("viewer", "/overview/", period=LAST)
    some = page("viewer", "/overview/", period=LAST, verdict=verdict)
    wanted = {
        "at_risk": {"slightly_behind", "behind", "far_behind", "regressing"},
    }.get(verdict, {verdict})
    expected = [row for row in shown(every) if row.judgement.verdict in wanted]
    assert facts(shown(some)) == facts(expected)
    assert some.context["counts"] == every.context["counts"]


def test_a_heading_filters_with_everything_below_it(world):
    theme = shown(page("viewer", "/overview/", period=LAST))[0].indicator.theme
    rows = shown(page("viewer", "/overview/", period=LAST, theme=theme.code))
    assert rows
    assert {row.indicator.theme.code for row in rows} == {theme.code}


@pytest.mark.parametrize(
    "asked",
    [{"period": "2099Q1"}, {"basis": "x"}, {"theme": "x"}, {"verdict": "x"}],
)
def test_what_is_not_on_the_lists_does_not_exist(world, asked):
    assert page("reviewer", "/overview/", **asked).status_code == 404


def test_the_provisional_basis_is_for_who_may_see_it(world):
    asked = {"period": LAST, "basis": "provisional"}
    answer = page("reviewer", "/overview/", **asked)
    assert facts(shown(answer)) == facts(board(world, basis=Basis.PROVISIONAL).province)
    assert answer.context["selection"].query == f"period={LAST}&basis=provisional"
    assert page("viewer", "/overview/", **asked).status_code == 403
    assert page("wuhan", "/overview/", **asked).status_code == 403
    assert page("wuhan", "/regions/420100/", **asked).status_code == 200
    assert page("wuhan", "/regions/420600/", **asked).status_code == 403


def test_without_a_period_the_latest_due_one_is_shown(world):
    assert page("viewer", "/overview/").context["selection"].period.name == LAST


@pytest.mark.parametrize("url", ["/overview/", "/regions/", "/regions/420100/"])
def test_before_anything_is_reported_the_page_says_so(db, url):
    answer = page("viewer", url)
    assert [t.name for t in answer.templates][:1] == ["dashboard/nothing_yet.html"]


@pytest.mark.parametrize("username", ["auditor", "administrator", "stranger"])
@pytest.mark.parametrize("url", ["/overview/", "/indicators/", BEDS, "/regions/"])
def test_who_has_nothing_to_do_with_values_gets_403(db, username, url):
    assert page(username, url).status_code == 403


def test_the_indicator_list_has_all_promises_those_with_numbers_first(db):
    answer = page("viewer", "/indicators/")
    plan = Plan.objects.get(code="hubei-13-5")
    active = plan.indicators.filter(is_active=True).count()
    assert len(answer.context["active"]) == active
    assert len(answer.context["active"]) + len(answer.context["others"]) == 210
    assert answer.content.decode().count("<tr>") == 210 + 2


def test_an_indicator_has_value_ranking_zones_and_the_same_numbers_as_a_chart(world):
    answer = page("viewer", BEDS, period=LAST)
    mine = board(world, indicators=["ELD_BEDS_PER_1000"])
    assert facts([answer.context["row"]]) == facts(mine.province)
    ranking = answer.context["page"]
    regions_of = [row for row in mine.rows if row.place.is_region]
    assert ranked(ranking) == ranked(sorted(regions_of, key=lambda row: row.rank or 99))
    assert len(answer.context["zones"]) == 4
    [values] = [line for line in answer.context["chart"]["data"] if line["name"] == "数值"]
    history = [value.value for _period, value in mine.province[0].history]
    assert [Decimal(str(y)) for y in values["y"] if y is not None] == pytest.approx(
        [value for value in history if value is not None]
    )


def test_many_regions_are_ranked_in_pages_and_the_largest_gaps_alone_are_listed(world, monkeypatch):
    monkeypatch.setattr(indicators, "MOST_REGIONS", 10)
    monkeypatch.setattr(derivations, "MOST_REGIONS", 10)
    whole = board(world, indicators=["ELD_BEDS_PER_1000"])
    ordered = sorted(
        (row for row in whole.rows if row.place.is_region), key=lambda row: row.rank or 99
    )
    first, second = (page("viewer", BEDS, period=LAST, page=number) for number in (1, 2))
    assert ranked(first.context["page"]) == ranked(ordered[:10])
    assert ranked(second.context["page"]) == ranked(ordered[10:])
    told = first.context["why"]
    assert (len(told.parts), told.others) == (10, 7)
    gaps = sorted((part.gap for part in told.derivation.contributions if part.gap), reverse=True)
    assert [part.contribution.gap for part in told.parts][: len(gaps)] == gaps[:10]
    assert "另有 7 个地区" in first.content.decode()


def test_a_region_is_explained_beside_the_whole_with_its_own_forecast(world):
    answer = page("viewer", BEDS, period=LAST, region="420100")
    mine = board(world, indicators=["ELD_BEDS_PER_1000"]).row("ELD_BEDS_PER_1000", "420100")
    assert facts([answer.context["why"].row]) == facts([mine])
    assert answer.context["why"].row.judgement == mine.judgement


def test_many_regions_are_counted_in_pages(world, monkeypatch):
    whole = page("viewer", "/regions/", period=LAST).context["regions"]
    monkeypatch.setattr(regions, "ON_A_PAGE", 10)
    parts = [page("viewer", "/regions/", period=LAST, page=n).context for n in (1, 2)]
    assert [one for part in parts for one in part["regions"]] == whole
    assert [len(part["regions"]) for part in parts] == [10, 7]
    assert parts[0]["zones"] == parts[1]["zones"] != []


def test_a_promise_without_numbers_shows_its_clause(db):
    indicator = Plan.objects.get(code="hubei-13-5").indicators.filter(is_active=False)[0]
    answer = page("viewer", f"/indicators/{indicator.code}/")
    assert answer.templates[0].name == "dashboard/indicator_text.html"
    assert indicator.quote in answer.content.decode()


def test_the_regions_are_counted_by_verdict(world):
    answer = page("viewer", "/regions/", period=LAST)
    rows = board(world, history=False).rows
    for place, summary in [*answer.context["regions"], *answer.context["zones"]]:
        of_place = [row.judgement.verdict for row in rows if row.place.key == place.key]
        assert summary.counts == Counter(of_place)
    assert (len(answer.context["regions"]), len(answer.context["zones"])) == (17, 4)


def test_a_score_card_has_the_regions_rows_and_its_extremes(world):
    answer = page("wuhan", "/regions/420100/", period=LAST)
    rows = [row for row, _whole in shown(answer)]
    assert facts(rows) == facts(board(world).of_place("420100"))
    lags = [row.judgement.lag for row in rows if row.judgement.lag is not None]
    worst = [row.judgement.lag for row in answer.context["worst"]]
    assert worst == sorted((lag for lag in lags if lag > 0), reverse=True)[:3]
    assert answer.context["sees_report"] is True
    assert page("wuhan", "/regions/420600/", period=LAST).context["sees_report"] is False


def test_a_score_card_has_the_provinces_value_beside_the_regions(world):
    answer = page("wuhan", "/regions/420100/", period=LAST)
    pairs = shown(answer)
    assert {row.indicator for row, _whole in pairs} == {whole.indicator for _row, whole in pairs}
    assert facts([whole for _row, whole in pairs]) == facts(
        [row for row in board(world).province if not row.formula.single]
    )
    assert answer.content.decode().count(">全省</th>") == 1
    assert {pair.row.formula.sums for pair in pairs} == {True, False}
    for pair in pairs:
        own, total = pair.row.value.value, pair.whole.value.value
        if pair.row.formula.sums:
            assert pair.value == (EXACT.divide(own, total) if own is not None and total else None)
        else:
            assert pair.value == total


@pytest.mark.parametrize(("total", "share"), [(0, None), (None, None), (400, Decimal("0.25"))])
def test_a_region_has_no_share_of_a_total_of_nothing(world, total, share):
    pair = shown(page("wuhan", "/regions/420100/", period=LAST))[0]
    sums = replace(pair.row.formula, indicator=Indicator(aggregation="sum"))
    own, all_of_them = (replace(pair.row.value, above=one, below=None) for one in (100, total))
    unfinished = replace(pair.whole.judgement, provisional=True)
    whole = replace(pair.whole, formula=sums, value=all_of_them, judgement=unfinished)
    beside = pair._replace(row=replace(pair.row, value=own), whole=whole)
    assert (beside.value, beside.is_provisional) == (share, share is not None)


def test_a_score_card_tells_the_history_as_the_board_of_each_period_judged_it(db):
    """A target adopted meanwhile leaves the earlier verdicts alone; trends have their year ends."""
    names = ["2015Q4", "2016Q4", "2017Q4", "2018Q2", LAST]
    world = hubei(names, seed=7)
    beds = world.plan.indicators.get(code="ELD_BEDS_PER_1000")
    Target.objects.create(
        indicator=beds, region=Region.objects.get(code="420100"), year=2020, value=1,
        adopted_on=date(2018, 6, 1), document_number="1", document_on=date(2018, 6, 1), reason="1",
    )  # fmt: skip
    history = page("viewer", "/regions/420100/", period=LAST).context["history"]
    told = {period.name: summary.counts for period, summary in history["rows"]}
    assert told == {
        name: Counter(
            row.judgement.verdict
            for row in read_board(plan=world.plan, period=world.periods[name]).of_place("420100")
        )
        for name in names[1:]
    }
    drawn = [
        sum(one) for one in zip(*(band["y"] for band in history["chart"]["data"]), strict=True)
    ]
    assert drawn[::-1] == [summary.total for _period, summary in history["rows"]]


@pytest.mark.parametrize(
    ("who", "region", "sees"),
    [("wuhan", "420100", True), ("wuhan", "420600", False), ("viewer", "420600", True)],
)
def test_a_score_card_tells_timeliness_to_who_knows_where_the_reports_stand(
    world, who, region, sees
):
    answer = page(who, f"/regions/{region}/", period=LAST)
    told = answer.context["timeliness"]
    assert (told is not None, "报送及时率" in answer.content.decode()) == (sees, sees)
    if told:
        rows = page(who, "/reports/timeliness/", year=LAST[:4]).context["rows"]
        [row] = [one for one in rows if one.region.code == region]
        assert replace(told, rank=None) == replace(row, rank=None)


@pytest.mark.parametrize("url", ["/regions/999999/", "/indicators/NONE/"])
def test_what_does_not_exist_is_a_404(world, url):
    assert page("viewer", url).status_code == 404


ONE, TWO = ("420000", "420100"), ("420000", "420100", "420600")  # a rank takes a second region
PRICED = {
    "/overview/": ONE,
    "/overview/heat/": ONE,
    "/overview/zones/": ONE,
    "/overview/attention/": ONE,
    BEDS: ONE,
    "/indicators/": ONE,
    "/regions/": ONE,
    "/regions/420100/": TWO,
}


@pytest.mark.parametrize("url", PRICED)
def test_a_page_costs_the_same_for_few_regions_and_for_seventeen(
    db, url, django_assert_max_num_queries
):
    hubei(["2015Q4", LAST], seed=7)
    client = client_of(person("viewer"))
    client.get(url, {"period": LAST})
    with django_assert_max_num_queries(30) as queries:
        client.get(url, {"period": LAST})
        seventeen = len(queries)
    others = ~Q(region__code__in=PRICED[url])
    Figure.objects.filter(others).delete()
    Report.objects.filter(others).delete()
    client.get(url, {"period": LAST})
    with django_assert_max_num_queries(30) as queries:
        client.get(url, {"period": LAST})
        assert len(queries) == seventeen
