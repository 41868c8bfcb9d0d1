"""Reminders: nobody is mailed about what was submitted, nobody twice a day, everybody overdue."""

import json
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import QuerySet

from indicators.reporting import actions, mailing
from indicators.reporting.reminding import remind
from regions import actions as people_actions
from regions.models import Membership, Notice, User
from tests.indicators.reporting.quarter import (
    NOON,
    filled,
    opened,
    report_of,
    returned,
    submitted,
)
from tests.indicators.reporting.reminded import DAY, DUE, give_addresses, mailed, told
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def addresses(db):
    give_addresses()


@pytest.fixture
def period(db):
    return opened()


def test_what_is_due_within_a_week_is_told_once_and_again_at_the_end(period):
    for days in range(DUE + 3):
        remind(at=NOON + days * DAY)
    assert told("wuhan") == [
        ("due_week", "武汉市 2018年第3季度报表 2018-10-15 截止，还有 5 天。"),
        ("due_now", "武汉市 2018年第3季度报表 2018-10-15 截止，还有 2 天。"),
        ("overdue", "武汉市 2018年第3季度报表 2018-10-15 截止，已逾期 1 天。"),
        ("overdue", "武汉市 2018年第3季度报表 2018-10-15 截止，已逾期 2 天。"),
    ]


def test_everybody_overdue_is_mailed_once_and_nobody_twice(period):
    late = NOON + (DUE + 1) * DAY
    first, second = remind(at=late), remind(at=late + timedelta(hours=1))
    assert mailed() == sorted(
        f"{n}@example.cn" for n in ("manager", "wuhan", "wuhan2", "xiangyang")
    )
    assert (first.mails, second.mails, second.notices) == (4, 0, 0)
    message = next(m for m in mail.outbox if m.to == ["wuhan@example.cn"])
    assert message.subject == "民政指标：您有 1 项待办"
    assert "武汉市 2018年第3季度报表 2018-10-15 截止，已逾期 1 天。" in message.body


def test_of_what_was_submitted_nobody_is_mailed(period):
    submitted()
    remind(at=NOON + (DUE + 1) * DAY)
    assert "wuhan@example.cn" not in mailed()
    assert told("wuhan") == []
    assert ("awaiting_review", "有 1 份报表待审核。") in told("reviewer")


def test_what_was_submitted_between_the_notice_and_the_mail_is_left_out(period, monkeypatch):
    monkeypatch.setattr(mailing, "claimed", lambda *_: [])
    late = NOON + (DUE + 1) * DAY
    remind(at=late)
    assert told("wuhan") != []
    monkeypatch.undo()
    submitted(at=late)
    remind(at=late)
    assert "wuhan@example.cn" not in mailed()


def test_a_mail_that_fails_is_tried_again_and_no_notice_is_lost(period, monkeypatch):
    late = NOON + (DUE + 1) * DAY
    whole = mailing.EmailMessage.send

    def down(message, **_):
        if message.to == ["wuhan@example.cn"]:
            raise ConnectionRefusedError("no server")
        return whole(message)

    monkeypatch.setattr(mailing.EmailMessage, "send", down)
    assert remind(at=late).failed == ["wuhan: no server"]
    assert told("wuhan", mailed_at=None) != []
    monkeypatch.undo()
    assert remind(at=late).mails == 1
    assert mailed().count("wuhan@example.cn") == 1


def test_what_was_submitted_while_mails_go_out_is_left_out(period, monkeypatch, administrator):
    """The first mail takes so long that Wuhan submits meanwhile and Xiangyang's clerk goes."""
    late = NOON + (DUE + 1) * DAY
    whole = mailing.message

    def slow(user, notices):
        if not mail.outbox:
            submitted(at=late)
            [held] = Membership.objects.filter(user__username="xiangyang")
            people_actions.revoke(membership=held, by=administrator)
        return whole(user, notices)

    monkeypatch.setattr(mailing, "message", slow)
    remind(at=late)
    assert mailed() == ["manager@example.cn", "wuhan@example.cn"]


def test_a_report_that_is_locked_is_not_reminded_of_for_ever(period):
    remind(at=NOON + 60 * DAY)
    assert (told("wuhan"), mailed()) == ([], [])


