"""Pages as they were known at the end of a past day; they say so, and lead back to today."""

from datetime import date, timedelta

import pytest

from indicators.assessment.board import read_board
from indicators.plan.models import Plan
from indicators.reporting import actions
from indicators.reporting.actions import enter
from indicators.reporting.calendar import day_of
from tests.indicators.reporting.quarter import (
    NOON,
    filled,
    number,
    opened,
    report_of,
    submitted,
)
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
DETAIL = "/reports/2018Q3/420100/"
DAY = timedelta(days=1)
ENTERED, SUBMITTED, APPROVED, REOPENED = (NOON + n * DAY for n in range(4))


@pytest.fixture
def story(db):
    """Filled one day, submitted the next, approved the day after, and reopened and changed."""
    opened()
    filled(at=ENTERED)
    submitted(report_of(), at=SUBMITTED)
    actions.begin_review(report=report_of(), by=person("reviewer"), at=APPROVED)
    actions.approve(report=report_of(), by=person("reviewer"), at=APPROVED)
    reason = {"code": "wrong_data", "reason": "床位数有误"}
    actions.reopen(report=report_of(), by=person("reviewer"), at=REOPENED, **reason)
    cells = [number("ELD_BEDS", 62310)]
    enter(report=report_of(), cells=cells, by=person("wuhan"), via="form", at=REOPENED)
    return report_of()


def page(url, day, username="reviewer"):
    return client_of(person(username)).get(url, {"known_on": day.date().isoformat()})


def beds(answer):
    entries = {entry.name: entry for entry, _revisions in answer.context["rows"]}
    return entries["420100-ELD_BEDS"].line


@pytest.mark.parametrize(
    ("day", "status", "value"),
    [
        (ENTERED, "draft", 1),
        (SUBMITTED, "submitted", 1),
        (APPROVED, "approved", 1),
        (REOPENED, "returned", 62310),
    ],
)
def test_a_report_is_shown_as_it_stood_that_day(story, day, status, value):
    answer = page(DETAIL, day)
    assert (answer.context["status"], beds(answer).value) == (status, value)
    assert all(change.at <= day for change in answer.context["changes"])
    assert all(s.at <= day for s in answer.context["submissions"])
    assert (answer.context["moves"], answer.context["fills"]) == (set(), False)


def test_the_history_ends_on_that_day(story):
    [before] = [r for e, r in page(DETAIL, APPROVED).context["rows"] if e.name.endswith("ELD_BEDS")]
    [after] = [r for e, r in page(DETAIL, REOPENED).context["rows"] if e.name.endswith("ELD_BEDS")]
    assert ([r.number for r in before], [r.number for r in after]) == ([1], [2, 1])


def test_the_page_says_so_and_leads_back(story):
    text = page(DETAIL, APPROVED).content.decode()
    assert f"按 {APPROVED.date()} 当日终了时已知的数据。" in text
    assert "返回当前" in text
    assert "当日终了" not in client_of(person("reviewer")).get(DETAIL).content.decode()


def test_before_it_was_opened_there_was_no_report(story):
    assert page(DETAIL, NOON - DAY).status_code == 404


def test_who_sees_approved_reports_alone_sees_no_older_draft(db):
    opened()
    filled(at=ENTERED)
    submitted(report_of(), at=SUBMITTED)
    actions.begin_review(report=report_of(), by=person("reviewer"), at=APPROVED)
    actions.approve(report=report_of(), by=person("reviewer"), at=APPROVED)
    codes = [page(DETAIL, day, "viewer").status_code for day in (ENTERED, SUBMITTED, APPROVED)]
    assert codes == [404, 404, 200]


@pytest.mark.parametrize("text", ["x", "2018-13-01", "2999-01-01"])
@pytest.mark.parametrize("url", [DETAIL, "/overview/", "/regions/420100/", "/overview/heat/"])
def test_a_day_to_come_or_none_at_all_does_not_exist(story, url, text):
    assert client_of(person("reviewer")).get(url, {"known_on": text}).status_code == 404


def test_today_is_not_over_yet(story):
    answer = client_of(person("reviewer")).get(DETAIL, {"known_on": day_of().isoformat()})
    assert answer.status_code == 404


def test_no_day_is_today(story):
    assert client_of(person("reviewer")).get(DETAIL, {"known_on": ""}).context["known_on"] is None


@pytest.mark.parametrize(
    "url", ["/overview/", "/indicators/ELD_BEDS_PER_1000/", "/regions/420100/"]
)
def test_the_boards_are_those_of_that_day(story, url):
    answer = client_of(person("reviewer")).get(
        url, {"period": "2018Q3", "known_on": SUBMITTED.date().isoformat()}
    )
    selection = answer.context["selection"]
    assert (selection.known_on, answer.status_code) == (SUBMITTED.date(), 200)
    assert f"known_on={SUBMITTED.date()}" in selection.query
    assert f"按 {SUBMITTED.date()} 当日终了" in answer.content.decode()
    board = read_board(plan=Plan.objects.get(), period=selection.period, known_on=SUBMITTED.date())
    assert board.completeness.counted == 0


def test_the_period_of_a_past_day_is_one_that_was_due_or_approved_then(story):
    client = client_of(person("reviewer"))
    found = client.get("/overview/", {"known_on": APPROVED.date().isoformat()})
    assert found.context["selection"].period.name == "2018Q3"
    before = client.get("/overview/", {"known_on": SUBMITTED.date().isoformat()})
    assert "dashboard/nothing_yet.html" in [t.name for t in before.templates]
    assert story.period.due_on > APPROVED.date() > date(2018, 10, 1)


def test_a_report_of_a_past_day_costs_the_same_as_todays(story, django_assert_max_num_queries):
    client = client_of(person("reviewer"))
    client.get(DETAIL)
    with django_assert_max_num_queries(30) as today:
        client.get(DETAIL)
    with django_assert_max_num_queries(len(today) + 1):
        client.get(DETAIL, {"known_on": APPROVED.date().isoformat()})
