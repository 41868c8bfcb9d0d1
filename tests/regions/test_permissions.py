"""The one question: role × region."""

import pytest

from regions import permissions
from regions.models import Membership, Notice, Region, Role, User
from regions.permissions import GRANTS, Permission, Reach, can, regions_of
from tests.people import TODAY

PLACES = ("420000", "420100", "420102", "420600", "429004")


def holding(role, code):
    user = User.objects.create_user(f"{role}-{code}", name="x")
    Membership.objects.create(user=user, role=role, region=Region.objects.get(code=code))
    return user


def reach_of(user, permission):
    """Where the person may do it, asked one by one; the query must say the same."""
    one_by_one = {c for c in PLACES if can(user, permission, Region.objects.get(code=c))}
    asked = set(regions_of(user, permission).filter(code__in=PLACES).values_list("code", flat=True))
    assert asked == one_by_one
    return one_by_one


EVERYWHERE = set(PLACES)
REACHES = [
    ("reporter", "420100", Permission.SEE_VALUES, EVERYWHERE),
    ("reporter", "420100", Permission.FILL, {"420100"}),
    ("reporter", "420100", Permission.SEE_REPORT, {"420100"}),
    ("reporter", "420100", Permission.SEE_PROVISIONAL, {"420100"}),
    ("reporter", "420100", Permission.REVIEW, set()),
    ("reviewer", "420000", Permission.REVIEW, EVERYWHERE),
    ("reviewer", "420100", Permission.REVIEW, {"420102"}),
    ("reviewer", "420000", Permission.FILL, set()),
    ("manager", "420000", Permission.FILL, {"420000"}),
    ("manager", "420000", Permission.FILL_FOR, EVERYWHERE),
    ("manager", "420000", Permission.MANAGE, EVERYWHERE),
    ("manager", "420000", Permission.REVIEW, set()),
    ("viewer", "420000", Permission.SEE_APPROVED, EVERYWHERE),
    ("viewer", "420100", Permission.SEE_APPROVED, {"420100", "420102"}),
    ("viewer", "420100", Permission.SEE_REPORT, set()),
    ("viewer", "420100", Permission.SEE_PROVISIONAL, set()),
    ("auditor", "420000", Permission.SEE_AUDIT, EVERYWHERE),
    ("auditor", "420000", Permission.SEE_VALUES, set()),
    ("auditor", "420000", Permission.SEE_STATUS, set()),
    ("administrator", "420000", Permission.MANAGE_MEMBERS, EVERYWHERE),
    ("administrator", "420000", Permission.SEE_VALUES, set()),
    ("administrator", "420000", Permission.SEE_AUDIT, set()),
]


@pytest.mark.parametrize(("role", "code", "permission", "where"), REACHES)
def test_a_role_reaches_as_far_as_the_design_says(db, role, code, permission, where):
    assert reach_of(holding(role, code), permission) == where


def test_every_role_has_its_rights():
    assert set(GRANTS) == set(Role.values)


WRITING = {Permission.FILL, Permission.FILL_FOR, Permission.REVIEW, Permission.MANAGE}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_watches_and_who_lets_in_touch_no_figure(role):
    seeing = {p for p in Permission if p.startswith("see_")} - {Permission.SEE_AUDIT}
    assert GRANTS[role].keys() & (WRITING | seeing) == set()


def test_several_roles_add_up(db):
    user = holding("reporter", "420100")
    region = Region.objects.get(code="420600")
    Membership.objects.create(user=user, role="viewer", region=region)
    assert reach_of(user, Permission.SEE_REPORT) == {"420100"}
    assert reach_of(user, Permission.SEE_APPROVED) == {"420600"}


def test_a_closed_account_may_nothing(wuhan):
    wuhan.is_active = False
    assert reach_of(wuhan, Permission.SEE_VALUES) == set()


def test_a_role_taken_back_gives_nothing(wuhan):
    wuhan.memberships.update(revoked_at="2100-01-01T00:00Z")
    assert reach_of(wuhan, Permission.FILL) == set()


def test_who_is_not_logged_in_may_nothing(db):
    from django.contrib.auth.models import AnonymousUser

    assert not can(AnonymousUser(), Permission.SEE_VALUES)


def test_memberships_are_read_once_for_many_questions(wuhan, django_assert_num_queries):
    places = list(Region.objects.select_related("parent__parent").filter(code__in=PLACES))
    with django_assert_num_queries(1):
        for place in places:
            for permission in Permission:
                can(wuhan, permission, place)


def test_the_own_region_counts_as_under_the_province_only(db):
    own = Region.objects.get(code="420100")
    assert not permissions.reaches(Reach.UNDER, own, own)
    assert permissions.reaches(Reach.BELOW, own, own)


def test_who_held_what_on_a_past_day_is_known(wuhan):
    held = Membership.objects.of(wuhan)
    granted = held.get().granted_at
    assert held.known_on(granted).count() == 1
    held.update(revoked_at=granted)
    assert held.known_on(granted).count() == 0


def test_a_notice_is_given_once_a_day(wuhan):
    from django.db import IntegrityError, transaction

    facts = {"user": wuhan, "kind": "due", "subject": "report 2018Q3/420100", "day": TODAY}
    Notice.objects.create(**facts, text="到期")
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**facts, text="又到期")
