"""/targets/: the matrix, the history; adopting and dividing, each shown before it is stored."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.dashboard.target_forms import name_of
from indicators.plan.actions import Document, adopt_target, divide_target, sharing
from indicators.plan.models import Indicator, Measure, Target
from indicators.reporting.models import Figure, Report
from regions.models import AuditEvent, Region
from tests.indicators.assessment.invented import prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LAST, BEDS, TRIAL = "2018Q3", "/targets/ELD_BEDS_PER_1000/", "/targets/ELD_BEDS_PER_1000/adopt/"
PAPER = Document("鄂民发〔2018〕12号", date(2018, 9, 1), "中期评估后调整")
SENT = {
    "region": "420000", "year": "2020", "value": "1,000,000", "document_number": PAPER.number,
    "document_on": "2018-09-01", "reason": PAPER.reason,
}  # fmt: skip


@pytest.fixture
def world(in_hubei, db):
    return prepared()


@pytest.fixture
def total(db):
    stated = Target.objects.filter(indicator__aggregation="sum", indicator__is_active=True)
    return stated.select_related("indicator__plan__region").first()


def get(url, username="manager", **asked):
    return client_of(person(username)).get(url, asked)


def post(url, username="manager", **sent):
    return client_of(person(username)).post(url, sent)


def adopt(manager, value=36, region="420000", year=2020):
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    return adopt_target(
        indicator=beds, region=Region.objects.get(code=region), year=year, value=Decimal(value),
        document=PAPER, by=manager,
    )  # fmt: skip


def cells(answer, code="ELD_BEDS_PER_1000"):
    [line] = [one for one in answer.context["matrix"].lines if one.indicator.code == code]
    return [cell.target.value if cell.target else None for cell in line.cells]


def test_the_matrix_has_every_active_indicator_over_the_plans_years(manager):
    answer = get("/targets/", "viewer")
    matrix = answer.context["matrix"]
    assert list(matrix.heads) == [2016, 2017, 2018, 2019, 2020]
    assert len(matrix.lines) == Indicator.objects.active().count()
    assert cells(answer) == [None] * 4 + [Decimal(35)]
    adopt(manager)
    assert cells(get("/targets/", "viewer")) == [None] * 4 + [Decimal(36)]


def test_of_one_year_the_matrix_shows_the_regions_one_may_see(manager):
    adopt(manager, 38, "420100")
    adopt(manager, 33, "420600")
    assert cells(get("/targets/", "viewer", year="2020")) == [35, 38, 33]
    assert cells(get("/targets/", "wuhan", year="2020")) == [35, 38]
    assert cells(get("/targets/", "viewer", year="2019")) == [None]


@pytest.mark.parametrize("year", ["1999", "abc", "2020'", "-1", "２０２０"])
def test_a_year_without_targets_is_not_found(db, year):
    assert get("/targets/", year=year).status_code == 404


def test_the_history_shows_the_superseded_version_with_document_and_person(manager):
    adopt(manager)
    answer = get(BEDS, "viewer")
    found = [(one.target.value, one.counts) for one in answer.context["history"]]
    assert found == [(36, True), (35, False)]
    html = answer.content.decode()
    assert all(said in html for said in (PAPER.number, "2018-09-01", PAPER.reason, manager.name))
    assert ("adopt/" in html, "adopt/" in get(BEDS).content.decode()) == (False, True)


def test_a_prefecture_sees_its_own_versions_and_the_provinces(manager):
    adopt(manager, 38, "420100")
    adopt(manager, 33, "420600")
    for who, codes in [("wuhan", ["420000", "420100"]), ("xiangyang", ["420000", "420600"])]:
        history = get(BEDS, who).context["history"]
        assert [one.target.region.code for one in history] == codes


@pytest.mark.parametrize(("who", "values"), [("wuhan", [38]), ("viewer", [38, 33])])
def test_the_export_holds_what_the_page_shows(manager, who, values):
    adopt(manager, 38, "420100")
    adopt(manager, 33, "420600")
    answer = get("/exchange/export/", who, what="targets", format="csv")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    rows = [line.split(",") for line in lines if PAPER.number in line]
    assert [Decimal(row[5]) for row in rows] == values


def test_a_trend_has_a_page_and_no_form(db):
    trend = Indicator.objects.active().filter(comparator="rising").first().code
    assert "不设目标值" in get(f"/targets/{trend}/").content.decode()
    assert get(f"/targets/{trend}/adopt/").status_code == 404
    assert get(f"/targets/{trend}/divide/").status_code == 404


def test_what_would_change_is_shown_and_nothing_stored(world):
    answer = post(TRIAL, **SENT)
    effects = answer.context["effects"]
    assert (answer.status_code, effects.period.name, effects.at_once) == (200, LAST, False)
    assert effects.changed
    assert Target.objects.filter(indicator__code="ELD_BEDS_PER_1000").count() == 1
    assert not AuditEvent.objects.filter(act="target_adopted").exists()
    hidden = answer.context["form"]["seen"].value()
    assert hidden == Target.objects.get(indicator__code="ELD_BEDS_PER_1000").pk


def test_after_a_look_it_is_adopted(world, manager):
    seen = post(TRIAL, **SENT).context["form"]["seen"].value()
    answer = post(TRIAL, **SENT, seen=seen, step="adopt")
    assert (answer.status_code, answer["Location"]) == (302, BEDS)
    made = Target.objects.filter(indicator__code="ELD_BEDS_PER_1000").order_by("pk").last()
    assert (made.value, made.document_number) == (10**6, PAPER.number)
    assert (made.adopted_on, made.entered_by) == (timezone.localdate(), manager)


def test_it_is_not_adopted_unseen_nor_over_what_was_not_seen(world, manager):
    assert post(TRIAL, **SENT, step="adopt").status_code == 200
    seen = post(TRIAL, **SENT).context["form"]["seen"].value()
    adopt(manager)
    answer = post(TRIAL, **SENT, seen=seen, step="adopt")
    assert answer.status_code == 409
    assert PAPER.reason in answer.content.decode()
    assert Target.objects.filter(indicator__code="ELD_BEDS_PER_1000").count() == 2


def test_to_change_it_the_form_comes_back_as_it_was(world):
    answer = post(TRIAL, **SENT, step="change")
    assert answer.templates[0].name == "dashboard/target_adopt.html"
    assert answer.context["form"]["value"].value() == "1,000,000"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value", ""),
        ("value", "约36"),
        ("value", "nan"),
        ("value", "1e5"),
        ("value", "1.00001"),
        ("value", "1" * 39),
        ("value", "不适用"),
        ("region", "420102"),
        ("region", "' OR 1=1"),
        ("region", ""),
        ("year", "2021"),
        ("year", "x"),
        ("document_number", " "),
        ("document_number", "号" * 61),
        ("document_on", "2999-01-01"),
        ("document_on", "2018-02-30"),
        ("reason", ""),
        ("reason", "因" * 501),
        ("seen", "x"),
    ],
)
def test_hostile_or_careless_input_is_refused_and_told(db, name, value):
    answer = post(TRIAL, **SENT | {name: value, "step": "adopt"})
    assert (answer.status_code, name in answer.context["form"].errors) == (422, True)
    assert Target.objects.filter(indicator__code="ELD_BEDS_PER_1000").count() == 1


def test_what_is_written_is_shown_as_text(world):
    attack = "<script>alert(1)</script>"
    html = post(TRIAL, **SENT | {"reason": attack}).content.decode()
    assert (attack in html, "&lt;script&gt;alert(1)" in html) == (False, True)


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "viewer", "auditor", "stranger"])
@pytest.mark.parametrize("page", ["adopt", "divide"])
def test_only_a_manager_may_adopt(db, total, who, page):
    url = f"/targets/{total.indicator.code}/{page}/"
    assert (get(url, who).status_code, post(url, who, **SENT).status_code) == (403, 403)
    assert not AuditEvent.objects.filter(act="target_adopted").exists()


def with_people(world):
    """Every region's approved number of people, in the last period."""
    measure = Measure.objects.get(code="POP_60PLUS")
    Report.objects.filter(period=world.periods[LAST]).update(status="approved")
    Figure.objects.filter(measure=measure, period=world.periods[LAST]).delete()
    regions = Region.objects.prefectures()
    numbers = {(r.code, LAST, measure.code): str(100 + r.position) for r in regions}
    world.fill(numbers)
    return measure


