"""催报: told once a day, mailed by the next run, never for what came or cannot come any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.reporting import actions
from indicators.reporting.errors import Conflict, Forbidden, NotOpen
from indicators.reporting.reminding import remind
from regions.models import AuditEvent, Notice
from tests.indicators.reporting.quarter import NOON, opened, report_of, submitted
from tests.indicators.reporting.reminded import DAY, DUE, give_addresses, kinds, mails_to, told
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LATE = NOON + (DUE + 1) * DAY
HOUR = timedelta(hours=1)
URGED = "省厅催报：武汉市 2018年第3季度报表，截止 2018-10-15。"


@pytest.fixture(autouse=True)
def period(db):
    give_addresses()
    return opened()


def urge(at=LATE, region="420100"):
    return actions.urge(report=report_of(region), by=person("manager"), at=at)


def test_the_manager_asks_for_a_report_once_a_day():
    assert [urge(NOON), urge(NOON), urge(NOON + DAY)] == [2, 0, 2]
    assert told("wuhan") == [("urged", URGED)] * 2
    events = AuditEvent.objects.filter(act="urge")
    assert [event.new for event in events] == [{"people": ["wuhan", "wuhan2"]}] * 2


def test_what_came_is_not_asked_for():
    submitted()
    with pytest.raises(Conflict):
        urge(NOON)
    with pytest.raises(Forbidden):
        actions.urge(report=report_of("420600"), by=person("reviewer"), at=NOON)
    assert not Notice.objects.filter(kind="urged").exists()


def test_what_can_be_handed_in_no_more_is_not_asked_for_until_there_is_more_time(period):
    locked = NOON + 60 * DAY
    with pytest.raises(NotOpen):
        urge(locked)
    actions.extend(
        period=period,
        region=report_of().region,
        until=(locked + DAY).date(),
        reason="水灾",
        by=person("manager"),
        at=locked,
    )
    assert urge(locked) == 2


def test_asked_for_before_the_days_mail_it_stands_in_it():
    urge(LATE)
    remind(at=LATE + HOUR)
    [body] = mails_to("wuhan")
    assert [line for line in body.splitlines() if line.startswith("·")] == [
        f"· {URGED}",
        "· 武汉市 2018年第3季度报表 2018-10-15 截止，已逾期 1 天。",
    ]


def test_asked_for_after_the_days_mail_it_stands_in_the_next_days():
    """Nobody is mailed twice on one day; nor is what was said forgotten, or said twice."""
    remind(at=LATE)
    urge(LATE + HOUR)
    for run in (LATE + 2 * HOUR, LATE + DAY, LATE + 2 * DAY):
        remind(at=run)
    assert [URGED in body for body in mails_to("wuhan")] == [False, True, False]


def test_where_nothing_else_was_mailed_that_day_the_next_run_mails_it():
    remind(at=NOON)
    urge(NOON + DAY)
    remind(at=NOON + DAY + HOUR)
    assert [URGED in body for body in mails_to("wuhan")] == [False, True]


def test_of_what_was_submitted_after_it_was_asked_for_no_mail_goes_out():
    urge(LATE)
    submitted(at=LATE)
    remind(at=LATE + HOUR)
    remind(at=LATE + DAY)
    assert mails_to("wuhan") == []


def test_asked_for_again_on_the_day_on_which_it_was_withdrawn_it_is_news():
    urge(LATE)
    submitted(at=LATE)
    actions.withdraw(report=report_of(), by=person("wuhan"), at=LATE)
    assert urge(LATE + HOUR) == 2
    assert kinds("wuhan") == ["urged"]


def test_the_buttons_of_the_tasks_page(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    client = client_of(person("manager"))
    assert [p.name for p in client.get("/tasks/").context["tasks"].overdue_periods] == ["2018Q3"]
    one = client.post("/reports/2018Q3/420100/urge/", follow=True)
    assert [str(m) for m in one.context["messages"]] == ["已催报，通知 2 人。"]
    rest = client.post("/reports/2018Q3/urge/", follow=True)
    told, nobody = (str(m) for m in rest.context["messages"])
    assert (told, nobody.count("、")) == ("已催报，通知 1 人。", 14)
    again = client.post("/reports/2018Q3/urge/", follow=True)
    told, _nobody = (str(m) for m in again.context["messages"])
    assert told == "今日已催报过，未重复通知。"
    assert client.post("/reports/2099Q1/urge/").status_code == 404


def test_the_button_for_all_asks_for_what_can_still_be_handed_in(period, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON + 60 * DAY)
    client = client_of(person("manager"))
    assert client.get("/tasks/").context["tasks"].overdue_periods == []
    client.post("/reports/2018Q3/urge/")
    assert not Notice.objects.exists()


def test_where_nobody_fills_in_the_manager_is_told_so(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    client = client_of(person("manager"))
    page = client.post("/reports/2018Q3/420200/urge/", follow=True)
    assert [str(m) for m in page.context["messages"]] == ["无法催报，以下地区尚无填报员：黄石市。"]
