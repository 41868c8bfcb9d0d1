"""The first account of an installation."""

import io

import pytest
from django.core.management import CommandError, call_command

from regions.management.commands import create_administrator
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
    monkeypatch.setattr(create_administrator.getpass, "getpass", lambda _prompt: next(answers))
    if made:
        assert create_administrator.ask() == GOOD
    else:
        with pytest.raises(CommandError, match="两次输入的密码不一致"):
            create_administrator.ask()
