"""A notice asks to be read until its matter is settled: by a verb, or by the days."""

import pytest

from indicators.reporting import actions
from indicators.reporting.reminding import remind
from regions import actions as people_actions
from regions.models import Membership, Notice
from tests.indicators.reporting.quarter import (
    NOON,
    WUHAN,
    XIANGYANG,
    in_review,
    opened,
    report_of,
    returned,
    submitted,
)
from tests.indicators.reporting.reminded import (
    DAY,
    DUE,
    give_addresses,
    kinds,
    mails_to,
    told,
    unread,
)
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LATE = NOON + (DUE + 1) * DAY


@pytest.fixture(autouse=True)
def period(db):
    give_addresses()
    return opened()


def send_back(reason, at, region=WUHAN):
    facts = {"code": "wrong_data", "reason": reason, "by": person("reviewer"), "at": at}
    report = actions.begin_review(report=report_of(region), by=person("reviewer"), at=at)
    return actions.send_back(report=report, **facts)


def submit(at=NOON, region=WUHAN):
    by = person("wuhan")
    return actions.submit(report=report_of(region), by=by, responsible="李局长", at=at)


def test_a_second_return_on_one_day_renews_the_days_notice():
    returned()
    Notice.objects.update(read_at=NOON)
    submit()
    send_back("仍缺说明", NOON)
    [(kind, text)] = told("wuhan")
    assert (kind, text.endswith("：仍缺说明"), unread("wuhan")) == ("returned", True, ["returned"])


def test_what_was_renewed_after_the_days_mail_is_mailed_on_the_next_day():
    returned()
    remind(at=NOON)
    submit()
    send_back("仍缺说明", NOON + DAY / 24)
    remind(at=NOON + DAY / 12)
    remind(at=NOON + DAY)
    assert ["：仍缺说明" in body for body in mails_to("wuhan")] == [False, True]


def test_whatever_was_told_of_a_report_is_settled_when_it_is_handed_in():
    remind(at=NOON)
    actions.urge(report=report_of(), by=person("manager"), at=NOON)
    assert (unread("wuhan"), unread("xiangyang")) == (["due_week", "urged"], ["due_week"])
    submitted()
    assert (unread("wuhan"), unread("wuhan2"), unread("xiangyang")) == ([], [], ["due_week"])


def test_a_return_is_settled_by_the_next_submission_only():
    returned()
    assert unread("wuhan") == ["returned"]
    submit()
    assert unread("wuhan") == []


def test_what_awaits_review_is_settled_when_nothing_lies_with_the_reviewer():
    submitted()
    submitted(report_of(XIANGYANG), person("xiangyang"))
    remind(at=NOON)
    for code in (WUHAN, XIANGYANG):
        assert (unread("reviewer"), unread("reviewer2")) == (["awaiting_review"],) * 2
        send_back("床位数有误", NOON, code)
    assert (unread("reviewer"), unread("reviewer2")) == ([], [])


def test_what_a_colleague_takes_up_waits_for_the_others_no_more():
    submitted()
    remind(at=NOON)
    actions.begin_review(report=report_of(), by=person("reviewer"), at=NOON)
    assert (unread("reviewer"), unread("reviewer2")) == (["awaiting_review"], [])


def test_withdrawn_it_awaits_review_no_more_and_is_told_of_again():
    """Overdue, handed in and taken back on one day: the next run of the day says so anew."""
    remind(at=LATE)
    submitted(at=LATE)
    remind(at=LATE)
    actions.withdraw(report=report_of(), by=person("wuhan"), at=LATE)
    assert (unread("wuhan"), unread("reviewer")) == ([], [])
    remind(at=LATE)
    assert (unread("wuhan"), kinds("wuhan")) == (["overdue"], ["overdue"])


def test_day_after_day_the_last_reminder_alone_asks_to_be_read():
    for days in range(DUE + 3):
        actions.urge(report=report_of(), by=person("manager"), at=NOON + days * DAY)
        remind(at=NOON + days * DAY)
    assert unread("wuhan") == ["urged", "overdue"]
    assert Notice.objects.standing().filter(user__username="wuhan").count() == 2


def test_a_return_stands_beside_its_reminders():
    returned()
    until = report_of().correct_until
    remind(at=NOON + (until - NOON.date()))
    assert unread("wuhan") == ["returned", "correct"]


@pytest.mark.parametrize("end", ["locked", "closed", "revoked"])
def test_what_ended_without_a_move_is_settled_by_the_next_run(end, period, administrator):
    remind(at=LATE)
    assert unread("wuhan") == ["overdue"]
    at = LATE + (60 if end == "locked" else 1) * DAY
    if end == "closed":
        actions.close_period(period=period, by=person("manager"), at=LATE)
    if end == "revoked":
        [held] = Membership.objects.filter(user__username="wuhan")
        people_actions.revoke(membership=held, by=administrator)
    remind(at=at)
    assert unread("wuhan") == []
    assert (unread("wuhan2") == ["overdue"]) is (end == "revoked")


def test_what_is_told_by_others_is_not_settled_by_the_run():
    facts = {"user": person("wuhan"), "day": NOON.date(), "told_at": NOON}
    Notice.objects.create(kind="something_else", subject="report 2018Q3/420100", **facts)
    remind(at=LATE)
    submitted(at=LATE)
    assert unread("wuhan") == ["something_else"]


def test_settled_notices_are_counted_no_more_and_stand_below():
    remind(at=NOON)
    actions.urge(report=report_of(XIANGYANG), by=person("manager"), at=NOON)
    in_review()
    client = client_of(person("wuhan"))
    page = client.get("/notices/")
    assert [notice.kind for notice in page.context["page"]] == ["due_week"]
    assert page.context["unread"] == 0
    assert "已办结" in page.content.decode()
