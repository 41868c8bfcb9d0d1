"""/indicators/<code>/why/: every number of a verdict and where it comes from."""

import re
from datetime import date

import pytest
from django.db.models import Q

from indicators.assessment.board import read_board
from indicators.plan.models import Baseline, Plan, Target
from indicators.reporting.models import Basis, Figure, Report
from regions.models import Region
from tests.indicators.assessment.invented import hubei
from tests.indicators.assessment.world import NOON, ROOT, World, move, revise
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
A, B, C = "420100", "420600", "420700"
LAST, CELL = "2018Q4", "武汉市_2018Q4.xlsx › 填报 › G17"
RATE, BEDS = "/indicators/RATE/why/", "/indicators/ELD_BEDS_PER_1000/why/"


def page(username="viewer", url=RATE, headers=None, **asked):
    return client_of(person(username)).get(url, {"period": LAST, **asked}, headers=headers)


def line(label, answer):
    """What is said under one label."""
    return [one.text for one in answer.context["why"].lines if one.label == label]


def text(answer):
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(bare.split())


@pytest.fixture
def worked(db):
    """The worked example: 30 at the end of 2015, 35 by the end of 2020, 32.4 at 2018's end."""
    world = World(Plan.objects.get())
    world.measure("N")
    world.measure("D", by="province")
    indicator = world.indicator("RATE", "N", "D", factor=1000, decimals=1)
    world.open([LAST], [A, B, C])
    province = Region.objects.get(code=ROOT)
    own = {"indicator": indicator, "region": province, "adopted_on": date(2016, 1, 1)}
    Target.objects.create(year=2020, value=35, **own)
    Baseline.objects.create(on=date(2015, 12, 31), value=30, **own)
    cells = {A: ("172600", "6500000"), B: ("200000", "5000000"), C: ("", "900000")}
    world.fill({(c, LAST, m): cells[c][k] for c in cells for k, m in enumerate("ND")})
    report, wuhan = world.reports[A, LAST], Region.objects.get(code=A)
    revise(report, wuhan, world.measures["N"], 1, None, "172600", NOON, place=CELL)
    move(report, 1, "submitted", NOON, by="wuhan")
    move(report, 2, "approved", NOON, before="in_review", by="reviewer")
    world.at(C, LAST, "draft")
    return world


def test_the_worked_example_stands_on_the_page_number_by_number(worked):
    said = text(page())
    for part in (
        "2015-12-31 30.0",
        "≥35",
        "2016-01-01",
        "36/60 个月 = 60.0%",
        "372,600 个 ÷ 11,500,000 个 × 1000 = 32.4",
        "33.00",
        "= 48.0%",
        "12.0 个百分点",
        "R = 83.0%",
        "2020-12-31 34.0",
        "+1.30",
        "+0.80",
        "29,900",
    ):
        assert part in said, part


def test_who_is_missing_is_named_with_the_reason(worked):
    def missing():
        return line("缺报原因", page())

    assert missing() == ["鄂州市 未报"]
    for status, word in (("submitted", "已提交，尚未通过"), ("returned", "已退回")):
        worked.at(C, LAST, status)
        assert missing() == [f"鄂州市 {word}"]
    move(worked.reports[C, LAST], 1, "returned", NOON, before="approved")
    assert missing() == ["鄂州市 重审中"]
    worked.at(C, LAST, "approved")
    assert missing() == ["鄂州市 空"]


@pytest.mark.parametrize("status", ["submitted", "returned"])
def test_where_a_peers_report_stands_is_not_told_to_a_bureau(worked, status):
    """Only the province and who reads for it know; that it is reviewed again is public."""

    def missing(username):
        answer = page(username)
        return line("缺报原因", answer), f'status-{status}"' in answer.content.decode()

    worked.at(C, LAST, status)
    assert missing("wuhan") == (["鄂州市 未报"], False)
    [[told], shown] = missing("viewer")
    assert (told != "鄂州市 未报", shown) == (True, True)
    move(worked.reports[C, LAST], 1, "returned", NOON, before="approved")
    worked.at(C, LAST, "returned")
    assert missing("wuhan")[0] == ["鄂州市 重审中"]


