"""What is refused to a person is on record, once for each page and hour."""

import pytest
from django.test import Client

from regions import denials
from regions.models import AuditEvent
from tests.people import client_of


def denied():
    events = AuditEvent.objects.filter(act="denied").order_by("number")
    return [(e.actor, e.object_label, e.new["status"]) for e in events]


def test_a_page_closed_to_the_role_is_on_record_once(wuhan):
    client = client_of(wuhan)
    assert [client.get("/audit/").status_code for _ in range(3)] == [403, 403, 403]
    assert client.get("/audit/?act=login").status_code == 403
    assert denied() == [("王芳（wuhan）", "/audit/", 403)]
    event = AuditEvent.objects.get(act="denied")
    assert (event.result, event.new["method"], event.address) == ("denied", "GET", "127.0.0.1")


def test_each_person_and_page_has_its_record(wuhan, xiangyang):
    for person in (wuhan, xiangyang):
        for path in ("/audit/", "/members/"):
            client_of(person).get(path)
    assert denied() == [
        ("王芳（wuhan）", "/audit/", 403),
        ("王芳（wuhan）", "/members/", 403),
        ("向明（xiangyang）", "/audit/", 403),
        ("向明（xiangyang）", "/members/", 403),
    ]


def test_an_hour_later_it_is_on_record_again(wuhan, monkeypatch):
    client = client_of(wuhan)
    client.get("/audit/")
    monkeypatch.setattr(denials, "ONCE_IN", denials.ONCE_IN * 0)
    client.get("/audit/")
    assert len(denied()) == 2


def test_a_foreign_object_is_on_record(auditor):
    client_of(auditor).get("/audit/?act=nonsense")
    assert denied() == [("纪明（auditor）", "/audit/", 404)]


def test_an_address_that_leads_nowhere_is_not(wuhan):
    assert client_of(wuhan).get("/no/such/page/").status_code == 404
    assert denied() == []


def test_a_stranger_is_asked_to_log_in_and_leaves_no_record(db):
    assert Client().get("/audit/").status_code == 302
    assert denied() == []


@pytest.mark.parametrize("path", ["/audit/", "/members/"])
def test_the_page_says_so_in_a_sentence(wuhan, path):
    page = client_of(wuhan).get(path).content.decode()
    assert "您的角色不能打开此页面或进行此操作。" in page
