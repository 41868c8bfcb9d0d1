"""更正申请 by the pages: the region asks on its report, the reviewer reopens or declines."""

import pytest

from indicators.reporting.actions import approve, decline_correction
from indicators.reporting.models import CorrectionRequest, Status
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    NOON,
    approved,
    correction_asked,
    in_review,
    report_of,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
REPORT = "/reports/2018Q3/420100/"
ASK, REVIEW, DECLINE = f"{REPORT}correction/", f"{REPORT}review/", f"{REPORT}correction/decline/"
SENT = {"reason": "床位数少计一家机构", "measures": ["ELD_BEDS", "PILOTS"]}
REASON = {"code": "wrong_data", "reason": "同意更正", "correct_until": "2018-10-17"}


def offers(username):
    return ASK in browser(username).get(REPORT).content.decode()


def test_the_region_asks_once_its_report_is_approved():
    in_review()
    assert offers("wuhan") is False
    approve(report=report_of(), by=person("reviewer"), at=NOON)
    assert [offers(who) for who in ("wuhan", "reviewer", "manager", "viewer")] == [
        True,
        False,
        False,
        False,
    ]
    answer = browser("wuhan").post(ASK, SENT)
    assert (answer.status_code, answer.url) == (302, REPORT)
    request = CorrectionRequest.objects.get()
    assert {measure.code for measure in request.measures.all()} == {"ELD_BEDS", "PILOTS"}
    assert (offers("wuhan"), report_of().status) == (False, Status.APPROVED)


def test_region_and_reviewer_read_the_request_a_viewer_does_not():
    correction_asked()
    seen = {
        who: "床位数少计一家机构" in browser(who).get(REPORT).content.decode()
        for who in ("wuhan2", "reviewer", "manager", "viewer")
    }
    assert seen == {"wuhan2": True, "reviewer": True, "manager": True, "viewer": False}


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"reason": "长" * 501}, {"measures": []}, {"measures": ["POP"]}]
)
def test_a_request_that_is_not_whole_keeps_what_was_written(wrong):
    approved()
    answer = browser("wuhan").post(ASK, SENT | wrong)
    assert (answer.status_code, CorrectionRequest.objects.count()) == (422, 0)
    assert answer.context["form"]["reason"].value() == (SENT | wrong)["reason"]


def test_a_second_request_is_a_409_that_keeps_what_was_written():
    correction_asked()
    answer = browser("wuhan2").post(ASK, SENT | {"reason": "另有一处"})
    assert (answer.status_code, CorrectionRequest.objects.count()) == (409, 1)
    assert "另有一处" in answer.content.decode()


@pytest.mark.parametrize("stage", [in_review, correction_asked])
def test_where_nothing_can_be_asked_the_page_leads_back_to_the_report(stage):
    stage()
    answer = browser("wuhan").get(ASK)
    assert (answer.status_code, answer.url) == (302, REPORT)


def test_the_request_stands_on_the_review_page_and_its_reason_in_the_form():
    correction_asked()
    page = browser("reviewer").get(REVIEW)
    assert page.context["form"]["reason"].value() == "床位数少计一家机构"
    assert DECLINE in page.content.decode()


def test_reopening_grants_it_and_the_region_reads_so():
    correction_asked()
    assert browser("reviewer").post(f"{REVIEW}reopen/", REASON).status_code == 302
    assert (report_of().status, CorrectionRequest.objects.get().outcome) == ("returned", "granted")
    assert "已同意" in browser("wuhan").get(REPORT).content.decode()


def test_declining_leads_back_to_the_queue_and_the_region_reads_why():
    correction_asked()
    answer = browser("reviewer").post(DECLINE, {"answer": "数据无误"})
    assert (answer.status_code, answer.url) == (302, "/review/")
    page = browser("wuhan").get(REPORT).content.decode()
    assert ("数据无误" in page, report_of().status) == (True, Status.APPROVED)
    assert offers("wuhan") is True


def test_declining_without_a_reason_is_not_accepted():
    correction_asked()
    answer = browser("reviewer").post(DECLINE, {"answer": " "})
    assert (answer.status_code, CorrectionRequest.objects.get().outcome) == (422, "")
    assert answer.templates[0].name == "reporting/review.html"


def test_declining_what_was_answered_meanwhile_keeps_what_was_written():
    correction_asked()
    decline_correction(report=report_of(), by=person("reviewer2"), answer="数据无误", at=NOON)
    answer = browser("reviewer").post(DECLINE, {"answer": "无须更正"})
    assert (answer.status_code, answer.templates[0].name) == (409, "reporting/review.html")
    assert "无须更正" in answer.content.decode()


@pytest.mark.parametrize("requests", [1, 3])
def test_the_report_costs_the_same_for_any_number(requests, django_assert_max_num_queries):
    approved()
    for number in range(requests):
        correction_asked(report_of(), reason=f"第{number}处")
        decline_correction(report=report_of(), by=person("reviewer"), answer="无误", at=NOON)
    client = browser("wuhan")
    client.get(REPORT)
    with django_assert_max_num_queries(30):
        assert len(client.get(REPORT).context["corrections"]) == requests
