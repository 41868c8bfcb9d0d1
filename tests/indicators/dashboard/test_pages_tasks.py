"""今日待办: to each role what waits for it, the most urgent first."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from indicators.reporting.actions import close_period, extend, urge
from regions.models import Region
from tests.indicators.reporting.quarter import (
    NOON,
    in_review,
    opened,
    report_of,
    returned,
    submitted,
)
from tests.people import client_of, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def tasks(username):
    return client_of(person(username)).get("/tasks/").context["tasks"]


def listed(found):
    return [(task.report.region.code, task.report.status, task.days_left) for task in found]


def today_is(monkeypatch, days):
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=days))


def test_a_reporter_sees_the_own_open_report_and_nothing_else():
    opened()
    found = tasks("wuhan")
    assert listed(found.to_fill) == [("420100", "draft", 5)]
    assert (found.to_review, found.missing, found.to_close) == ([], [], [])


@pytest.mark.parametrize(
    ("days", "tone", "mark"),
    [
        (-3, "far", None),
        (-2, "near", "due-soon"),
        (2, "near", "due-soon"),
        (3, "urgent", "due-now"),
        (5, "urgent", "due-now"),
        (6, "overdue", "overdue"),
    ],
)
def test_the_days_left_have_colours(monkeypatch, days, tone, mark):
    """Blue from seven days before the due day, yellow from two, red when it is over."""
    opened()
    today_is(monkeypatch, days)
    page = client_of(person("wuhan")).get("/tasks/")
    [task] = page.context["tasks"].to_fill
    assert task.tone == tone
    marks = [one for one in ("due-soon", "due-now", "overdue") if one in page.content.decode()]
    assert marks == ([mark] if mark else [])


def test_a_returned_report_shows_its_reason_in_full_and_its_own_day():
    returned()
    page = client_of(person("wuhan")).get("/tasks/")
    [task] = page.context["tasks"].to_fill
    assert (task.report.status, task.until) == ("returned", date(2018, 10, 17))
    assert task.returned.reason == "床位数有误"
    assert "床位数有误" in page.content.decode()


def test_a_returned_report_waits_although_the_period_is_locked(monkeypatch):
    at = NOON + timedelta(days=18)  # locked on 2018-10-30, two days later
    today_is(monkeypatch, 18)
    returned(at=at)
    today_is(monkeypatch, 22)
    assert listed(tasks("wuhan").to_fill) == [("420100", "returned", 1)]


def test_what_cannot_be_written_any_more_is_no_task_but_still_missing(monkeypatch):
    opened()
    today_is(monkeypatch, 60)
    assert tasks("wuhan").to_fill == []
    assert ("420100", "draft", -55) in listed(tasks("manager").missing)


def test_an_extension_makes_it_a_task_again(monkeypatch):
    period = opened()
    today_is(monkeypatch, 60)
    day = (NOON + timedelta(days=65)).date()
    region = Region.objects.get(code="420100")
    extend(period=period, region=region, until=day, reason="水灾", by=person("manager"))
    assert listed(tasks("wuhan").to_fill) == [("420100", "draft", -55)]


def test_a_reviewer_sees_what_waits_longest_on_top():
    submitted(report_of("420600"), by=person("xiangyang"), at=NOON + timedelta(hours=2))
    submitted(at=NOON + timedelta(hours=1))
    found = tasks("reviewer")
    assert [report.region.code for report in found.to_review] == ["420100", "420600"]
    assert (found.to_fill, found.missing) == ([], [])


def test_a_report_under_review_says_with_whom_it_lies():
    in_review()
    page = client_of(person("reviewer2")).get("/tasks/")
    assert [one.reviewer.name for one in page.context["tasks"].to_review] == ["沈静"]
    assert "沈静" in page.content.decode()


def test_the_manager_sees_the_provinces_own_report_and_who_is_missing():
    opened()
    submitted()
    found = tasks("manager")
    assert listed(found.to_fill) == [("420000", "draft", 5)]
    codes = [task.report.region.code for task in found.missing]
    assert (len(codes), "420100" in codes, "420000" in codes) == (16, False, False)


def test_the_manager_is_told_which_period_can_be_closed(monkeypatch):
    period = opened()
    today_is(monkeypatch, 60)
    assert [one.name for one in tasks("manager").to_close] == ["2018Q3"]
    close_period(period=period, by=person("manager"))
    found = tasks("manager")
    assert (found.to_close, found.missing) == ([], [])


def test_the_manager_sees_how_many_are_overdue_and_who_was_asked_today(monkeypatch):
    opened()
    today_is(monkeypatch, 6)
    urge(report=report_of(), by=person("manager"))
    page = client_of(person("manager")).get("/tasks/")
    assert page.context["tasks"].urged == {report_of().pk}
    body = page.content.decode()
    assert (body.count("今日已催报"), body.count(">催报</button>")) == (1, 16)
    assert "其中 17 份已逾期" in body


def test_what_is_locked_is_not_asked_for_but_leads_to_more_time(monkeypatch):
    opened()
    today_is(monkeypatch, 60)
    body = client_of(person("manager")).get("/tasks/").content.decode()
    leading = body.count('href="/periods/2018Q3/#extensions"')
    assert (leading, body.count(">催报</button>")) == (17, 0)


@pytest.mark.parametrize(("days", "name"), [(60, []), (83, ["2018Q4"])])
def test_the_manager_is_told_which_period_can_be_opened(monkeypatch, days, name):
    """2018Q4 ends on 2018-12-31; noon is on 2018-10-10."""
    opened()
    today_is(monkeypatch, days)
    assert list(tasks("manager").to_open) == name


@pytest.mark.parametrize("username", ["viewer", "auditor", "administrator", "stranger"])
def test_others_have_no_tasks(username):
    assert client_of(person(username)).get("/tasks/").status_code == 403


def test_without_anything_to_do_each_page_says_so():
    for username in ("wuhan", "reviewer", "manager"):
        page = client_of(person(username)).get("/tasks/")
        assert page.content.decode().count('class="empty"') == 1


def test_the_page_costs_the_same_for_one_report_and_for_many(django_assert_max_num_queries):
    client = client_of(person("manager"))
    opened()
    client.get("/tasks/")
    with django_assert_max_num_queries(30) as one:
        client.get("/tasks/")
        number = len(one)
    opened("2018Q2", due=date(2018, 10, 20))
    with django_assert_max_num_queries(number):
        assert len(client.get("/tasks/").context["tasks"].missing) == 34
