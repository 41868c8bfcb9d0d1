"""Notices: once a day, one's own, unread first, read by opening."""

from datetime import timedelta

import pytest

from regions import notices
from regions.models import Notice
from regions.notices import Told
from tests.people import NOON, client_of, person

pytestmark = pytest.mark.django_db


def told(username, kind="due_week", subject="report 2018Q3/420100", link="/tasks/"):
    return Told(person(username), kind, subject, f"{kind} {subject}", link)


def test_a_thing_is_told_once_a_day():
    assert len(notices.tell([told("wuhan"), told("wuhan"), told("wuhan2")], at=NOON)) == 2
    assert notices.tell([told("wuhan")], at=NOON) == []
    assert len(notices.tell([told("wuhan")], at=NOON + timedelta(days=1))) == 1
    assert Notice.objects.count() == 3


def test_the_list_is_ones_own_the_unread_first():
    notices.tell([told("wuhan", kind) for kind in ("a", "b", "c")], at=NOON)
    notices.tell([told("xiangyang")], at=NOON)
    notices.read(Notice.objects.filter(kind="c"))
    page = client_of(person("wuhan")).get("/notices/")
    assert [notice.kind for notice in page.context["page"]] == ["b", "a", "c"]


def test_opening_one_reads_it_and_leads_to_its_object():
    notices.tell([told("wuhan", link="/reports/")], at=NOON)
    notice = Notice.objects.get()
    client = client_of(person("wuhan"))
    assert client.post(f"/notices/{notice.pk}/read/").url == "/reports/"
    assert Notice.objects.get().read_at is not None
    assert client_of(person("xiangyang")).post(f"/notices/{notice.pk}/read/").status_code == 404


def test_all_are_read_at_once():
    notices.tell([told("wuhan", kind) for kind in ("a", "b")], at=NOON)
    notices.tell([told("xiangyang")], at=NOON)
    client_of(person("wuhan")).post("/notices/read/")
    assert [n.user.username for n in Notice.objects.unread()] == ["xiangyang"]


def test_the_header_counts_what_is_unread():
    client = client_of(person("wuhan"))
    assert 'class="count"' not in client.get("/notices/").content.decode().split("<main")[0]
    notices.tell([told("wuhan", kind) for kind in ("a", "b")], at=NOON)
    assert '<strong class="count">2<' in client.get("/notices/").content.decode()


def test_without_any_the_page_says_what_will_be_told_here():
    assert (
        "报表到期、逾期或退回时在此通知。"
        in client_of(person("auditor")).get("/notices/").content.decode()
    )
