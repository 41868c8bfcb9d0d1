"""Bureaus, a reviewer who approves in bulk, and impatient fingers: no deadlock, one legal state."""

import pytest
from django.db import connection

from indicators.reporting import actions
from indicators.reporting.consistency import faults
from indicators.reporting.models import CorrectionRequest, Report, Status, Submission
from regions.audit import first_bad
from regions.models import AuditEvent, Membership, Region, Role
from tests.indicators.reporting.quarter import WUHAN, filled, opened, report_of, submitted
from tests.people import NOON, person
from tests.races.track import order, race, racers

pytestmark = pytest.mark.races

HANDS = 10
REGIONS = ("420200", "420300", "420500", "420600")


@pytest.fixture
def reports(own_database):
    """Four reports that were submitted, and Wuhan's draft with all its figures."""
    opened()
    reporter = person("wuhan")
    for code in REGIONS:
        Membership.objects.create(
            user=reporter, role=Role.REPORTER, region=Region.objects.get(code=code)
        )
    filled()
    return [submitted(report_of(code), person("wuhan")) for code in REGIONS]


def put_back(reports):
    """Whatever happened: the four are submitted, Wuhan's is to be submitted."""
    reporter, reviewer = person("wuhan"), person("reviewer2")
    facts = {"by": reviewer, "at": NOON}
    for report in Report.objects.filter(pk__in=[r.pk for r in reports]).order_by("pk"):
        fresh = report_of(report.region.code)
        if fresh.status == Status.APPROVED:
            fresh = actions.reopen(report=fresh, code="other", reason="再来", **facts)
        if fresh.status != Status.SUBMITTED:
            actions.submit(report=fresh, by=reporter, responsible="李局长", at=NOON)
    if report_of().status == Status.SUBMITTED:
        actions.withdraw(report=report_of(), by=reporter, at=NOON)


def bulk_against_the_rest(reports, rounds, *options):
    """A bulk approval of four, while the last is withdrawn and another report is submitted."""
    with racers(3, *options) as found:
        for _round in range(rounds):
            outcomes = race(
                found,
                order("approve_all", "reviewer", *reports),
                order("withdraw", "wuhan", reports[-1]),
                order("submit", "wuhan", report_of()),
            )
            states = [report_of(code).status for code in (*REGIONS, WUHAN)]
            yield [outcome["outcome"] for outcome in outcomes], states
            put_back(reports)


ALL_APPROVED = (["done", "told", "done"], ["approved"] * 4 + ["submitted"])
WITHDRAWN = (["told", "done", "done"], ["submitted"] * 3 + ["draft", "submitted"])


def test_a_bulk_approval_against_submissions_does_not_deadlock(reports, rounds):
    laps = list(bulk_against_the_rest(reports, rounds))
    assert [lap for lap in laps if lap not in (ALL_APPROVED, WITHDRAWN)] == []
    assert list(faults()) == []
    assert first_bad() is None


def test_with_the_chains_lock_taken_first_the_same_race_is_seen_to_fail(reports):
    """SQLite has one lock for all: nothing can cross there."""
    laps = list(bulk_against_the_rest(reports, 5, "--without", "order"))
    crossed = [lap for lap in laps if lap not in (ALL_APPROVED, WITHDRAWN)]
    assert bool(crossed) is (connection.vendor == "postgresql")


def test_the_same_submission_ten_times_is_one(reports, rounds):
    with racers(HANDS) as found:
        for number in range(rounds):
            press = order("submit", "wuhan", report_of())
            outcomes = race(found, *[press] * HANDS)
            assert [each["outcome"] for each in outcomes] == ["done"] * HANDS
            assert {each["what"] for each in outcomes} == {str(number + 1)}
            actions.withdraw(report=report_of(), by=person("wuhan"), at=NOON)
    own = Submission.objects.filter(report=report_of())
    assert own.count() == rounds
    assert AuditEvent.objects.filter(act="submit", region_code=WUHAN).count() == rounds


def test_a_review_while_the_clerk_withdraws_ends_in_one_legal_state(reports, rounds):
    report = reports[0]
    with racers(2) as found:
        for _round in range(rounds):
            outcomes = race(
                found,
                order("begin_review", "reviewer", report),
                order("withdraw", "wuhan", report),
            )
            assert sorted(each["outcome"] for each in outcomes) == ["done", "told"]
            status = report_of(REGIONS[0]).status
            won = outcomes[0]["outcome"] == "done"
            assert status == (Status.IN_REVIEW if won else Status.DRAFT)
            if won:
                actions.release_review(report=report, by=person("reviewer"), at=NOON)
            put_back(reports)
    assert list(faults()) == []


def test_an_approval_while_the_clerk_withdraws_ends_in_one_legal_state(reports, rounds):
    report = reports[0]
    with racers(2) as found:
        for _round in range(rounds):
            outcomes = race(
                found,
                order("approve_all", "reviewer", report),
                order("withdraw", "wuhan", report),
            )
            assert sorted(each["outcome"] for each in outcomes) == ["done", "told"]
            won = outcomes[0]["outcome"] == "done"
            assert report_of(REGIONS[0]).status == (Status.APPROVED if won else Status.DRAFT)
            put_back(reports)
    assert list(faults()) == []
    assert first_bad() is None


def test_a_reopening_leaves_no_request_open_whoever_asks_meanwhile(reports, rounds):
    report, asked = reports[0], {"measures": ["ELD_BEDS"]}
    reopening = {"code": "other", "reason": "同意更正"}
    with racers(3) as found:
        for number in range(rounds):
            actions.approve_all(reports=[report], by=person("reviewer"), at=NOON)
            outcomes = race(
                found,
                order("ask_correction", "wuhan", report, reason=f"甲{number}", **asked),
                order("ask_correction", "wuhan", report, reason=f"乙{number}", **asked),
                order("reopen", "reviewer2", report, **reopening),
            )
            *asking, reopened = [each["outcome"] for each in outcomes]
            assert (sorted(asking), reopened) in (
                (["done", "told"], "done"),
                (["told", "told"], "done"),
            )
            granted = CorrectionRequest.objects.filter(
                outcome="granted", reason__in=[f"甲{number}", f"乙{number}"]
            )
            assert granted.count() == asking.count("done")
            put_back(reports)
    assert not CorrectionRequest.objects.open().exists()
    assert list(faults()) == []


def test_nothing_is_entered_into_a_period_after_it_was_closed(reports, rounds):
    """Who waited for the lock that the closing held must see that it is closed."""
    report = report_of()
    with racers(2, "--slowly") as found:
        for number in range(rounds):
            outcomes = race(
                found,
                order("close_period", "manager", report),
                order("enter", "wuhan", report, cells=[[WUHAN, "ELD_BEDS", str(number + 2), None]]),
            )
            assert outcomes[0]["outcome"] == "done"
            assert outcomes[1]["outcome"] in {"done", "told"}
            last = AuditEvent.objects.order_by("-number").values_list("act", flat=True)[0]
            assert last == "close_period"
            opened()
    assert list(faults()) == []
