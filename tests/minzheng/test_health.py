"""The health check."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from tests.people import client_of


def test_it_answers_while_the_database_does(db, client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_reads_no_session_and_no_person(wuhan, django_assert_num_queries):
    client = client_of(wuhan)
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert (answer.cookies.keys(), answer.headers.get("Vary")) == (set(), None)


def test_it_is_asked_under_any_name(db, client):
    assert client.get("/healthz", headers={"Host": "10.1.2.3"}).status_code == 200


def test_without_a_database_it_says_so(monkeypatch, client):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"database\n")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_looked_at(db, method):
    assert getattr(Client(), method)("/healthz").status_code == 405
