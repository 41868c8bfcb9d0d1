"""/targets/<code>/baseline/: offered where there is none, looked at, adopted, judged by."""

from dataclasses import astuple
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.assessment.board import read_board
from indicators.plan.actions import Document, adopt_baseline
from indicators.plan.models import Baseline, Indicator
from indicators.reporting.models import Report
from regions.models import Region
from tests.indicators.assessment.invented import prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LAST, CODE = "2018Q3", "COM_PLATFORM_URBAN"
PAGE = f"/targets/{CODE}/baseline/"
SENT = {
    "region": "420100", "valued_on": "2016-12-31", "value": "12.5",
    "document_number": "鄂民发〔2018〕12号", "document_on": "2018-09-30", "reason": "基期未报",
}  # fmt: skip


@pytest.fixture
def world(in_hubei, db):
    """Wuhan did not report for the baseline period."""
    world = prepared()
    Report.objects.filter(period=world.periods["2015Q4"]).update(status="approved")
    world.at("420100", "2015Q4", "draft")
    return world


def get(url=PAGE, who="manager"):
    return client_of(person(who)).get(url)


def post(**sent):
    return client_of(person("manager")).post(PAGE, SENT | sent)


def row_of(world):
    board = read_board(
        plan=world.plan, period=world.periods[LAST], indicators=[CODE], history=False
    )
    return board.row(CODE, "420100")


def test_it_is_offered_to_those_who_have_none(world):
    offered = get().context["form"].fields["region"].queryset
    lacking = read_board(plan=world.plan, period=world.periods[LAST], indicators=[CODE]).rows
    codes = {row.place.key for row in lacking if row.place.region and not row.promise.baseline}
    assert {region.code for region in offered} == codes
    assert "420100" in codes
    assert len(codes) < len(lacking)


def test_it_is_looked_at_adopted_and_judged_by(world):
    before = row_of(world)
    answer = post()
    assert (answer.status_code, Baseline.objects.adopted().count()) == (200, 0)
    seen = answer.context["form"]["seen"].value()
    effects = answer.context["effects"].everywhere
    [shown] = [one for one in effects if one.before.place.key == "420100"]
    assert astuple(shown.before.judgement) == astuple(before.judgement)
    assert post(step="adopt").status_code == 200
    assert post(step="adopt", seen=seen)["Location"] == f"/targets/{CODE}/"
    row = row_of(world)
    assert (row.baseline.on, row.baseline_source) == (date(2016, 12, 31), "adopted")
    assert astuple(row.judgement) == astuple(shown.after.judgement)
    assert (before.judgement.completion, row.judgement.completion is None) == (None, False)
    why = get(f"/indicators/{CODE}/why/?period={LAST}&region=420100", "viewer").context["why"]
    [version] = [one.text for one in why.lines if one.label == "基期版本"]
    assert version.startswith("2016-12-31 12.5 ")
    history = get(f"/targets/{CODE}/", "viewer").context["baselines"]
    assert [(one.region.code, one.value) for one in history] == [("420100", row.baseline.value)]
    assert get(f"/targets/{CODE}/", "xiangyang").context["baselines"] == []


def test_over_what_was_not_seen_it_is_a_409(world, manager):
    seen = post().context["form"]["seen"].value()
    adopt_baseline(
        indicator=Indicator.objects.get(code=CODE), region=Region.objects.get(code="420100"),
        on=date(2017, 3, 31), value=9, document=Document("1", date(2018, 1, 1), "1"), by=manager,
    )  # fmt: skip
    answer = post(step="adopt", seen=seen)
    assert (answer.status_code, Baseline.objects.adopted().count()) == (409, 1)
    assert SENT["reason"] in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("region", "420600"),  # it reported
        ("region", "420102"),
        ("valued_on", "2015-01-01"),
        ("valued_on", "2021-01-01"),
        ("valued_on", "2999-01-01"),
        ("valued_on", "x"),
        ("value", "nan"),
        ("value", ""),
        ("document_on", "2999-01-01"),
        ("reason", ""),
        ("seen", "x"),
    ],
)
def test_careless_or_hostile_input_is_refused_and_told(world, name, value):
    answer = post(**{name: value})
    assert (answer.status_code, name in answer.context["form"].errors) == (422, True)


def test_to_change_it_the_form_comes_back_as_it_was(world):
    answer = post(step="change")
    assert answer.templates[0].name == "dashboard/baseline_adopt.html"
    assert answer.context["form"]["value"].value() == "12.5"


@pytest.mark.parametrize("code", ["ELD_BEDS_NEW", "PLACE_CENSUS_DONE", "NOTHING"])
def test_what_takes_no_baseline_has_no_page(db, code):
    assert get(f"/targets/{code}/baseline/").status_code == 404


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "viewer", "auditor", "stranger"])
def test_only_a_manager_may(db, who):
    assert get(who=who).status_code == 403


def cost(url):
    with CaptureQueriesContext(connection) as queries:
        assert get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", [PAGE, f"/targets/{CODE}/"])
def test_the_pages_cost_the_same_for_one_version_and_for_three(world, manager, url):
    def adopt(code, year):
        adopt_baseline(
            indicator=Indicator.objects.get(code=CODE), region=Region.objects.get(code=code),
            on=date(year, 12, 31), value=9, document=Document("1", date(2018, 1, 1), "1"),
            by=manager,
        )  # fmt: skip

    adopt("420100", 2016)
    before = cost(url)
    adopt("420100", 2017)
    adopt("420600", 2016)
    assert cost(url) == before
