"""What reviewers do, and what they may not: never alone, never on their own work."""

from datetime import date, timedelta

import pytest

from indicators.reporting import actions
from indicators.reporting.actions import (
    Remarked,
    approve,
    approve_all,
    begin_review,
    enter,
    release_review,
    reopen,
    send_back,
    submit,
)
from indicators.reporting.errors import Conflict, Forbidden, Invalid, NotOpen
from indicators.reporting.models import Basis, Remark, Report, StatusChange
from regions.models import AuditEvent, Membership, Region, Role
from tests.indicators.reporting.quarter import (
    WUHAN,
    XIANGYANG,
    approved,
    filled,
    in_review,
    number,
    report_of,
    returned,
    submitted,
)
from tests.people import NOON, person

DAY = timedelta(days=1)


def also(username, role, region="420000"):
    """Give somebody of the cast a second role."""
    where = Region.objects.get(code=region)
    Membership.objects.create(user=person(username), role=role, region=where)


def xiangyang_submitted():
    return submitted(report_of(XIANGYANG), person("xiangyang"))


def test_a_review_is_the_one_of_who_began_it(db):
    report = in_review()
    assert (report.reviewer.username, report.review_began_at) == ("reviewer", NOON)
    for verb in (approve, release_review):
        with pytest.raises(Conflict):
            verb(report=report, by=person("reviewer2"), at=NOON)
    with pytest.raises(Conflict):
        send_back(report=report, by=person("reviewer2"), code="other", reason="x", at=NOON)
    assert report_of().status == "in_review"


def test_another_reviewer_lays_it_back_after_a_day_to_the_second(db):
    report = in_review()
    with pytest.raises(Conflict):
        release_review(report=report, by=person("reviewer2"), at=NOON + DAY - timedelta(seconds=1))
    fresh = release_review(report=report, by=person("reviewer2"), at=NOON + DAY)
    assert (fresh.status, fresh.reviewer, fresh.review_began_at) == ("submitted", None, None)


def test_the_region_cannot_take_it_back_once_a_reviewer_has_begun(db):
    with pytest.raises(Conflict):
        actions.withdraw(report=in_review(), by=person("wuhan"), at=NOON)


def test_an_approval_names_its_submission(db):
    approved()
    change = StatusChange.objects.order_by("-number")[0]
    assert change.submission == report_of().submissions.get()
    assert AuditEvent.objects.order_by("-number")[0].new == {
        "status": "approved",
        "submission": 1,
        "sha256": change.submission.sha256,
    }


def test_who_submitted_does_not_review(db):
    also("wuhan", Role.REVIEWER)
    report = filled(by=person("wuhan2"))
    submit(report=report, by=person("wuhan"), responsible="李局长", at=NOON)
    for verb in (begin_review, approve):
        with pytest.raises((Forbidden, Conflict)):
            verb(report=report_of(), by=person("wuhan"), at=NOON)
    assert report_of().status == "submitted"


def test_who_filled_a_single_cell_does_not_review(db):
    also("wuhan2", Role.REVIEWER)
    report = filled()
    enter(report=report, cells=[number("PILOTS", 2)], by=person("wuhan2"), via="form", at=NOON)
    submit(report=report, by=person("wuhan"), responsible="李局长", at=NOON)
    with pytest.raises(Forbidden):
        begin_review(report=report, by=person("wuhan2"), at=NOON)


def test_who_began_and_then_turns_out_to_have_filled_neither_approves_nor_returns(db):
    also("wuhan2", Role.REVIEWER)
    report = submitted()
    begin_review(report=report, by=person("wuhan2"), at=NOON)
    report.submissions.model.objects.create(
        report=report, number=2, at=NOON, by=person("wuhan2"), responsible="x",
        figures="", sha256="",
    )  # fmt: skip
    with pytest.raises(Forbidden):
        approve(report=report, by=person("wuhan2"), at=NOON)
    with pytest.raises(Forbidden):
        send_back(report=report, by=person("wuhan2"), code="other", reason="x", at=NOON)


def test_who_filled_before_the_last_approval_may_review_the_correction(db):
    also("wuhan2", Role.REVIEWER)
    report = filled(by=person("wuhan2"))
    submit(report=report, by=person("wuhan"), responsible="李局长", at=NOON + DAY)
    approve_all(reports=[report], by=person("reviewer"), at=NOON + DAY)
    reopen(report=report, by=person("reviewer"), code="other", reason="口径", at=NOON + 2 * DAY)
    later = NOON + 3 * DAY
    enter(report=report, cells=[number("ELD_BEDS", 9)], by=person("wuhan"), via="form", at=later)
    submit(report=report, by=person("wuhan"), responsible="李局长", at=later)
    approve_all(reports=[report], by=person("wuhan2"), at=later)
    assert report_of().status == "approved"


