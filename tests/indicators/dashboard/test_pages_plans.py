"""Plans that follow one another or overlap: each page shows the one that is meant."""

import re
from datetime import date

import pytest

from indicators.dashboard.tasks import over_and_not_opened
from indicators.plan.models import Plan
from tests.indicators.assessment.invented import SECOND_PLAN, hubei, prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
OLD, NEW, BEDS = "hubei-13-5", SECOND_PLAN, "ELD_BEDS_PER_1000"


@pytest.fixture
def world(in_two_plans, db):
    """A second plan overlaps the first from 2018 on, with one promise of its own."""
    return prepared(Plan.objects.get(code=NEW))


def get(url, who="viewer", **asked):
    return client_of(person(who)).get(url, asked)


def shown(answer):
    selection = answer.context["selection"]
    return selection.plan.code, selection.period.name


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({}, (NEW, "2018Q3")),  # the latest that has begun
        ({"period": "2018Q3"}, (NEW, "2018Q3")),  # of two the one that began last
        ({"period": "2017Q4"}, (OLD, "2017Q4")),  # of the other no more than the baseline
        ({"period": "2017Q3"}, 404),
        ({"period": "2018Q3", "plan": OLD}, (OLD, "2018Q3")),
        ({"period": "2017Q4", "plan": OLD}, (OLD, "2017Q4")),
        ({"plan": "none"}, 404),
    ],
)
@pytest.mark.parametrize("url", ["/overview/", "/regions/420100/"])
def test_the_plan_named_else_that_of_the_period_else_the_current_one(world, url, asked, meant):
    answer = get(url, **asked)
    assert (answer.status_code if meant == 404 else shown(answer)) == meant


def test_who_chooses_another_plan_beside_a_period_it_has_not_gets_its_own(world):
    world.plan.baseline_on = date(2018, 6, 30)
    world.plan.starts_on = date(2018, 7, 1)
    world.plan.save()
    assert shown(get("/overview/", period="2017Q4")) == (OLD, "2017Q4")
    assert shown(get("/overview/", period="2017Q4", plan=NEW)) == (NEW, "2018Q3")


@pytest.mark.parametrize("page", ["", "why/", "what-if/"])
@pytest.mark.parametrize(("code", "plan"), [(BEDS, OLD), ("LATER", NEW)])
def test_the_page_of_an_indicator_is_of_its_own_plan(world, page, code, plan):
    url = f"/indicators/{code}/{page}"
    assert shown(get(url)) == (plan, "2018Q3")
    assert shown(get(url, period="2018Q3")) == (plan, "2018Q3")


def test_links_name_the_plan_where_the_period_alone_would_lead_to_another(world):
    queries = [
        get("/overview/", period="2018Q3", **named).context["selection"].query
        for named in ({}, {"plan": OLD})
    ]
    assert queries == ["period=2018Q3", f"period=2018Q3&plan={OLD}"]


def test_the_plans_are_there_to_choose_from(world):
    form = get("/overview/", plan=OLD).context["form"]
    assert (next(iter(form.fields)), form["plan"].value()) == ("plan", OLD)
    assert [code for code, _name in form.fields["plan"].choices] == [OLD, NEW]
    assert "plan" not in get(f"/indicators/{BEDS}/").context["form"].fields


@pytest.mark.parametrize("url", ["/targets/", "/indicators/"])
def test_lists_are_of_one_plan_and_lead_to_the_others(world, url):
    for asked, plan in [({}, NEW), ({"plan": OLD}, OLD)]:
        answer = get(url, **asked)
        assert answer.context["plan"].code == plan
        links = [(one["url"], one["current"]) for one in answer.context["plans"]]
        assert links == [(f"{url}?plan={code}", code == plan) for code in (OLD, NEW)]
    assert get(url, plan="none").status_code == 404


def test_the_periods_of_each_plan_stand_alone_and_its_own_next_one_is_proposed(world):
    assert listed() == (["2018Q3", "2017Q4"], "2018Q4")
    assert listed(plan=OLD) == (["2018Q3", "2017Q4"], "2018Q4")
    world.plan.periodicity = "year"
    world.plan.save()
    assert listed() == ([], "2017")
    assert [(one["url"], one["current"]) for one in periods().context["plans"]] == [
        (f"/periods/?plan={OLD}", False), (f"/periods/?plan={NEW}", True),
    ]  # fmt: skip
    assert periods(plan="none").status_code == 404


def periods(**asked):
    return get("/periods/", "manager", **asked)


def listed(**asked):
    seen = periods(**asked).context
    return [one.period.name for one in seen["periods"]], seen["form"].initial["name"]


def test_the_manager_is_told_what_each_plan_wants_opened(world):
    world.plan.periodicity = "year"
    world.plan.save()
    found = over_and_not_opened(date(2019, 1, 1))
    assert {name: plan.code for name, plan in found.items()} == {"2018Q4": OLD, "2017": NEW}
    assert over_and_not_opened(date(2017, 12, 31)) == {}


def test_the_years_of_the_targets_keep_the_plan(world):
    tabs = get("/targets/", plan=OLD).context["tabs"]
    assert [tab["url"] for tab in tabs[:2]] == [
        f"/targets/?plan={OLD}", f"/targets/?plan={OLD}&year=2016",
    ]  # fmt: skip


def test_help_shows_the_thresholds_of_the_current_plan(world):
    assert get("/help/").context["plan"].code == NEW


def test_where_there_is_one_plan_nothing_is_to_choose(db):
    hubei(["2018Q3"], seed=7)
    assert "plan" not in get("/overview/").context["form"].fields
    assert get("/targets/").context["plans"] == []


@pytest.mark.parametrize(
    ("url", "asked", "foot"),
    [
        ("/overview/", {}, ["目标来源：《后续规划》"]),
        ("/overview/", {"plan": OLD}, ["目标来源：《湖北省民政事业发展“十三五”规划》"]),
        ("/targets/", {"plan": NEW}, ["目标来源：《后续规划》"]),
        ("/reports/", {}, []),
    ],
)
def test_the_foot_names_the_plan_that_the_page_shows(world, url, asked, foot):
    told = re.findall(r"目标来源：[^<]+", get(url, **asked).content.decode())
    assert told == foot


def test_another_provinces_installation_bears_its_own_name(world, settings):
    settings.SITE_NAME = "山东民政指标"
    page = get("/overview/").content.decode()
    assert re.findall(r"山东民政指标(?=</)|湖北民政", page) == ["山东民政指标"] * 2
