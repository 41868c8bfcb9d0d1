"""Verbs on accounts."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from regions import actions
from regions.models import AuditEvent, PasswordHistory, User
from regions.refusals import Conflict, Forbidden, Invalid
from tests.people import NOON, PASSWORD

GOOD = "Xinghua-2018-new"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def last_record():
    event = AuditEvent.objects.last()
    return event.act, event.actor, event.object_label


def test_a_new_account_must_change_its_first_password(administrator):
    user = actions.create_user(
        username="huangshi", name="李强", password=GOOD, by=administrator, at=NOON
    )
    assert user.check_password(GOOD)
    assert (user.must_change_password, user.password_changed_at) == (True, NOON)
    assert last_record() == ("account_created", "管平（administrator）", "李强（huangshi）")


def test_an_account_is_made_once(administrator, wuhan):
    with pytest.raises(Conflict, match="There is an account of that name already"):
        actions.create_user(username="wuhan", name="x", password=GOOD, by=administrator)


def test_the_installer_makes_the_first_account_at_the_console(db):
    actions.create_user(username="first", name="第一人", password=GOOD, by=None)
    assert last_record() == ("account_created", "", "第一人（first）")


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "manager", "auditor", "stranger"])
def test_only_administrators_keep_the_accounts(request, who, xiangyang):
    by = request.getfixturevalue(who)
    for verb in (actions.disable, actions.enable):
        with pytest.raises(Forbidden, match="Only an administrator"):
            verb(user=xiangyang, by=by)
    with pytest.raises(Forbidden):
        actions.create_user(username="x", name="x", password=GOOD, by=by)
    with pytest.raises(Forbidden):
        actions.set_password(user=xiangyang, password=GOOD, by=by)
    with pytest.raises(Forbidden):
        actions.change_details(user=xiangyang, name="x", email="", phone="", by=by)


def test_changed_details_are_recorded_old_and_new(administrator, wuhan):
    actions.change_details(
        user=wuhan, name="王芳芳", email="", phone="027-1", by=administrator, at=NOON
    )
    event = AuditEvent.objects.last()
    assert (event.act, event.old, event.new) == (
        "account_changed",
        {"name": "王芳", "phone": ""},
        {"name": "王芳芳", "phone": "027-1"},
    )


def test_unchanged_details_leave_no_record(administrator, wuhan):
    before = AuditEvent.objects.count()
    actions.change_details(user=wuhan, name="王芳", email="", phone="", by=administrator)
    assert AuditEvent.objects.count() == before


def test_an_account_is_closed_and_opened(administrator, wuhan):
    closed = actions.disable(user=wuhan, by=administrator, reason="调离")
    assert closed.is_active is False
    assert AuditEvent.objects.last().reason == "调离"
    with pytest.raises(Conflict):
        actions.disable(user=wuhan, by=administrator)
    assert actions.enable(user=wuhan, by=administrator).is_active is True
    assert last_record()[0] == "account_enabled"
    with pytest.raises(Conflict):
        actions.enable(user=wuhan, by=administrator)


def test_nobody_closes_their_own_account(administrator):
    with pytest.raises(Forbidden, match="their own"):
        actions.disable(user=administrator, by=administrator)


def lain(user, days, **fields):
    """The account has not been used for so many days."""
    then = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=user.pk).update(opened_at=then, last_login=then, **fields)


def test_accounts_idle_for_90_days_are_stopped(wuhan, wuhan2, xiangyang):
    lain(wuhan, 91)
    lain(wuhan2, 89)
    lain(xiangyang, 91, demonstration=True)
    assert actions.stop_idle() == [wuhan]
    assert User.objects.get(pk=wuhan.pk).is_active is False
    assert last_record() == ("account_stopped", "", "王芳（wuhan）")
    assert actions.stop_idle() == []


def test_an_idle_account_is_opened_anew(administrator, wuhan):
    lain(wuhan, 91)
    assert actions.enable(user=wuhan, by=administrator).is_idle(on=timezone.now()) is False


BAD = {
    "short": ("Ab1-cdefg", "at least 10"),
    "of two classes": ("abcdefgh12345", "three of"),
    "common": ("Password123", "too common"),
    "with the place": ("Hubei-2018-abc", "names of the province"),
    "with the name": ("Wangfang-1", "similar"),
    "long": ("Aa1" + "x" * 126, "at most 128"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_password_is_refused(administrator, stranger, what):
    password, why = BAD[what]
    stranger.username = "wangfang1"
    with pytest.raises(Invalid, match=why):
        actions.set_password(user=stranger, password=password, by=administrator)


def test_128_characters_are_a_password(administrator, wuhan):
    password = "Aa1" + "x" * 125
    assert actions.set_password(user=wuhan, password=password, by=administrator).check_password(
        password
    )


def test_none_of_the_last_five_passwords_is_taken_again(wuhan):
    several = [f"Xinghua-{number}-tests" for number in range(1, 6)]
    for day, password in enumerate(several):
        at = NOON + timedelta(days=day)
        actions.change_password(user=wuhan, password=password, by=wuhan, at=at)
    for password in several:
        with pytest.raises(Invalid, match="last five"):
            actions.change_password(user=wuhan, password=password, by=wuhan)
    actions.change_password(user=wuhan, password=PASSWORD, by=wuhan)
    assert PasswordHistory.objects.filter(user=wuhan).count() == 6


def test_the_present_password_is_not_taken_again_even_if_it_is_not_on_record(wuhan):
    with pytest.raises(Invalid, match="last five"):
        actions.change_password(user=wuhan, password=PASSWORD, by=wuhan)


def test_a_changed_password_need_not_be_changed(wuhan):
    user = actions.change_password(user=wuhan, password=GOOD, by=wuhan, at=NOON)
    assert (user.must_change_password, user.password_changed_at) == (False, NOON)
    assert last_record() == ("password_changed", "王芳（wuhan）", "王芳（wuhan）")


def test_a_password_from_the_administrator_must_be_changed(administrator, wuhan):
    user = actions.set_password(user=wuhan, password=GOOD, by=administrator)
    assert user.must_change_password is True
    assert last_record() == ("password_set", "管平（administrator）", "王芳（wuhan）")


def test_nobody_changes_anothers_password(wuhan, wuhan2):
    with pytest.raises(Forbidden):
        actions.change_password(user=wuhan, password=GOOD, by=wuhan2)


AGES = [(90, 91, True), (90, 89, False), (0, 5000, False), (30, 31, True)]


@pytest.mark.parametrize(("allowed", "old", "must"), AGES)
def test_passwords_age(settings, wuhan, allowed, old, must):
    settings.PASSWORD_AGE_DAYS = allowed
    wuhan.password_changed_at = NOON - timedelta(days=old)
    assert wuhan.must_choose_password(on=NOON) is must


def test_the_demonstrations_passwords_do_not_age(wuhan):
    wuhan.password_changed_at = NOON - timedelta(days=5000)
    wuhan.demonstration = True
    assert wuhan.must_choose_password(on=NOON) is False
