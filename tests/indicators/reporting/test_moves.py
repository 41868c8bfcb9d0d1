"""Every move of a report, legal and illegal."""

from itertools import product

import pytest

from indicators.reporting import actions
from indicators.reporting.errors import Conflict, Forbidden
from indicators.reporting.models import Status, StatusChange
from indicators.reporting.moves import MOVES, legal
from regions.models import AuditEvent
from tests.indicators.reporting.quarter import (
    approved,
    filled,
    in_review,
    report_of,
    returned,
    submitted,
)
from tests.people import NOON, person

STAGES = {
    Status.DRAFT: filled,
    Status.SUBMITTED: submitted,
    Status.IN_REVIEW: in_review,
    Status.APPROVED: approved,
    Status.RETURNED: returned,
}
PEOPLE = {
    "submit": "wuhan2",
    "withdraw": "wuhan2",
    "begin_review": "reviewer2",
    "release_review": "reviewer",
    "approve": "reviewer",
    "send_back": "reviewer",
    "reopen": "reviewer2",
}
REASON = {"code": "other", "reason": "核对口径"}
MORE = {"submit": {"responsible": "李局长"}, "send_back": REASON, "reopen": REASON}
EVERY = sorted(product(MOVES, Status))
LEGAL = [(verb, status) for verb, status in EVERY if status in MOVES[verb].before]
AGAIN = {("approve", Status.APPROVED), ("send_back", Status.RETURNED)}
ILLEGAL = [pair for pair in EVERY if pair not in LEGAL and pair not in AGAIN]


def do(verb, report):
    return getattr(actions, verb)(
        report=report, by=person(PEOPLE[verb]), at=NOON, **MORE.get(verb, {})
    )


def last_move(report):
    changes = report.status_changes.order_by("-number")
    return changes.values_list("from_status", "to_status", "by__username")[0]


def test_the_table_of_moves_is_the_one_of_the_design():
    assert legal() == {
        ("", "draft"),
        ("draft", "submitted"),
        ("returned", "submitted"),
        ("submitted", "draft"),
        ("submitted", "in_review"),
        ("in_review", "submitted"),
        ("in_review", "approved"),
        ("in_review", "returned"),
        ("approved", "returned"),
    }


@pytest.mark.parametrize(("verb", "status"), LEGAL)
def test_a_legal_move_changes_the_state_and_leaves_its_row(db, verb, status):
    before = STAGES[status]()
    do(verb, before)
    after = report_of()
    assert after.status == MOVES[verb].after
    assert after.version == before.version + 1
    assert last_move(after) == (status, MOVES[verb].after, PEOPLE[verb])
    assert AuditEvent.objects.order_by("-number")[0].act == verb


@pytest.mark.parametrize(("verb", "status"), ILLEGAL)
def test_an_illegal_move_is_a_conflict_and_changes_nothing(db, verb, status):
    before = STAGES[status]()
    moves = StatusChange.objects.count()
    records = AuditEvent.objects.count()
    with pytest.raises(Conflict):
        do(verb, before)
    assert report_of().status == status
    assert report_of().version == before.version
    assert StatusChange.objects.count() == moves
    assert AuditEvent.objects.count() == records


@pytest.mark.parametrize(("verb", "status"), LEGAL)
def test_pressed_again_by_the_same_person_it_has_one_effect(db, verb, status):
    STAGES[status]()
    do(verb, report_of())
    moved = StatusChange.objects.count(), AuditEvent.objects.count()
    for _time in range(3):
        do(verb, report_of())
    assert (StatusChange.objects.count(), AuditEvent.objects.count()) == moved


@pytest.mark.parametrize(("verb", "status"), LEGAL)
def test_a_move_refuses_another_version_than_the_one_seen(db, verb, status):
    report = STAGES[status]()
    with pytest.raises(Conflict):
        getattr(actions, verb)(
            report=report,
            by=person(PEOPLE[verb]),
            at=NOON,
            version=report.version - 1,
            **MORE.get(verb, {}),
        )
    assert report_of().status == status


@pytest.mark.parametrize(("verb", "status"), LEGAL)
def test_a_move_by_somebody_without_the_right_is_forbidden(db, verb, status):
    report = STAGES[status]()
    for username in ("xiangyang", "viewer", "auditor", "administrator", "stranger", "manager"):
        with pytest.raises(Forbidden):
            getattr(actions, verb)(
                report=report, by=person(username), at=NOON, **MORE.get(verb, {})
            )
    assert report_of().status == status