def test_a_return_says_why_until_when_and_what_about(db):
    remark = Remarked(WUHAN, "ELD_BEDS", "wrong_data", "与上期\t相差过大")
    report = returned(remarks=[remark])
    assert report.correct_until == date(2018, 10, 17)
    change = StatusChange.objects.order_by("-number")[0]
    assert (change.code, change.reason) == ("wrong_data", "床位数有误")
    assert change.correct_until == date(2018, 10, 17)
    row = Remark.objects.get()
    assert (row.submission.number, row.measure.code, row.text) == (
        1,
        "ELD_BEDS",
        "与上期 相差过大",
    )
    record = AuditEvent.objects.order_by("-number")[0]
    assert (record.reason, record.new["correct_until"]) == ("wrong_data 床位数有误", "2018-10-17")


@pytest.mark.parametrize(
    "facts",
    [
        {"code": "", "reason": "x"},
        {"code": "bad", "reason": "x"},
        {"code": "other", "reason": "  "},
        {"code": "other", "reason": "x", "correct_until": date(2018, 10, 9)},
        {"code": "other", "reason": "x", "remarks": [Remarked(WUHAN, "NO_SUCH", "other", "x")]},
        {"code": "other", "reason": "x", "remarks": [Remarked(WUHAN, "PILOTS", "bad", "x")]},
        {"code": "other", "reason": "x", "remarks": [Remarked(WUHAN, "PILOTS", "other", " ")]},
    ],
)
def test_a_return_without_a_sound_reason_is_refused(db, facts):
    report = in_review()
    with pytest.raises(Invalid):
        send_back(report=report, by=person("reviewer"), at=NOON, **facts)
    assert report_of().status == "in_review"
    assert not Remark.objects.exists()


def test_a_returned_report_is_writable_after_the_lock_until_the_day_named(db):
    late = NOON.replace(month=12)
    report = in_review()
    facts = {"code": "other", "reason": "核对", "correct_until": date(2018, 12, 12)}
    send_back(report=report, by=person("reviewer"), at=late, **facts)
    correct = {"report": report_of(), "by": person("wuhan"), "via": "form"}
    enter(cells=[number("PILOTS", 2)], at=late, **correct)
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=late)
    actions.withdraw(report=report_of(), by=person("wuhan"), at=late)
    last = late.replace(day=12, hour=23, minute=59, second=59)
    enter(cells=[number("PILOTS", 3)], at=last, **correct)
    with pytest.raises(NotOpen):
        enter(cells=[number("PILOTS", 4)], at=last + timedelta(seconds=1), **correct)


def test_a_reopened_report_leaves_the_official_basis_at_once(db):
    report = approved()
    official = Report.objects.counting(Basis.OFFICIAL)
    assert list(official) == [report]
    fresh = reopen(report=report, by=person("reviewer2"), code="other", reason="口径", at=NOON)
    assert (fresh.status, fresh.correct_until) == ("returned", date(2018, 10, 17))
    assert list(official.all()) == []
    assert list(Report.objects.reopened()) == [fresh]


def test_a_report_returned_before_any_approval_is_not_called_reopened(db):
    returned()
    assert list(Report.objects.reopened()) == []


def test_an_approval_ends_the_days_of_correction(db):
    report = returned()
    submit(report=report, by=person("wuhan"), responsible="李局长", at=NOON)
    [done] = approve_all(reports=[report], by=person("reviewer"), at=NOON)
    assert (done.correct_until, done.status) == (None, "approved")


def test_many_are_approved_at_once(db):
    reports = [submitted(), xiangyang_submitted()]
    done = approve_all(reports=reversed(reports), by=person("reviewer"), at=NOON)
    assert [report.status for report in done] == ["approved", "approved"]
    assert AuditEvent.objects.filter(act="approve").count() == 2


def test_many_are_approved_together_or_none_with_every_reason(db):
    also("wuhan", Role.REVIEWER)
    own, other = submitted(), xiangyang_submitted()
    third = report_of("420200")
    with pytest.raises(Forbidden) as refusal:
        approve_all(reports=[own, other, third], by=person("wuhan"), at=NOON)
    assert len(refusal.value.problems) == 2
    statuses = Report.objects.exclude(status="draft").values_list("status", flat=True)
    assert list(statuses) == ["submitted", "submitted"]


def test_a_reviewer_of_one_region_reviews_no_other(db):
    also("viewer", Role.REVIEWER, XIANGYANG)
    with pytest.raises(Forbidden):
        begin_review(report=submitted(), by=person("viewer"), at=NOON)


def test_what_awaits_review_is_listed_for_its_reviewers_oldest_first(db):
    later = submitted(at=NOON + DAY)
    earlier = submitted(report_of(XIANGYANG), person("xiangyang"))
    assert list(Report.objects.awaiting_review_by(person("reviewer"))) == [earlier, later]
    assert not Report.objects.awaiting_review_by(person("viewer")).exists()
