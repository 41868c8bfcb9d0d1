"""更正申请: after the approval the region asks, the reviewer reopens or declines."""

import pytest

from indicators.reporting import actions
from indicators.reporting.actions import decline_correction, reopen
from indicators.reporting.errors import Conflict, Forbidden, Invalid
from indicators.reporting.models import CorrectionRequest
from regions.models import AuditEvent
from tests.indicators.reporting.quarter import approved, in_review, report_of, returned
from tests.indicators.reporting.quarter import correction_asked as asked
from tests.people import NOON, person


def reopened(by="reviewer2"):
    facts = {"code": "wrong_data", "reason": "同意更正", "at": NOON}
    return reopen(report=report_of(), by=person(by), **facts)


def last_acts(number):
    acts = AuditEvent.objects.order_by("-number").values_list("act", flat=True)[:number]
    return list(reversed(acts))


def test_a_request_says_who_asks_why_and_about_what(db):
    request = asked(reason=" 床位数\t少计一家机构 ")
    assert (request.by, request.reason, request.is_open) == (
        person("wuhan"),
        "床位数 少计一家机构",
        True,
    )
    assert [m.code for m in request.measures.all()] == ["ELD_BEDS"]
    record = AuditEvent.objects.order_by("-number")[0]
    assert (record.act, record.region_code, record.period) == ("ask_correction", "420100", "2018Q3")
    assert (record.new, record.reason) == ({"measures": ["ELD_BEDS"]}, "床位数 少计一家机构")
    assert report_of().status == "approved"


def test_pressed_twice_it_asks_once(db):
    assert asked() == asked(report_of())
    assert last_acts(2) == ["approve", "ask_correction"]


def test_while_one_awaits_an_answer_no_other_is_taken(db):
    asked()
    with pytest.raises(Conflict):
        asked(report_of(), by="wuhan2")
    with pytest.raises(Conflict):
        asked(report_of(), reason="另有一处")
    assert CorrectionRequest.objects.count() == 1


@pytest.mark.parametrize("stage", [report_of, in_review, returned])
def test_only_what_is_approved_is_asked_to_be_corrected(db, stage):
    with pytest.raises(Conflict):
        asked(stage())


@pytest.mark.parametrize("who", ["xiangyang", "reviewer", "manager", "viewer"])
def test_only_the_region_itself_asks(db, who):
    with pytest.raises(Forbidden):
        asked(by=who)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"reason": "长" * 501},
        {"measures": []},
        {"measures": ["NO_SUCH"]},
        {"measures": ["ELD_BEDS", "POP_60PLUS"]},  # the province's
    ],
)
def test_a_request_without_a_reason_or_its_measures_is_refused(db, wrong):
    with pytest.raises(Invalid):
        asked(**wrong)
    assert not CorrectionRequest.objects.exists()


def test_to_reopen_is_to_grant(db):
    request = asked()
    reopened()
    request.refresh_from_db()
    assert (request.outcome, request.answer) == ("granted", "同意更正")
    assert (request.answered_by, request.answered_at) == (person("reviewer2"), NOON)
    assert last_acts(2) == ["grant_correction", "reopen"]


def test_to_reopen_what_nobody_asked_for_grants_nothing(db):
    approved()
    reopened()
    assert last_acts(2) == ["approve", "reopen"]


def test_declined_the_approval_stands_and_the_region_may_ask_again(db):
    request = asked()
    facts = {"report": report_of(), "by": person("reviewer"), "at": NOON}
    assert decline_correction(answer="数据无误", **facts) == request
    request.refresh_from_db()
    assert (request.outcome, request.answer, request.answered_by) == (
        "declined",
        "数据无误",
        person("reviewer"),
    )
    assert (report_of().status, last_acts(1)) == ("approved", ["decline_correction"])
    assert asked(report_of()) != request


def test_declined_twice_by_the_same_person_has_one_effect(db):
    asked()
    facts = {"report": report_of(), "at": NOON, "answer": "数据无误"}
    assert decline_correction(by=person("reviewer"), **facts) == decline_correction(
        by=person("reviewer"), **facts
    )
    with pytest.raises(Conflict):
        decline_correction(by=person("reviewer2"), **facts)
    assert last_acts(2) == ["ask_correction", "decline_correction"]


def test_what_was_granted_meanwhile_is_not_declined(db):
    asked()
    reopened()
    with pytest.raises(Conflict):
        decline_correction(report=report_of(), by=person("reviewer"), answer="数据无误", at=NOON)


@pytest.mark.parametrize("who", ["wuhan", "manager", "viewer"])
def test_only_a_reviewer_declines(db, who):
    asked()
    with pytest.raises(Forbidden):
        decline_correction(report=report_of(), by=person(who), answer="数据无误", at=NOON)


def test_a_request_is_not_declined_in_silence(db):
    asked()
    with pytest.raises(Invalid):
        decline_correction(report=report_of(), by=person("reviewer"), answer=" ", at=NOON)


def test_open_requests_wait_for_the_regions_reviewers(db):
    request = asked()
    waiting = CorrectionRequest.objects.awaiting_answer_by
    assert list(waiting(person("reviewer"))) == [request]
    assert [list(waiting(person(who))) for who in ("wuhan", "manager", "viewer")] == [[], [], []]
    actions.decline_correction(report=report_of(), by=person("reviewer"), answer="无误", at=NOON)
    assert list(waiting(person("reviewer"))) == []
