"""Error pages: a sentence and a number that is found in the log; no trace, path or SQL."""

import logging
import re

import pytest
from django.test import Client
from django.urls import get_resolver

from regions.views import trail
from tests.people import client_of

NUMBER = re.compile(r"[0-9a-f]{8}")


def number_on(answer):
    found = re.search(r'class="error-number">[^<]*?([0-9a-f]{8})', answer.content.decode())
    return found[1] if found else None


def lines(caplog, status):
    return [r.getMessage() for r in caplog.records if f" {status} " in r.getMessage()]


def test_a_page_that_is_not_there(auditor, caplog):
    answer = client_of(auditor).get("/no/such/page/")
    assert (answer.status_code, answer.templates[0].name) == (404, "404.html")
    assert lines(caplog, 404) == [f"{number_on(answer)} 404 GET /no/such/page/"]


def test_a_page_that_is_not_for_one(wuhan, caplog):
    answer = client_of(wuhan).get("/audit/")
    assert (answer.status_code, answer.templates[0].name) == (403, "403.html")
    assert lines(caplog, 403) == [f"{number_on(answer)} 403 GET /audit/"]


def test_a_form_that_came_from_elsewhere(wuhan):
    client = Client(enforce_csrf_checks=True)
    client.force_login(wuhan)
    answer = client.post("/accounts/logout/")
    assert (answer.status_code, answer.context["stale"]) == (403, True)


@pytest.fixture
def broken(monkeypatch, auditor):
    def fail(*args):
        raise RuntimeError("SELECT secret FROM /srv/app")

    monkeypatch.setattr(trail, "present", fail)
    client = client_of(auditor)
    client.raise_request_exception = False
    return client


def test_a_program_that_fails(broken, caplog):
    answer = broken.get("/audit/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert ("secret" in page, "/srv" in page, "Traceback" in page) == (False, False, False)
    logged = [r for r in caplog.records if r.name == "minzheng" and r.levelno == logging.ERROR]
    assert [r.getMessage() for r in logged] == [f"{number_on(answer)} 500 GET /audit/"]
    assert "SELECT secret" in str(logged[0].exc_info[1])


def test_the_page_of_a_failure_needs_no_database(django_assert_num_queries, db, rf):
    with django_assert_num_queries(0):
        answer = get_resolver().resolve_error_handler(500)(rf.get("/"))
    assert (answer.status_code, bool(number_on(answer))) == (500, True)


def test_a_request_that_makes_no_sense(db, client):
    answer = client.get("/accounts/login/", headers={"Host": "a b"})
    assert (answer.status_code, "Traceback" in answer.content.decode()) == (400, False)