@pytest.mark.parametrize(
    "error", [SMTPRecipientsRefused({}), SMTPDataError(550, b"no"), ValueError("no address")]
)
def test_a_refused_mail_stops_nobody_elses_and_is_tried_again(period, monkeypatch, error):
    late = NOON + (DUE + 1) * DAY
    whole = mailing.EmailMessage.send

    def refusing(message, **_):
        if message.to == ["wuhan@example.cn"]:
            raise error
        return whole(message)

    monkeypatch.setattr(mailing.EmailMessage, "send", refusing)
    done = remind(at=late)
    assert (done.mails, len(done.failed)) == (3, 1)
    monkeypatch.undo()
    assert remind(at=late).mails == 1


@pytest.mark.parametrize("error", [SMTPServerDisconnected("gone"), ConnectionResetError("gone")])
def test_after_a_lost_connection_nobody_gets_a_second_mail(period, monkeypatch, error):
    late = NOON + (DUE + 1) * DAY
    whole = mailing.EmailMessage.send

    def lost(message, **_):
        whole(message)
        if message.to == ["wuhan@example.cn"]:
            raise error

    monkeypatch.setattr(mailing.EmailMessage, "send", lost)
    assert remind(at=late).failed == ["wuhan: gone"]
    monkeypatch.undo()
    remind(at=late)
    assert mailed().count("wuhan@example.cn") == 1


def test_killed_after_the_claim_the_next_run_sends_no_second_mail(period, monkeypatch):
    late = NOON + (DUE + 1) * DAY

    def killed(message, **_):
        raise KeyboardInterrupt

    monkeypatch.setattr(mailing.EmailMessage, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        remind(at=late)
    monkeypatch.undo()
    remind(at=late)
    assert len(mailed()) == len(set(mailed())) == 3


def test_who_may_not_fill_any_more_hears_nothing(period, administrator):
    people_actions.disable(user=person("wuhan2"), by=administrator)
    [held] = Membership.objects.filter(user__username="wuhan")
    people_actions.revoke(membership=held, by=administrator)
    remind(at=NOON + (DUE + 1) * DAY)
    assert (told("wuhan"), told("wuhan2")) == ([], [])


def test_without_an_address_the_notice_alone_is_written(period):
    User.objects.update(email="")
    done = remind(at=NOON + (DUE + 1) * DAY)
    assert (done.mails, mail.outbox) == (0, [])
    assert len(told("wuhan")) == 1


def test_a_return_is_told_at_once_with_its_reason_and_again_before_the_day(period):
    returned()
    [(kind, text)] = told("wuhan")
    assert (kind, text.endswith("：床位数有误")) == ("returned", True)
    until = report_of().correct_until
    remind(at=NOON + (until - NOON.date() + DAY))
    assert [kind for kind, _text in told("wuhan")] == ["returned", "correct"]


def test_a_reviewer_is_not_told_of_what_a_colleague_reviews(period):
    actions.begin_review(report=submitted(), by=person("reviewer"), at=NOON)
    remind(at=NOON)
    assert [kind for kind, _text in told("reviewer")] == ["awaiting_review"]
    assert told("reviewer2") == []


def test_the_command_says_what_it_did(period, capsys, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOON + (DUE + 1) * DAY)
    call_command("remind", json=True)
    told = json.loads(capsys.readouterr().out)
    assert told == {"status": "done", "notices": 4, "mails": 4, "failed": 0}


def test_mails_on_the_console_do_not_stand_in_the_json(period, capsys, monkeypatch, settings):
    from django.utils import timezone

    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    monkeypatch.setattr(timezone, "now", lambda: NOON + (DUE + 1) * DAY)
    call_command("remind", json=True)
    seen = capsys.readouterr()
    assert json.loads(seen.out)["mails"] == 4
    assert seen.err.count("Subject:") == 4


def test_the_queries_do_not_grow_with_the_regions(period, django_assert_max_num_queries):
    User.objects.update(email="")
    with django_assert_max_num_queries(20):
        remind(at=NOON + (DUE + 1) * DAY)
    assert isinstance(Notice.objects.all(), QuerySet)


def test_a_filled_report_is_still_due(period):
    filled()
    remind(at=NOON)
    assert [kind for kind, _text in told("wuhan")] == ["due_week"]
