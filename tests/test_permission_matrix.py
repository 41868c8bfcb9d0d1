"""Every URL of the product answers every person as the matrix says; none stands outside it."""

import io
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from django.utils.safestring import mark_safe

from indicators.exchange.importing import preview
from indicators.plan.models import CheckRule, Indicator, Measure, Target
from regions import actions
from regions.models import Membership, Notice, Region, User
from tests.addresses import addresses
from tests.indicators.reporting import quarter
from tests.people import PASSWORD, client_of, person
from tests.permission_matrix import ADMIN, MODELS, PAGES, PEOPLE, model_rows, rows

SHORT = {
    "wuhan": "/reports/2020Q2/420100",
    "approved": "/reports/2020Q1/420100",
    "own_why": "/indicators/ELD_BEDS_PER_1000/why/?region=420100&basis=provisional",
    "figures": "what=figures&period=2020Q4&layout=long&basis=official&format=csv",
    "audit": "what=audit&period=2020Q4&layout=long&basis=official&format=csv",
}
PARTS = {"own": "wuhan", "colleague": "wuhan2", "sibling": "xiangyang"}
NEWCOMERS = {
    "disabled": "reporter", "transferred": "reporter", "upper": "reviewer", "head": "viewer"
}  # fmt: skip


@pytest.fixture
def reports(db):
    """Four quarters whose days lie in the future, for the pages look at the real clock."""
    now, today = timezone.now(), timezone.localdate()
    days = {"due": today + timedelta(days=6), "locks": today + timedelta(days=20)}
    for number in range(1, 5):
        quarter.opened(f"2020Q{number}", at=now, **days)
    quarter.approved(quarter.report_of(period="2020Q1"), at=now)
    quarter.in_review(quarter.report_of(period="2020Q2"), at=now)
    quarter.submitted(quarter.report_of(period="2020Q3"), at=now)


@pytest.fixture
def batch(reports, wuhan):
    """A file of Wuhan's that waits to be confirmed."""
    text = "地区代码,填报期,数据项代码,数值\n420100,2020Q4,{code},1\n"
    code = quarter.plausible(quarter.report_of(period="2020Q4"))[0].measure
    file = io.BytesIO(text.format(code=code).encode())
    return preview(file=file, name="数据.csv", by=wuhan)


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


@pytest.fixture
def keys(batch):
    """What stands for the braces in the matrix's paths."""
    CheckRule.objects.create(
        code="R", measure=Measure.objects.first(), operator="at_most", severity="soft"
    )
    models = [apps.get_model(line.split()[0]) for line in MODELS.strip().splitlines()]
    first = {m._meta.model_name: getattr(m.objects.first(), "pk", 0) for m in models}
    indicator = Indicator.objects.active().first().code
    held = Membership.objects.get(user__username="wuhan").pk
    told = Notice.objects.create(
        user=person("wuhan"), kind="due_week", day=timezone.localdate(), text="还有 6 天"
    )
    pages = {
        "notice": told.pk,
        "indicator": indicator,
        "divided": Target.objects.filter(indicator__aggregation="sum").first().indicator.code,
        "membership": held,
        "batch": batch.pk,
        **SHORT,
    }
    return {"pages": pages, "admin": first}


@pytest.fixture(autouse=True)
def rendered_once(monkeypatch):
    """Each template for each person: refusals look alike, and what stands there is others' test."""
    render, seen = Template.render, set()

    def once(template, context=None, request=None):
        place = template.template.name, getattr(getattr(request, "user", None), "pk", None)
        if place in seen:
            return mark_safe("")
        seen.add(place)
        return render(template, context, request)

    monkeypatch.setattr(Template, "render", once)


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


def test_the_pages_answer_as_the_matrix_says(reports, cookies, keys):
    assert Asking(cookies).surprises(rows(PAGES), keys["pages"]) == {}


def test_the_admin_answers_as_the_matrix_says(cookies, keys):
    assert Asking(cookies).surprises(rows(ADMIN), keys["admin"]) == {}


def test_each_model_in_the_admin_answers_as_the_matrix_says(cookies, keys):
    assert Asking(cookies).surprises(model_rows(), keys["admin"]) == {}


def test_no_url_stands_outside_the_matrix():
    known = {("", row.name) for row in rows(PAGES)}
    known |= {("admin", row.name) for row in rows(ADMIN) + model_rows()}
    assert known == {(one.room, one.name) for one in addresses()}


def test_every_url_of_our_own_has_a_name():
    unnamed = [p for p in get_resolver().url_patterns if not hasattr(p, "url_patterns")]
    assert [str(p.pattern) for p in unnamed if not p.name] == []
