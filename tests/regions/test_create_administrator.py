"""The first account of an installation."""

import io

import pytest
from django.core.management import CommandError, call_command

from regions.management import asking
from regions.models import AuditEvent, Membership, Region, User

GOOD = "Xinghua-2018-new"


def create(monkeypatch, username="first", name="第一人", password=GOOD):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    call_command("create_administrator", username, "--name", name, stdout=out)
    return out.getvalue()


def test_the_first_administrator_is_made_at_the_console(db, monkeypatch):
    assert create(monkeypatch) == "已建立账号first。\n"
    user = User.objects.get(username="first")
    assert (user.check_password(GOOD), user.must_change_password) == (True, True)
    held = Membership.objects.get(user=user)
    assert (held.role, held.region.code, held.granted_by) == ("administrator", "420000", None)
    acts = AuditEvent.objects.order_by("-number").values_list("act", "actor")[:2]
    assert list(acts) == [("role_granted", ""), ("account_created", "")]


BAD = [
    ({"username": "wuhan"}, "已有同名账号。"),
    ({"password": "short"}, "密码"),
    ({"name": "长" * 61}, "60"),
]


@pytest.mark.parametrize(("options", "why"), BAD)
def test_a_bad_account_is_refused_whole(db, monkeypatch, options, why):
    before = (User.objects.count(), AuditEvent.objects.count())
    with pytest.raises(CommandError, match=why) as refusal:
        create(monkeypatch, **options)
    assert refusal.value.returncode == 2
    assert (User.objects.count(), AuditEvent.objects.count()) == before


def test_without_a_region_there_is_no_administrator(db, monkeypatch):
    monkeypatch.setattr(Region.objects, "provinces", Region.objects.none)
    with pytest.raises(CommandError, match="请先载入规划"):
        create(monkeypatch)


@pytest.mark.parametrize(("again", "made"), [(GOOD, True), ("other", False)])
def test_at_a_terminal_the_password_is_asked_for_twice(db, monkeypatch, again, made):
    answers = iter([GOOD, again])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(asking.getpass, "getpass", lambda _prompt: next(answers))
    if made:
        assert asking.ask_password() == GOOD
    else:
        with pytest.raises(CommandError, match="两次输入的密码不一致"):
            asking.ask_password()


def change(monkeypatch, username, password=GOOD):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    call_command("changepassword", username, stdout=out)
    return out.getvalue()


def test_a_forgotten_password_is_set_at_the_console(wuhan, monkeypatch):
    assert change(monkeypatch, "wuhan") == "已重置wuhan的密码。\n"
    user = User.objects.get(pk=wuhan.pk)
    assert (user.check_password(GOOD), user.must_change_password) == (True, True)
    assert AuditEvent.objects.last().act == "password_set"


@pytest.mark.parametrize(
    ("username", "password", "why"), [("nobody", GOOD, "没有账号"), ("wuhan", "short", "密码")]
)
def test_a_senseless_change_is_refused(db, monkeypatch, username, password, why):
    with pytest.raises(CommandError, match=why) as refusal:
        change(monkeypatch, username, password)
    assert refusal.value.returncode == 2
