"""How long a session lives, and what it must do first."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from regions import actions, sessions
from regions.models import AuditEvent, User
from tests.people import PASSWORD, client_of

NEW = "Xinghua-2018-new"
LOGIN = "/accounts/login/"
PASSWORDS = "/accounts/password/"


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test turns on; it begins now."""

    class Clock:
        now = timezone.now()

        def turn(self, **by):
            self.now += timedelta(**by)

    clock = Clock()
    monkeypatch.setattr(sessions.timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def client(auditor, clock):
    """Logged in by the test's clock: the real one may tick to the next second meanwhile."""
    client = client_of(auditor)
    client.get("/")
    return client


def is_in(client):
    return client.get("/").url == "/audit/"


def test_a_session_lies_idle_for_less_than_half_an_hour(client, clock):
    clock.turn(minutes=29, seconds=59)
    assert is_in(client)


def test_after_thirty_idle_minutes_it_is_over(client, clock):
    clock.turn(minutes=30)
    assert not is_in(client)
    assert Session.objects.count() == 0


def test_activity_keeps_it_alive_but_not_for_more_than_eight_hours(client, clock):
    for _ in range(23):
        clock.turn(minutes=20)
        assert is_in(client)
    clock.turn(minutes=20)
    assert not is_in(client)


def test_activity_is_stamped_at_most_once_a_minute(client, clock, django_assert_num_queries):
    stamps = set()
    for _ in range(4):
        clock.turn(seconds=25)
        client.get("/")
        stamps.add(client.session[sessions.SEEN])
    assert len(stamps) == 2  # the first minute's, and one at 75 seconds


def test_a_visitor_without_a_session_gets_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/")
    assert answer.cookies.keys() == set()


def test_a_disabled_person_is_out_with_the_next_request(client, administrator, auditor):
    actions.disable(user=auditor, by=administrator)
    assert not is_in(client)
    actions.enable(user=auditor, by=administrator)
    assert not is_in(client)


def test_the_session_of_a_closed_account_stays_dead_though_nobody_asked(
    client, administrator, auditor
):
    actions.disable(user=auditor, by=administrator)
    actions.enable(user=auditor, by=administrator)
    assert not is_in(client)


def change(client, old=PASSWORD, new=NEW, again=NEW):
    fields = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post(PASSWORDS, fields)


def test_a_changed_password_ends_every_other_session(client, auditor):
    other = client_of(auditor)
    before = client.cookies["sessionid"].value
    assert change(client).url == "/"
    assert is_in(client)
    assert not is_in(other)
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    assert AuditEvent.objects.filter(act="password_changed").count() == 1
    assert User.objects.get(pk=auditor.pk).check_password(NEW)


WRONG = [
    ({"old": "falsch"}, "old_password"),
    ({"again": "Other-2018-new"}, "new_password2"),
    ({"new": "short", "again": "short"}, "new_password2"),
    ({"new": PASSWORD, "again": PASSWORD}, "new_password1"),
]


@pytest.mark.parametrize(("fields", "at"), WRONG)
def test_a_password_that_will_not_do_changes_nothing(client, auditor, fields, at):
    answer = change(client, **fields)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [at])
    assert User.objects.get(pk=auditor.pk).check_password(PASSWORD)


def test_five_wrong_present_passwords_lock_the_account_for_the_login_too(client, auditor):
    codes = [change(client, old="falsch").status_code for _ in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    assert (change(client).status_code, User.objects.get(pk=auditor.pk).check_password(NEW)) == (
        429,
        False,
    )
    fields = {"username": "auditor", "password": PASSWORD}
    assert Client().post("/accounts/login/", fields).status_code == 429
    acts = AuditEvent.objects.filter(act__in=["password_failed", "account_locked"])
    me = str(acts[0].actor)
    assert me.endswith("（auditor）")
    assert list(acts.order_by("number").values_list("act", "actor", "object_label", "result")) == [
        *[("password_failed", me, "auditor", "failed")] * 5,
        ("account_locked", me, "auditor", "done"),
        ("password_failed", me, "auditor", "locked"),
    ]


def test_failures_at_the_login_and_at_the_change_of_the_password_count_together(client, auditor):
    for _ in range(3):
        Client().post("/accounts/login/", {"username": "auditor", "password": "falsch"})
    assert [change(client, old="falsch").status_code for _ in range(2)] == [200, 429]


def test_an_empty_present_password_is_no_attempt(client, auditor):
    assert [change(client, old="").status_code for _ in range(6)] == [200] * 6
    assert AuditEvent.objects.filter(act="password_failed").count() == 0


@pytest.fixture
def fresh(client, auditor):
    """An account as the administrator gave it."""
    User.objects.filter(pk=auditor.pk).update(must_change_password=True)
    return client


@pytest.mark.parametrize("path", ["/", "/audit/", "/admin/", "/tasks/"])
def test_a_first_password_is_changed_before_anything_else(fresh, path):
    assert fresh.get(path).url == PASSWORDS


def test_a_part_of_a_page_sends_the_whole_page_there(fresh):
    answer = fresh.get("/audit/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, PASSWORDS)


def test_after_it_is_changed_one_is_at_home(fresh):
    assert change(fresh).url == "/"
    assert is_in(fresh)


def test_one_may_leave_instead(fresh):
    assert fresh.post("/accounts/logout/").url == LOGIN


def test_an_old_password_is_changed_first(client, auditor):
    then = timezone.now() - timedelta(days=91)
    User.objects.filter(pk=auditor.pk).update(password_changed_at=then)
    assert client.get("/").url == PASSWORDS


WANTED = [
    ("get", "/audit/?act=login", {}, "%2Faudit%2F%3Fact%3Dlogin"),
    ("post", "/members/grant/", {"Referer": "http://testserver/members/"}, "%2Fmembers%2F"),
    ("post", "/members/grant/", {"Referer": "http://example.org/members/"}, "%2F"),
    ("post", "/members/grant/", {}, "%2F"),
]


@pytest.mark.parametrize(("method", "path", "headers", "wanted"), WANTED)
def test_after_the_log_in_one_is_back_on_the_page_one_looked_at(db, method, path, headers, wanted):
    answer = getattr(Client(), method)(path, headers=headers)
    assert (answer.status_code, answer.url) == (302, f"{LOGIN}?next={wanted}")


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/audit/?act=login"}
    answer = Client().get("/audit/", headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (
        200,
        f"{LOGIN}?next=%2Faudit%2F%3Fact%3Dlogin",
    )


def test_a_program_is_told_that_it_must_log_in(db):
    answer = Client().get("/audit/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"login": LOGIN})
