"""What every answer says to the browser."""

import re

import pytest
from django.test import Client, override_settings

from minzheng import settings as product
from tests.people import client_of

PATHS = ["/", "/audit/", "/members/", "/admin/", "/no/such/page/", "/accounts/password/"]


@pytest.mark.parametrize("path", PATHS)
def test_pages_of_people_are_kept_nowhere(auditor, path):
    kept = client_of(auditor).get(path).headers["Cache-Control"]
    assert {"no-store", "private"} <= set(kept.split(", "))


def test_nor_is_the_log_in(db, client):
    assert "no-store" in client.get("/accounts/login/").headers["Cache-Control"]


def policy(answer):
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", ["/accounts/login/", "/audit/", "/admin/", "/no/such/page/"])
def test_only_our_own_code_and_styles_are_let_in(auditor, path):
    said = policy(client_of(auditor).get(path))
    assert said["default-src"] == ["'none'"]
    assert {*said["script-src"], *said["style-src"]} - {"'self'"} <= nonces(said)
    assert [v for values in said.values() for v in values if "unsafe" in v or ":/" in v] == []


def nonces(said):
    return {value for value in said["script-src"] if re.fullmatch(r"'nonce-[\w+/=-]{16,}'", value)}


EVERYWHERE = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Language": "zh-hans",
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_header_stands_on_every_page(db, client, name):
    assert client.get("/accounts/login/").headers[name] == EVERYWHERE[name]


def test_no_page_asks_for_a_camera(db, client):
    assert "camera=()" in client.get("/accounts/login/").headers["Permissions-Policy"]


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000)
def test_in_production_only_tls_is_spoken(db):
    answer = Client().get("/accounts/login/")
    assert (answer.status_code, answer.url) == (301, "https://testserver/accounts/login/")
    said = Client().get("/accounts/login/", secure=True).headers["Strict-Transport-Security"]
    assert said.startswith("max-age=31536000")


def test_cookies_are_not_for_scripts_nor_for_others(wuhan):
    client = client_of(wuhan)
    client.get("/accounts/password/")
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert product.SESSION_COOKIE_AGE == 8 * 3600