def parts_in(answer):
    return {field.name: field.value() for field in answer.context["form"].part_fields}


def test_the_parts_are_proposed_by_shares_and_add_up(world, total):
    url, measure = f"/targets/{total.indicator.code}/divide/", with_people(world)
    answer = get(url, year=str(total.year), by=measure.code)
    parts = parts_in(answer)
    assert len(parts) == len(sharing(total.indicator, on=timezone.localdate()))
    assert sum(map(Decimal, parts.values())) == total.value
    assert answer.context["proposal"].period.name == LAST


def test_without_a_figure_of_every_region_nothing_is_proposed_and_they_are_named(world, total):
    url, measure = f"/targets/{total.indicator.code}/divide/", with_people(world)
    Figure.objects.filter(measure=measure, region__code="420600").delete()
    answer = get(url, year=str(total.year), by=measure.code)
    assert [region.code for region in answer.context["proposal"].missing] == ["420600"]
    assert set(parts_in(answer).values()) == {None}


def whole(total):
    """Parts that add up: one for each, and the rest for the first."""
    regions = sharing(total.indicator, on=timezone.localdate())
    rest = total.value - len(regions) + 1
    return {name_of(region): "1" if at else f"{rest:f}" for at, region in enumerate(regions)}


def papers(total):
    return {name: SENT[name] for name in ("document_number", "document_on", "reason")} | {
        "year": str(total.year)
    }


