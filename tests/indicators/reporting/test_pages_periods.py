"""/periods/: the manager opens, changes the days, closes and grants more time."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.reporting import calendar
from indicators.reporting.actions import close_period, open_period
from indicators.reporting.models import Extension, ReportingPeriod
from indicators.reporting.period_list import all_proposed
from regions.models import AuditEvent
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import NOON, opened, report_of, submitted
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL, ONE = "/periods/", "/periods/2018Q3/"
DAY = timedelta(days=1)


def post(url, **sent):
    return browser("manager").post(url, sent)


def period():
    return ReportingPeriod.objects.get(name="2018Q3")


def errors(answer, name="form"):
    return answer.context[name].errors.as_text()


def test_a_period_is_opened_with_the_usual_days_and_its_reports():
    answer = post(URL, name="2018Q3")
    assert (answer.status_code, answer.url) == (302, ONE)
    found = period()
    assert (found.due_on, found.locks_on) == (date(2018, 10, 15), date(2018, 10, 30))
    assert found.reports.count() == 18


def test_the_next_period_is_proposed_until_the_plan_ends():
    assert list(all_proposed()) == ["2015Q4"]  # the baseline period comes first
    opened()
    assert browser("manager").get(URL).context["form"].initial["name"] == "2018Q4"
    opened("2020Q4", due=date(2021, 1, 15))
    assert all_proposed() == {}


def test_a_due_day_off_moves_to_the_next_working_day():
    post(URL, name="2018Q3", due="2018-10-14", shift="on")  # a Sunday
    assert period().due_on == date(2018, 10, 15)


@pytest.mark.parametrize(
    ("due", "shifted"),
    [
        ("2018-10-12", "2018-10-12"),  # a Friday
        ("2018-10-13", "2018-10-15"),  # a Saturday
        ("2018-09-29", "2018-09-29"),  # a Saturday that is worked on
        ("2018-10-01", "2018-10-08"),  # National Day and its week
    ],
)
def test_the_state_councils_calendar_decides(due, shifted):
    assert calendar.working_day_from(date.fromisoformat(due)) == date.fromisoformat(shifted)


def test_without_the_tick_the_day_stays():
    post(URL, name="2018Q3", due="2018-10-14")
    assert period().due_on == date(2018, 10, 14)


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "2018Q9"}, {"name": ""}, {"name": "2031Q1"}, {"name": "2018Q3", "due": "x"},
        {"name": "2018Q3", "due": "2018-11-30", "locks": "2018-11-01"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_written_stays(sent):
    answer = post(URL, **sent)
    assert answer.status_code in {400, 404, 422}
    assert errors(answer)
    assert answer.context["form"].data["name"] == sent["name"]
    assert ReportingPeriod.objects.count() == 0


def test_days_are_changed_and_recorded():
    opened()
    post(ONE, opens="2018-10-01", due="2018-10-20", locks="2018-11-10")
    assert (period().due_on, period().locks_on) == (date(2018, 10, 20), date(2018, 11, 10))
    last = AuditEvent.objects.filter(act="open_period").last()
    assert (last.old["due_on"], last.new["due_on"]) == ("2018-10-15", "2018-10-20")


def test_a_period_is_closed_and_opened_again():
    opened()
    assert post(f"{ONE}close/").status_code == 302
    assert browser("manager").get(ONE).context["state"] == "closed"
    assert browser("wuhan").get("/reports/2018Q3/420100/").context["fills"] is False
    post(ONE, due="2018-10-15", locks="2018-10-30")
    assert period().closed_at is None


def test_more_time_is_granted_with_a_reason_and_shown_until_it_lapses(monkeypatch):
    opened()
    post(f"{ONE}extend/", region="420100", until="2018-11-05", reason="汛情")
    extension = Extension.objects.get()
    assert (extension.region.code, extension.reason) == ("420100", "汛情")
    assert browser("manager").get(ONE).context["extensions"] == [(extension, True)]
    monkeypatch.setattr(timezone, "now", lambda: NOON + 60 * DAY)
    assert browser("manager").get(ONE).context["extensions"] == [(extension, False)]


@pytest.mark.parametrize(
    "sent",
    [
        {"region": "420100", "until": "2018-10-20", "reason": "早于锁定日"},
        {"region": "420100", "until": "2018-11-05", "reason": " "},
        {"region": "429999", "until": "2018-11-05", "reason": "无此地区"},
        {"region": "420102", "until": "2018-11-05", "reason": "不填报"},
    ],
)
def test_a_vain_extension_is_refused_with_a_sentence(sent):
    opened()
    answer = post(f"{ONE}extend/", **sent)
    assert answer.status_code in {400, 409, 422}
    assert errors(answer)
    assert not Extension.objects.exists()


def test_the_list_says_how_far_the_reports_are():
    opened("2018Q2", due=NOON.date() + 90 * DAY)
    submitted()
    close_period(period=report_of(period="2018Q2").period, by=person("manager"), at=NOON)
    found = browser("manager").get(URL).context["periods"]
    assert [(one.period.name, one.state, one.came, one.asked) for one in found] == [
        ("2018Q3", "running", 1, 18),
        ("2018Q2", "closed", 0, 18),
    ]


MIDNIGHT = datetime(2018, 10, 16, tzinfo=calendar.timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("moment", "late", "state"),
    [(MIDNIGHT - timedelta(seconds=1), 0, "running"), (MIDNIGHT, 1, "late")],
)
def test_the_due_day_ends_at_midnight_in_shanghai(moment, late, state, monkeypatch):
    """The server's clock may run in UTC: 16:00 there is midnight here."""
    opened()
    submitted(at=moment)
    assert calendar.days_late(report_of(), on=date(2018, 10, 20)) == late
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert browser("manager").get(ONE).context["state"] == state


@pytest.mark.parametrize("url", ["/periods/2018Q9/", "/periods/x/", "/periods/2018Q9/close/"])
def test_what_does_not_exist_is_a_404(url):
    opened()
    assert post(url).status_code == 404


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "viewer", "auditor", "stranger"])
def test_periods_are_the_managers_alone(who):
    opened()
    client = browser(who)
    assert {client.get(url).status_code for url in (URL, ONE)} == {403}
    assert {client.post(f"{ONE}{act}/").status_code for act in ("close", "extend")} == {403}


def test_the_pages_cost_the_same_for_one_and_for_three():
    client, costs = browser("manager"), []
    for names in (["2018Q3"], ["2018Q1", "2018Q2"]):
        for name in names:
            open_period(name=name, by=person("manager"), due=NOON.date() + 90 * DAY, at=NOON)
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
            client.get(ONE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 30
