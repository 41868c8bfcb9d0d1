"""Every URL of the product answers every person as the matrix says; none stands outside it."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from indicators.exchange.importing import preview
from indicators.plan.models import CheckRule, Indicator, Measure, Target
from regions import actions
from regions.models import Membership, Notice
from tests.indicators.reporting import quarter
from tests.people import client_of, person
from tests.permission_matrix import ADMIN, MODELS, PAGES, PEOPLE, WHO_MATTERS, model_rows, rows

SHORT = {
    "wuhan": "/reports/2020Q2/420100",
    "approved": "/reports/2020Q1/420100",
    "own_why": "/indicators/ELD_BEDS_PER_1000/why/?region=420100&basis=provisional",
    "figures": "what=figures&period=2020Q4&layout=long&basis=official&format=csv",
    "audit": "what=audit&period=2020Q4&layout=long&basis=official&format=csv",
}
PARTS = {"own": "wuhan", "sibling": "xiangyang"}


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
    """The session of each person."""
    clients = {who: client_of(person(PARTS.get(who, who))) for who in PEOPLE[1:-1]}
    clients |= {"nobody": Client(), "disabled": client_of(person("wuhan2"))}
    actions.disable(user=person("wuhan2"), by=administrator)
    return {who: client.cookies for who, client in clients.items()}


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


def asked(cookies, method, path):
    """The status of one request, whose effects are undone."""
    client = Client()
    client.cookies.load({name: morsel.value for name, morsel in cookies.items()})
    with transaction.atomic():
        answer = getattr(client, method.lower())(path)
        list(answer)  # to its end: a file is closed then
        transaction.set_rollback(True)
    return answer.status_code


def answers(table, cookies, keys, people=PEOPLE):
    return {
        row[:3]: tuple(asked(cookies[who], row.method, row.path.format(**keys)) for who in people)
        for row in table
    }


def expected(table):
    return {row[:3]: row.codes for row in table}


def test_the_pages_answer_as_the_matrix_says(reports, cookies, keys):
    table = rows(PAGES)
    assert answers(table, cookies, keys["pages"]) == expected(table)


def test_the_admin_answers_as_the_matrix_says(cookies, keys):
    table = rows(ADMIN)
    assert answers(table, cookies, keys["admin"]) == expected(table)


def test_each_model_in_the_admin_answers_as_the_matrix_says(cookies, keys):
    table = model_rows()
    assert answers(table, cookies, keys["admin"], WHO_MATTERS) == expected(table)


def names_of(patterns, namespace=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern.url_patterns, pattern.namespace or namespace)
        elif pattern.name:
            yield namespace, pattern.name


def test_no_url_stands_outside_the_matrix():
    known = {("", row.name) for row in rows(PAGES)}
    known |= {("admin", row.name) for row in rows(ADMIN) + model_rows()}
    shown_while_debugging = {("", "gallery")}
    assert known == set(names_of(get_resolver().url_patterns)) - shown_while_debugging


def test_every_url_of_our_own_has_a_name():
    unnamed = [p for p in get_resolver().url_patterns if not hasattr(p, "url_patterns")]
    assert [str(p.pattern) for p in unnamed if not p.name] == []
