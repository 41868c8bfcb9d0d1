"""Whatever a page asks of its address or of a form may hold anything: no page fails at it.

The names are those that a page was seen to ask for, so that a new one is in at once.
"""

import re
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.handlers import wsgi
from django.db import transaction
from django.http import QueryDict, request

from tests.people import client_of, person
from tests.permission_matrix import MODELS, PAGES, rows
from tests.played import four_quarters, keys_of_the_pages

PEOPLE = {"own": "wuhan", "reviewer": "reviewer", "manager": "manager", "auditor": "auditor",
          "administrator": "administrator"}  # fmt: skip
REFUSED = {403, 404}
VALUES = {
    "beyond any number": "9" * 5000,
    "beyond the database's": "-99999999999999999999",
    "before any day": "0001-01-01",
    "after the last day": "9999-12-31",
    "no words": b"\xff\xed\xa0\x80\xd9\xa3\r\n\x1f",  # no UTF-8, an Arabic digit, controls
}
WITHIN = {  # what a form is read for name by name, of which it asks only those that came
    "report-edit": ["value-420100-ELD_BEDS", "why-420100-ELD_BEDS", "seen-420100-ELD_BEDS"],
    "report-cells": ["value-420100-ELD_BEDS", "why-420100-ELD_BEDS", "seen-420100-ELD_BEDS"],
    "review-send-back": ["remark-420100-ELD_BEDS", "code-420100-ELD_BEDS"],
    "indicator-what-if": ["n-420100", "target"],
}
NEEDED = {
    "report-cells": {"who": lambda: person("wuhan").pk},
    "review-send-back": {"code": "wrong_data", "reason": "有误", "correct_until": "2099-01-01"},
    "review-reopen": {"code": "wrong_data", "reason": "有误", "correct_until": "2099-01-01"},
    "report-submit": {"responsible": "李局长"},
}


class Recording(QueryDict):
    """Notes what it is asked for."""

    asked: set[str] = set()

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.asked.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.asked.add(name)
        return super().getlist(name, default)


@pytest.fixture
def clients(db, rendered_once, monkeypatch):
    for module in (wsgi, request):
        monkeypatch.setattr(module, "QueryDict", Recording)
    found = {who: client_of(person(name)) for who, name in PEOPLE.items()}
    for client in found.values():
        client.raise_request_exception = False
    return found


def one_who_may(row):
    return next((who for who in PEOPLE if row.codes[who] not in REFUSED), None)


def send(client, method, path, fields):
    """The status, and what the page asked for; effects are undone."""
    Recording.asked = set()
    body = urlencode(
        {name: value() if callable(value) else value for name, value in fields.items()}
    )
    with transaction.atomic():
        if method == "GET":
            parts = urlsplit(path)
            answer = client.get(parts.path, query_params=QueryDict(f"{parts.query}&{body}"))
        else:
            answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
        list(answer)
        transaction.set_rollback(True)
    return answer.status_code, Recording.asked


def pages(method):
    """Each page once, with somebody who may open it."""
    found = {}
    for row in rows(PAGES):
        who = one_who_may(row)
        if row.method == method and who and (row.name not in found or "?" in row.path):
            found[row.name] = who, row
    return found.values()


def one_of_each(names):
    """Of a grid's names, which end in region and measure, one of each kind."""
    return {re.sub(r"-[0-9]{6}-\w+$", "", name): name for name in sorted(names)}.values()


def failures(clients, method, keys):
    """Pages that fail when one of the names that they ask for holds one of the values."""
    found = {}
    for who, row in pages(method):
        path, needed = row.path.format(**keys), NEEDED.get(row.name, {})
        _status, asked = send(clients[who], method, path, needed)
        for name in one_of_each({*asked, *WITHIN.get(row.name, [])} - {"csrfmiddlewaretoken"}):
            for value, text in VALUES.items():
                status, _asked = send(clients[who], method, path, {**needed, name: text})
                if status >= 500:
                    found[row.name, name, value] = status
    return found


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_page_fails_at_what_stands_in_a_name_that_it_asks_for(clients, method):
    four_quarters()
    assert failures(clients, method, keys_of_the_pages()) == {}


LISTS = [line.split()[0].replace(".", "/") for line in MODELS.strip().splitlines()]
OF_ACCOUNTS = {"regions/user", "regions/membership"}
QUERIES = [
    {"q": "'\"%\\", "o": "99.-99.x", "p": "9" * 5000},
    {"o": "9" * 5000, "e": "x"},
    {"password__startswith": "a"},
    {"user__password__startswith": "argon2"},
    {"id__in": "9" * 30, "_popup": "1"},
    {"_to_field": "password"},
    {"all": "", "_changelist_filters": "\ud7ff%00"},
]


def test_no_list_of_the_admin_fails_or_tells_what_it_does_not_show(clients):
    """A filter that is not offered is refused: 400, or the list without it (302)."""
    asked = {
        (model, *query): send(
            clients["administrator" if model in OF_ACCOUNTS else "manager"],
            "GET",
            f"/admin/{model}/",
            query,
        )[0]
        for model in LISTS
        for query in QUERIES
    }
    assert {one: code for one, code in asked.items() if code not in {200, 302, 400}} == {}
    hashes = {one: code for one, code in asked.items() if "password__startswith" in one[1]}
    assert {one for one, code in hashes.items() if code != 400} == set()
