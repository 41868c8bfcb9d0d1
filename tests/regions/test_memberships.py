"""Verbs on memberships: who may do what where."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from regions import actions
from regions.models import AuditEvent, Membership, Region, Role
from regions.permissions import Permission, can
from regions.refusals import Conflict, Forbidden, Invalid
from tests.people import NOON, person


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def region(code):
    return Region.objects.get(code=code)


def only(user):
    return Membership.objects.of(user).in_force().get()


def records():
    events = AuditEvent.objects.filter(object_type="membership").order_by("number")
    return [(e.act, e.object_label, e.region_code, e.new["role"]) for e in events]


def test_a_role_is_granted(administrator, stranger):
    actions.grant(
        user=stranger, region=region("420700"), role=Role.REPORTER, by=administrator, at=NOON
    )
    held = only(stranger)
    assert (held.granted_by, held.granted_at, held.revoked_at) == (administrator, NOON, None)
    assert can(person("stranger"), Permission.FILL, region("420700"))
    assert records() == [("role_granted", "路人（stranger）", "420700", "reporter")]


def test_a_role_is_taken_back_and_stays_on_record(administrator, wuhan):
    actions.revoke(membership=only(wuhan), by=administrator, reason="轮岗")
    assert not can(person("wuhan"), Permission.FILL)
    kept = Membership.objects.of(wuhan).get()
    assert kept.revoked_by == administrator
    assert AuditEvent.objects.last().reason == "轮岗"
    with pytest.raises(Conflict, match="already"):
        actions.revoke(membership=kept, by=administrator)


def test_a_person_is_transferred(administrator, wuhan):
    actions.transfer(membership=only(wuhan), region=region("420600"), by=administrator)
    assert only(wuhan).region.code == "420600"
    assert not can(person("wuhan"), Permission.FILL, region("420100"))
    assert records() == [
        ("role_revoked", "王芳（wuhan）", "420100", "reporter"),
        ("role_granted", "王芳（wuhan）", "420600", "reporter"),
    ]


def test_a_transfer_that_fails_leaves_everything_as_it_was(administrator, wuhan):
    before = AuditEvent.objects.count()
    actions.grant(user=wuhan, region=region("420600"), role="reporter", by=administrator)
    held = Membership.objects.of(wuhan).in_force().get(region__code="420100")
    with pytest.raises(Conflict):
        actions.transfer(membership=held, region=region("420600"), by=administrator)
    held.refresh_from_db()
    assert (held.revoked_at, AuditEvent.objects.count()) == (None, before + 1)


@pytest.mark.parametrize("role", [role for role in Role.values if role != "administrator"])
def test_an_administrator_holds_no_other_role(administrator, stranger, role):
    root = region("420000")
    actions.grant(user=stranger, region=root, role=role, by=administrator)
    with pytest.raises(Conflict, match="no other role"):
        actions.grant(user=stranger, region=root, role=Role.ADMINISTRATOR, by=administrator)


def test_nor_is_an_administrator_given_one(administrator, stranger):
    actions.grant(user=stranger, region=region("420000"), role=Role.ADMINISTRATOR, by=administrator)
    with pytest.raises(Conflict, match="no other role"):
        actions.grant(user=stranger, region=region("420100"), role="reporter", by=administrator)


def test_one_person_may_hold_several_roles(administrator, wuhan):
    actions.grant(user=wuhan, region=region("420600"), role="reporter", by=administrator)
    actions.grant(user=wuhan, region=region("420100"), role="viewer", by=administrator)
    assert Membership.objects.of(wuhan).in_force().count() == 3


REFUSED = [
    ("wuhan", "420100", "reporter", Conflict, "already"),
    ("wuhan", "420100", "king", Invalid, "no such role"),
    ("wuhan", "420100", "manager", Invalid, "at the province only"),
    ("wuhan", "420100", "auditor", Invalid, "at the province only"),
]


@pytest.mark.parametrize(("who", "code", "role", "kind", "why"), REFUSED)
def test_a_grant_is_refused(administrator, wuhan, who, code, role, kind, why):
    with pytest.raises(kind, match=why):
        actions.grant(user=wuhan, region=region(code), role=role, by=administrator)
    assert records() == []


def test_a_closed_account_is_granted_nothing(administrator, wuhan):
    actions.disable(user=wuhan, by=administrator)
    with pytest.raises(Conflict, match="closed"):
        actions.grant(user=wuhan, region=region("420700"), role="viewer", by=administrator)


def test_nobody_changes_their_own_roles(administrator):
    with pytest.raises(Forbidden, match="their own"):
        actions.grant(user=administrator, region=region("420000"), role="viewer", by=administrator)
    with pytest.raises(Forbidden, match="their own"):
        actions.revoke(membership=only(administrator), by=administrator)


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "manager", "viewer", "auditor", "stranger"])
def test_only_an_administrator_changes_roles(request, who, xiangyang):
    by = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        actions.grant(user=xiangyang, region=region("420700"), role="viewer", by=by)
    with pytest.raises(Forbidden):
        actions.revoke(membership=only(xiangyang), by=by)
    with pytest.raises(Forbidden):
        actions.transfer(membership=only(xiangyang), region=region("420700"), by=by)


def test_the_database_holds_a_role_once(wuhan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=wuhan, region=region("420100"), role="reporter")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"role": "king"}, "membership_role_known"),
        ({"role": "viewer", "revoked_at": "2000-01-01T00:00Z"}, "membership_dates_in_order"),
    ],
)
def test_the_database_holds_what_a_membership_must_be(wuhan, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Membership.objects.create(user=wuhan, region=region("420100"), **fields)