def test_a_division_is_looked_at_and_then_adopted_as_a_whole(world, total):
    url, sent = f"/targets/{total.indicator.code}/divide/", whole(total) | papers(total)
    answer = post(url, **sent)
    assert (answer.status_code, answer.context["effects"].at_once) == (200, True)
    assert total.indicator.targets.count() == 1
    seen = answer.context["form"]["seen"].value()
    assert post(url, **sent, step="adopt").status_code == 200
    answer = post(url, **sent, seen=seen, step="adopt")
    assert (answer.status_code, total.indicator.targets.count()) == (302, 1 + len(whole(total)))
    assert get(f"/targets/{total.indicator.code}/").context["undivided"] == []


def test_a_division_over_a_part_that_was_not_seen_is_a_409(world, total, manager):
    url, sent = f"/targets/{total.indicator.code}/divide/", whole(total) | papers(total)
    seen = post(url, **sent).context["form"]["seen"].value()
    assert seen == total.pk
    region = Region.objects.get(code="420600")
    known = {"indicator": total.indicator, "year": total.year, "document": PAPER, "by": manager}
    adopt_target(**known, region=region, value=Decimal(3))
    answer = post(url, **sent, seen=seen, step="adopt")
    assert (answer.status_code, total.indicator.targets.count()) == (409, 2)
    assert "请先查看" in answer.content.decode()
    seen = post(url, **sent).context["form"]["seen"].value()
    assert post(url, **sent, seen=seen, step="adopt").status_code == 302


def test_the_page_of_an_indicator_leads_to_its_targets(world):
    html = get("/indicators/ELD_BEDS_PER_1000/", "viewer").content.decode()
    assert f'href="{BEDS}"' in html


def test_parts_that_do_not_add_up_come_back_with_the_difference(world, total):
    url, parts = f"/targets/{total.indicator.code}/divide/", whole(total)
    first = next(iter(parts))
    parts[first] = str(Decimal(parts[first]) - 7)
    answer = post(url, **parts | papers(total), step="adopt")
    assert (answer.status_code, total.indicator.targets.count()) == (422, 1)
    assert "少 7" in answer.content.decode()
    parts[first] = "许多"
    answer = post(url, **parts | papers(total), step="adopt")
    assert (answer.status_code, first in answer.context["form"].errors) == (422, True)


@pytest.mark.parametrize("year", ["2017", "x", ""])
def test_only_a_year_with_a_provincial_target_is_divided(world, total, year):
    url = f"/targets/{total.indicator.code}/divide/"
    assert get(url, year=year).status_code == 404
    assert post(url, **whole(total) | papers(total) | {"year": year}).status_code == 404


def test_a_new_total_that_the_parts_no_longer_meet_is_told(total, manager):
    parts = {
        region: Decimal(text)
        for region, text in zip(
            sharing(total.indicator, on=timezone.localdate()), whole(total).values(), strict=True
        )
    }
    known = {"indicator": total.indicator, "year": total.year, "document": PAPER, "by": manager}
    divide_target(**known, parts=parts)
    adopt_target(**known, region=total.region, value=total.value + 5)
    answer = get(f"/targets/{total.indicator.code}/", "viewer")
    assert answer.context["undivided"] == [(total.year, -5)]
    assert get(f"/targets/{total.indicator.code}/", "wuhan").context["undivided"] == []


def cost(url, username="manager"):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert get(url, username).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", ["/targets/", "/targets/?year=2020", BEDS, TRIAL])
def test_the_pages_cost_the_same_for_one_version_and_for_three(db, manager, url):
    adopt(manager, 38, "420100")
    before = cost(url)
    adopt(manager, 33, "420600")
    adopt(manager, 34, "420600", 2019)
    assert cost(url) == before


def test_the_division_costs_the_same_whatever_is_divided(world, total, manager):
    url, measure = f"/targets/{total.indicator.code}/divide/", with_people(world)
    asked = f"{url}?year={total.year}&by={measure.code}"
    before = cost(asked)
    known = {"indicator": total.indicator, "document": PAPER, "by": manager}
    adopt_target(**known, region=total.region, value=Decimal(5), year=total.year - 1)
    assert cost(asked) == before