def test_the_numbers_are_the_boards_own(db):
    world = hubei(["2015Q4", "2017Q4", "2018Q3", LAST], seed=7)
    board = read_board(plan=world.plan, period=world.periods[LAST])
    for key in (ROOT, A, "pioneer"):
        row = page(url=BEDS, region=key).context["why"].row
        same = board.row("ELD_BEDS_PER_1000", key)
        assert (row.value, row.judgement, row.target, row.gap, row.baseline) == (
            same.value,
            same.judgement,
            same.target,
            same.gap,
            same.baseline,
        )


def test_a_request_of_htmx_gets_the_part_alone(worked):
    part, whole = page(headers={"HX-Request": "true"}), page()
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    assert part.content.decode().strip() in re.sub(r"^  ", "", whole.content.decode().strip())


@pytest.mark.parametrize(("username", "sees"), [("wuhan", True), ("xiangyang", False)])
def test_a_peers_file_and_people_stay_out_of_sight(worked, username, sees):
    html = page(username).content.decode()
    assert (CELL in html) is sees
    assert (f'href="/reports/{LAST}/{A}/"' in html) is sees
    assert "172,600" in html


def test_a_bureau_may_ask_for_its_own_provisional_verdict_and_no_other(worked):
    asked = {"basis": Basis.PROVISIONAL.value}
    assert page("wuhan", region=A, **asked).status_code == 200
    assert page("wuhan", region=B, **asked).status_code == 403
    assert page("wuhan", **asked).status_code == 403


@pytest.mark.parametrize("asked", [{"region": "999999"}, {"period": "1999Q1"}, {"basis": "x"}])
def test_what_does_not_exist_is_a_404(worked, asked):
    assert page(**asked).status_code == 404
    assert page(url="/indicators/NOTHING/why/").status_code == 404


def test_the_filters_keep_the_region(worked):
    assert f'name="region" value="{A}"' in page(region=A).content.decode()


@pytest.mark.parametrize("region", [ROOT, A])
def test_it_costs_the_same_for_few_regions_and_for_seventeen(
    db, region, django_assert_max_num_queries
):
    hubei(["2015Q4", LAST], seed=7)
    client, asked = client_of(person("viewer")), {"period": LAST, "region": region}
    client.get(BEDS, asked)
    with django_assert_max_num_queries(30) as queries:
        client.get(BEDS, asked)
        seventeen = len(queries)
    others = ~Q(region__code__in=(ROOT, A, B))
    Figure.objects.filter(others).delete()
    Report.objects.filter(others).delete()
    client.get(BEDS, asked)
    with django_assert_max_num_queries(30) as queries:
        client.get(BEDS, asked)
        assert len(queries) == seventeen


def test_the_largest_gaps_come_first_and_only_those_that_lack(worked):
    assert line("缺口主要来自", page()) == ["武汉市 54,900"]


def test_of_the_lowest_no_gaps_are_added_up(worked):
    worked.plan.indicators.filter(code="RATE").update(aggregation="lowest")
    assert line("缺口主要来自", page()) == []


def test_a_figure_typed_in_says_that_it_came_through_the_form(worked):
    report, xiangyang = worked.reports[B, LAST], Region.objects.get(code=B)
    revise(report, xiangyang, worked.measures["N"], 1, None, "200000", NOON)
    parts = page(region=B).content.decode()
    assert "表单" in parts


@pytest.mark.parametrize("url", ["/overview/", "/regions/420100/", "/overview/heat/"])
def test_every_verdict_of_a_page_leads_to_its_reasons(db, url):
    hubei(["2015Q4", LAST], seed=7)
    html = page(url=url).content.decode()
    linked = set(re.findall(r'href="(/indicators/[A-Z0-9_]+/why/\?[^"]*)"', html))
    codes = {href.split("/")[2] for href in linked}
    shown = Plan.objects.get().indicators.active()
    if "region" in url:  # a region has no row of what the province alone promises
        shown = shown.exclude(aggregation="single")
    assert codes == set(shown.values_list("code", flat=True))
    region = "&amp;region=420100"
    assert any(region in href for href in linked) is (url != "/overview/")
