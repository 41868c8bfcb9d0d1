"""中文 by default, English on request."""

import pytest
from django.test import Client

from tests.people import client_of

LOGIN = "/accounts/login/"


def language(client, **headers):
    return client.get(LOGIN, headers=headers).headers["Content-Language"]


@pytest.mark.parametrize("preferred", ["en", "en-US,en;q=0.9", "de", "zh-CN", ""])
def test_the_browsers_preference_decides_nothing(db, preferred):
    assert language(Client(), **{"Accept-Language": preferred}) == "zh-hans"


def test_english_is_chosen_and_stays_chosen(db, client):
    answer = client.post("/language/", {"language": "en", "next": LOGIN})
    assert answer.url == LOGIN
    assert language(client) == "en"
    assert "<title>Log in" in client.get(LOGIN).content.decode()
    client.post("/language/", {"language": "zh-hans"})
    assert language(client) == "zh-hans"
    assert "<title>登录" in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("chosen", ["fr", "", "../../etc"])
def test_another_language_changes_nothing(db, client, chosen):
    client.post("/language/", {"language": chosen})
    assert language(client) == "zh-hans"


def test_a_forged_cookie_changes_nothing(db, client):
    client.cookies["django_language"] = "xx"
    assert language(client) == "zh-hans"


def test_a_link_changes_nothing(db, client):
    assert client.get("/language/?language=en").status_code == 405


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/"])
def test_nobody_is_sent_elsewhere(db, client, wanted):
    assert client.post("/language/", {"language": "en", "next": wanted}).url == "/"


def test_people_who_are_in_choose_too(auditor):
    client = client_of(auditor)
    client.post("/language/", {"language": "en", "next": "/audit/"})
    assert "<h1>Audit trail" in client.get("/audit/").content.decode()
