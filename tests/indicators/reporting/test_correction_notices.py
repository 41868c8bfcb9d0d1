"""更正申请: the reviewers are told who asks, whoever asked is told the answer, nobody twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.reporting import actions
from indicators.reporting.models import CorrectionRequest
from indicators.reporting.reminding import digest, remind
from indicators.reporting.settling import to_answer
from regions import actions as people_actions
from regions.models import Membership, Notice
from tests.indicators.reporting.quarter import NOON, WUHAN, approved, correction_asked, report_of
from tests.indicators.reporting.reminded import DAY, give_addresses, mails_to, told, unread
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
ASKED = ("correction_asked", "王芳申请更正武汉市 2018年第3季度报表：床位数少计一家机构")
NEXT = NOON + DAY


@pytest.fixture(autouse=True)
def request_of_wuhan(in_approved, db):
    give_addresses()
    return correction_asked(report_of())


def decline(by="reviewer", answer="数据无误", at=NOON):
    return actions.decline_correction(report=report_of(), by=person(by), answer=answer, at=at)


def reopen(at=NOON):
    facts = {"code": "wrong_data", "reason": "同意更正", "at": at}
    return actions.reopen(report=report_of(), by=person("reviewer2"), **facts)


def of_corrections(username):
    return told(username, kind__startswith="correction")


def link_of(username, kind):
    return Notice.objects.get(user__username=username, kind=kind).link


def test_the_regions_reviewers_are_told_who_asks_and_nobody_else(request_of_wuhan):
    assert (told("reviewer"), told("reviewer2")) == ([ASKED], [ASKED])
    others = Notice.objects.exclude(user__username__startswith="reviewer")
    assert not others.filter(kind="correction_asked").exists()
    page = f"/reports/2018Q3/{WUHAN}/review/#correction-{request_of_wuhan.pk}"
    assert link_of("reviewer", "correction_asked") == page


def test_a_notice_leads_to_the_request_on_the_page(request_of_wuhan):
    client = client_of(person("reviewer"))
    notice = Notice.objects.get(user__username="reviewer")
    answer = client.post(f"/notices/{notice.pk}/read/")
    path, anchor = answer.url.split("#")
    assert f'id="{anchor}"' in client.get(path).text


def test_asking_again_in_the_same_words_tells_nobody_again():
    correction_asked(report_of())
    assert told("reviewer") == [ASKED]


def test_declined_whoever_asked_is_told_why_and_the_reviewers_are_done():
    decline()
    text = "武汉市 2018年第3季度报表的更正申请未获同意：数据无误"
    assert of_corrections("wuhan") == [("correction_declined", text)]
    assert (of_corrections("wuhan2"), unread("reviewer"), unread("reviewer2")) == ([], [], [])
    request = CorrectionRequest.objects.get()
    page = f"/reports/2018Q3/{WUHAN}/#correction-{request.pk}"
    assert link_of("wuhan", "correction_declined") == page


def test_declined_twice_by_the_same_person_it_is_told_once():
    decline()
    Notice.objects.filter(user__username="wuhan").update(read_at=NOON)
    decline()
    assert (len(of_corrections("wuhan")), unread("wuhan")) == (1, [])


def test_granted_the_region_is_told_so_and_the_reviewers_are_done():
    reopen()
    text = "武汉市 2018年第3季度报表的更正申请已同意，请于 2018-10-17 前更正：同意更正"
    assert (told("wuhan")[-1], told("wuhan2")[-1]) == (("returned", text),) * 2
    assert (unread("reviewer"), unread("reviewer2")) == ([], [])


def test_asked_again_after_a_refusal_the_old_answer_asks_to_be_read_no_more():
    decline()
    correction_asked(report_of(), reason="床位数仍少计")
    assert (unread("wuhan"), unread("reviewer")) == ([], ["correction_asked"])
    assert told("reviewer")[-1][1] == "王芳申请更正武汉市 2018年第3季度报表：床位数仍少计"
    decline(answer="台账无误")
    assert unread("wuhan") == ["correction_declined"]
    assert of_corrections("wuhan")[-1][1].endswith("：台账无误")


def test_reopened_after_all_the_refusal_is_settled():
    decline()
    reopen()
    assert unread("wuhan") == ["returned"]


def test_the_days_mail_carries_what_is_asked_once():
    for at in (NOON, NOON + DAY / 24, NEXT):
        remind(at=at)
    assert [ASKED[1] in body for body in mails_to("reviewer")] == [True]


def test_the_next_days_mail_carries_the_answer_to_whoever_asked():
    decline()
    remind(at=NEXT)
    assert [body.count("未获同意") for body in mails_to("wuhan")] == [1]
    assert (mails_to("wuhan2"), mails_to("reviewer")) == ([], [])


def test_what_was_answered_before_the_mail_is_mailed_to_no_reviewer():
    reopen()
    remind(at=NOON)
    assert [body.count("更正申请已同意") for body in mails_to("wuhan")] == [1]
    assert mails_to("reviewer") == []


def test_who_is_no_reviewer_any_more_is_settled_and_not_mailed(administrator):
    [held] = Membership.objects.filter(user__username="reviewer")
    people_actions.revoke(membership=held, by=administrator)
    remind(at=NEXT)
    assert (unread("reviewer"), unread("reviewer2")) == ([], ["correction_asked"])
    assert (len(mails_to("reviewer")), len(mails_to("reviewer2"))) == (0, 1)


def test_who_fills_there_no_more_is_not_told_the_answer(administrator):
    [held] = Membership.objects.filter(user__username="wuhan")
    people_actions.revoke(membership=held, by=administrator)
    decline()
    remind(at=NEXT)
    assert (of_corrections("wuhan"), mails_to("wuhan")) == ([], [])


def test_as_many_questions_are_asked_for_three_requests_as_for_one():
    def asked():
        with CaptureQueriesContext(connection) as queries:
            found = (len(digest(person("reviewer"), NOON)), len(list(to_answer())))
        return found, len(queries)

    one = asked()
    for period in ("2018Q1", "2018Q2"):
        correction_asked(approved(report_of(period=period)))
    assert (one[0], asked()) == ((1, 2), ((3, 6), one[1]))
