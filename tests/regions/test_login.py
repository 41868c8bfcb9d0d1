"""In and out: the same answer whether an account exists, a lock after five failures, a record."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regions import actions
from regions.models import AuditEvent, Membership, User
from tests.people import PASSWORD, client_of

LOGIN = "/accounts/login/"


def log_in(client, username, password=PASSWORD, **fields):
    return client.post(LOGIN, {"username": username, "password": password, **fields})


def is_in(client):
    return "_auth_user_id" in client.session


def acts(*names):
    events = AuditEvent.objects.filter(act__in=names).order_by("number")
    return [(e.act, e.actor, e.object_label, e.result) for e in events]


def test_the_right_password_opens_the_house(wuhan, client):
    answer = log_in(client, "wuhan")
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/", True)
    assert acts("login") == [("login", "王芳（wuhan）", "", "done")]
    assert User.objects.get(username="wuhan").last_login is not None


def test_one_goes_on_to_the_page_one_wanted(wuhan, client):
    assert log_in(client, "wuhan", next="/reports/?year=2018").url == "/reports/?year=2018"


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(wuhan, client, wanted):
    assert log_in(client, "wuhan", next=wanted).url == "/"


def test_an_unknown_account_and_a_wrong_password_get_the_same_answer(wuhan, client):
    pages = [log_in(Client(), name, "falsch") for name in ("wuhan", "nobody")]
    texts = [page.content.decode().replace("nobody", "wuhan") for page in pages]
    plain = [without_tokens(text) for text in texts]
    assert plain[0] == plain[1]
    assert [page.status_code for page in pages] == [200, 200]
    assert acts("login_failed") == [
        ("login_failed", "", "wuhan", "failed"),
        ("login_failed", "", "nobody", "failed"),
    ]


def without_tokens(text):
    tokens = ("csrfmiddlewaretoken", "CSRFToken", "nonce")
    return [line for line in text.splitlines() if not any(token in line for token in tokens)]


@pytest.mark.parametrize("fields", [{}, {"username": "wuhan"}, {"password": "x"}])
def test_an_empty_form_is_no_attempt(db, client, fields):
    assert client.post(LOGIN, fields).status_code == 200
    assert acts("login_failed") == []


@pytest.mark.parametrize("username", ["wuhan", "nobody"])
def test_five_failures_lock_the_account_whether_it_exists_or_not(db, username):
    codes = [log_in(Client(), username, "falsch").status_code for _ in range(6)]
    assert codes == [200, 200, 200, 200, 429, 429]
    assert [act[0] for act in acts("login_failed", "account_locked")] == [
        *["login_failed"] * 5,
        "account_locked",
        "login_failed",
    ]
    assert acts("login_failed")[-1][-1] == "locked"


def test_a_locked_account_stays_closed_to_the_right_password(wuhan, client):
    for _ in range(5):
        log_in(Client(), "wuhan", "falsch")
    assert log_in(client, "wuhan").status_code == 429
    assert not is_in(client)


def test_a_lock_closes_the_account_and_not_the_address(wuhan, wuhan2, client):
    for _ in range(5):
        log_in(client, "wuhan", "falsch")
    assert log_in(client, "wuhan2").status_code == 302


def test_a_lock_ends_after_fifteen_minutes_though_somebody_goes_on_trying(wuhan, client):
    for _ in range(5):
        log_in(client, "wuhan", "falsch")
    locked_at = AccessAttempt.objects.get().attempt_time
    log_in(client, "wuhan", "falsch")
    assert AccessAttempt.objects.get().attempt_time == locked_at
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(client, "wuhan").status_code == 302


def test_a_right_password_forgets_the_failures(wuhan):
    for _ in range(4):
        log_in(Client(), "wuhan", "falsch")
    log_in(Client(), "wuhan")
    assert log_in(Client(), "wuhan", "falsch").status_code == 200


def test_a_closed_account_gets_the_answer_of_a_wrong_password(administrator, wuhan, client):
    actions.disable(user=wuhan, by=administrator)
    assert (log_in(client, "wuhan").status_code, is_in(client)) == (200, False)


def test_an_idle_account_gets_it_too(wuhan, client):
    long_ago = timezone.now() - timedelta(days=91)
    User.objects.filter(pk=wuhan.pk).update(opened_at=long_ago, last_login=long_ago)
    assert (log_in(client, "wuhan").status_code, is_in(client)) == (200, False)


def test_whoever_logs_in_stops_the_accounts_that_lie_idle(wuhan, xiangyang, client):
    User.objects.filter(pk=xiangyang.pk).update(opened_at=timezone.now() - timedelta(days=91))
    log_in(client, "wuhan")
    assert acts("account_stopped") == [("account_stopped", "", "向明（xiangyang）", "done")]


def test_logging_out_ends_the_session_on_the_server(wuhan, client):
    log_in(client, "wuhan")
    cookie = client.cookies["sessionid"].value
    assert client.post(reverse("logout")).url == LOGIN
    assert acts("logout") == [("logout", "王芳（wuhan）", "", "done")]
    again = Client()
    again.cookies["sessionid"] = cookie
    assert again.get("/").url == f"{LOGIN}?next=%2F"


def test_nothing_is_logged_out_by_a_link(wuhan):
    client = client_of(wuhan)
    assert client.get(reverse("logout")).status_code == 405
    assert is_in(client)


def test_the_address_is_on_record(wuhan, client):
    log_in(client, "wuhan")
    assert AuditEvent.objects.get(act="login").address == "127.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "10.0.0.9", "127.0.0.1"),
        (1, "10.0.0.9", "10.0.0.9"),
        (1, "6.6.6.6, 10.0.0.9", "10.0.0.9"),
        (2, "6.6.6.6, 10.0.0.9, 10.0.0.1", "10.0.0.9"),
        (2, "10.0.0.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, wuhan, client, proxies, told, address):
    settings.PROXIES = proxies
    fields = {"username": "wuhan", "password": PASSWORD}
    client.post(LOGIN, fields, headers={"X-Forwarded-For": told})
    assert AuditEvent.objects.get(act="login").address == address


HOMES = {
    "wuhan": "/tasks/",
    "reviewer": "/tasks/",
    "manager": "/tasks/",
    "viewer": "/overview/",
    "auditor": "/audit/",
    "administrator": "/members/",
}


@pytest.mark.parametrize("who", HOMES)
def test_each_role_begins_on_its_own_page(request, who):
    answer = client_of(request.getfixturevalue(who)).get("/")
    assert (answer.status_code, answer.url) == (302, HOMES[who])


def test_who_is_not_logged_in_is_asked_to(db, client):
    assert client.get("/").url == f"{LOGIN}?next=%2F"


def test_who_has_no_role_is_told_so(stranger):
    assert client_of(stranger).get("/").status_code == 403


def test_who_lost_their_role_has_lost_it_with_the_next_request(administrator, wuhan):
    client = client_of(wuhan)
    assert client.get("/").status_code == 302
    actions.revoke(membership=Membership.objects.get(user=wuhan), by=administrator)
    assert client.get("/").status_code == 403
