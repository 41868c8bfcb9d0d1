"""The page of the audit trail."""

import ast
from datetime import timedelta

import pytest

from indicators.reporting.models import ReasonCode
from regions.acts import ACTS, REASONS, RESULTS, worded_reason
from regions.audit import acting
from regions.refusals import Refused
from tests.people import NOON, client_of
from tests.sources import python_files, tree


@pytest.fixture
def trail(wuhan, xiangyang, administrator):
    """Three people's acts on three days."""
    days = ((wuhan, "login", 0), (wuhan, "logout", 1), (xiangyang, "login", 1))
    for by, act, day in days:
        with acting(by=by, at=NOON + timedelta(days=day)) as acts:
            acts.record(act, object_type="user")
    with acting(by=administrator, at=NOON + timedelta(days=2)) as acts:
        acts.record(
            "role_granted",
            object_type="membership",
            object_label="王芳（wuhan）",
            region_code="420100",
            old={"name": "旧"},
            new={"role": "reporter"},
            reason="轮岗",
        )


def found(auditor, query=""):
    answer = client_of(auditor).get(f"/audit/{query}")
    assert answer.status_code == 200
    return [(line.event.act, line.event.actor[:2]) for line in answer.context["lines"]]


ALL = [("role_granted", "管平"), ("login", "向明"), ("logout", "王芳"), ("login", "王芳")]
QUERIES = {
    "?act=login": [("login", "向明"), ("login", "王芳")],
    "?person=王": [("role_granted", "管平"), ("logout", "王芳"), ("login", "王芳")],
    "?person=xiangyang": [("login", "向明")],
    "?region=420100": [("role_granted", "管平")],
    "?since=2018-10-11&until=2018-10-11": [("login", "向明"), ("logout", "王芳")],
    "?act=login&person=王芳": [("login", "王芳")],
    "?act=backup": [],
}


def test_the_newest_records_come_first(auditor, trail):
    assert found(auditor)[:4] == ALL


@pytest.mark.parametrize("query", QUERIES)
def test_the_trail_is_searched(auditor, trail, query):
    assert found(auditor, query) == QUERIES[query]


WRONG = ["?act=x", "?region=420199", "?since=gestern", "?before=0", "?before=x", "?sort=act"]


@pytest.mark.parametrize("query", WRONG)
def test_what_cannot_be_asked_is_not_found(auditor, query):
    assert client_of(auditor).get(f"/audit/{query}").status_code == 404


def test_a_long_trail_is_read_page_by_page(auditor, wuhan):
    with acting(by=wuhan, at=NOON) as acts:
        for number in range(60):
            acts.record("login", object_label=f"{number:02}")
    client = client_of(auditor)
    first = client.get("/audit/?act=login")
    assert (len(first.context["lines"]), first.context["newest"]) == (50, True)
    second = client.get(f"/audit/?act=login&before={first.context['older']}")
    labels = [line.event.object_label for line in second.context["lines"]]
    assert labels == [f"{number:02}" for number in range(9, -1, -1)]
    assert (second.context["older"], second.context["newest"]) == (None, False)


def test_a_record_is_shown_in_words(auditor, trail):
    line = client_of(auditor).get("/audit/?act=role_granted").context["lines"][0]
    changes = [change[:3] for change in line.changes]
    assert (line.act, line.region, changes, line.result) == (
        "授予角色",
        "武汉市",
        [("姓名", "旧", ""), ("角色", "", "填报员")],
        "完成",
    )


@pytest.mark.parametrize("number", [1, 40])
def test_the_page_takes_as_many_queries_for_many_records(
    auditor, wuhan, number, django_assert_num_queries
):
    with acting(by=wuhan, at=NOON) as acts:
        for _ in range(number):
            acts.record("login", region_code="420100")
    client = client_of(auditor)
    client.get("/audit/")
    with django_assert_num_queries(8):
        client.get("/audit/?act=login")


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "manager", "viewer", "administrator"])
def test_only_auditors_see_the_trail(request, who):
    assert client_of(request.getfixturevalue(who)).get("/audit/").status_code == 403


def recorded_acts():
    """The acts that the code names where it records them."""
    for name in python_files(product_only=True):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield first.value


def recorded_results():
    """The results that the code names, and those of what verbs refuse with."""
    for name in python_files(product_only=True):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.keyword) and node.arg == "result":
                parts = ast.walk(node.value)
                yield from (p.value for p in parts if isinstance(p, ast.Constant))
    waiting = [Refused]
    while waiting:
        kind = waiting.pop()
        yield kind.code
        waiting += kind.__subclasses__()


def test_every_result_has_a_word():
    assert {str(code) for code in recorded_results()} ^ RESULTS.keys() == set()


def test_every_code_of_a_reviewers_reason_has_its_word():
    assert {code: str(word) for code, word in REASONS.items()} == dict(ReasonCode.choices)


REASONED = {
    "wrong_scope 按口径核对": "口径不符：按口径核对",
    "other": "其他",
    "otherwise 轮岗": "otherwise 轮岗",
    "": "",
}


@pytest.mark.parametrize("stored", REASONED)
def test_a_reason_is_told_in_words(stored):
    assert worded_reason(stored) == REASONED[stored]


def test_a_place_that_the_object_names_is_not_told_twice(auditor, wuhan):
    with acting(by=wuhan, at=NOON) as acts:
        facts = {"region_code": "420100", "period": "2018Q3"}
        acts.record("submit", object_label="2018Q3 武汉市", **facts)
        acts.record("import_previewed", object_label="床位.xlsx", **facts)
    lines = client_of(auditor).get("/audit/").context["lines"][:2]
    assert [line.place for line in lines] == ["武汉市 2018Q3", ""]


def test_every_act_that_is_recorded_has_a_name():
    assert set(recorded_acts()) - ACTS.keys() == set()
