"""Every URL of the product answers every person as the matrix says; none stands outside it."""

from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from regions import actions
from regions.models import Membership, Region, User
from tests.addresses import addresses
from tests.people import PASSWORD, client_of, person
from tests.permission_matrix import ADMIN, PAGES, PEOPLE, model_rows, rows
from tests.played import four_quarters, keys_of_the_admin, keys_of_the_pages

pytestmark = pytest.mark.usefixtures("rendered_once")
PARTS = {"own": "wuhan", "colleague": "wuhan2", "sibling": "xiangyang"}
NEWCOMERS = {
    "disabled": "reporter", "transferred": "reporter", "upper": "reviewer", "head": "viewer"
}  # fmt: skip


@pytest.fixture
def cookies(db, administrator):
    """The session of each person, begun before one was transferred and another disabled."""
    newcomers = {who: newcomer(who, role) for who, role in NEWCOMERS.items()}
    people = {who: newcomers.get(who) or person(PARTS.get(who, who)) for who in PEOPLE[1:]}
    sessions = {who: client_of(user).cookies for who, user in people.items()}
    xiangyang = Region.objects.get(code="420600")
    held = newcomers["transferred"].memberships.get()
    actions.transfer(membership=held, region=xiangyang, by=administrator)
    actions.disable(user=newcomers["disabled"], by=administrator)
    return {"nobody": Client().cookies, **sessions}


def newcomer(name, role):
    """One more person of Wuhan's."""
    user = User.objects.create_user(name, PASSWORD, name=name, must_change_password=False)
    Membership.objects.create(user=user, region=Region.objects.get(code="420100"), role=role)
    return user


class Asking:
    """One browser for everybody, with the cookies of whoever asks."""

    def __init__(self, cookies):
        self.client, self.cookies = Client(), cookies

    def status(self, who, method, path):
        """The status of one request, whose effects are undone."""
        self.client.cookies = SimpleCookie({k: m.value for k, m in self.cookies[who].items()})
        with transaction.atomic():
            answer = getattr(self.client, method.lower())(path)
            list(answer)  # to its end: a file is closed then
            transaction.set_rollback(True)
        return answer.status_code

    def surprises(self, table, keys):
        """Who got what instead of what the matrix says."""
        asked = {
            (row.method, row.path, who): (
                self.status(who, row.method, row.path.format(**keys)),
                code,
            )
            for row in table
            for who, code in row.codes.items()
        }
        return {one: codes for one, codes in asked.items() if codes[0] != codes[1]}


def test_the_pages_answer_as_the_matrix_says(db, cookies):
    four_quarters()
    assert Asking(cookies).surprises(rows(PAGES), keys_of_the_pages()) == {}


def test_the_admin_answers_as_the_matrix_says(cookies):
    assert Asking(cookies).surprises(rows(ADMIN), keys_of_the_admin()) == {}


def test_each_model_in_the_admin_answers_as_the_matrix_says(cookies):
    assert Asking(cookies).surprises(model_rows(), keys_of_the_admin()) == {}


def test_no_url_stands_outside_the_matrix():
    known = {("", row.name) for row in rows(PAGES)}
    known |= {("admin", row.name) for row in rows(ADMIN) + model_rows()}
    assert known == {(one.room, one.name) for one in addresses()}


def test_every_url_of_our_own_has_a_name():
    unnamed = [p for p in get_resolver().url_patterns if not hasattr(p, "url_patterns")]
    assert [str(p.pattern) for p in unnamed if not p.name] == []
