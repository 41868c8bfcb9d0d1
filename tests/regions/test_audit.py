"""The trail's one way in: in the transaction of the act, last, chained."""

import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction

from regions import audit
from regions.audit import GENESIS, acting, digest, first_bad
from regions.models import AuditEvent, User
from tests.people import NOON
from tests.sources import ROOT


def acts():
    return [event.act for event in AuditEvent.objects.exclude(act="plan_loaded")]


def rename(user, name):
    User.objects.filter(pk=user.pk).update(name=name)


def test_an_act_and_its_record_are_one(wuhan):
    with acting(by=wuhan, at=NOON) as said:
        rename(wuhan, "改名")
        said.record("account_changed", object_label="x", new={"name": "改名"})
    event = AuditEvent.objects.last()
    assert (event.at, event.actor_id, event.actor) == (NOON, wuhan.pk, "王芳（wuhan）")
    assert event.result == "done"


def renaming(user, *, then=None, **facts):
    with acting(by=user) as said:
        rename(user, "改名")
        said.record("account_changed", **facts)
        if then:
            raise then


def test_an_act_that_fails_leaves_no_record(wuhan):
    with pytest.raises(RuntimeError):
        renaming(wuhan, then=RuntimeError)
    assert (acts(), User.objects.get(pk=wuhan.pk).name) == ([], "王芳")


def test_a_record_that_cannot_be_written_undoes_the_act(wuhan):
    with pytest.raises(TypeError):
        renaming(wuhan, new={"name": object()})
    assert (acts(), User.objects.get(pk=wuhan.pk).name) == ([], "王芳")


def test_verbs_within_a_verb_write_at_its_end_in_order(wuhan, manager):
    with acting(by=wuhan) as outer:
        outer.record("first")
        with acting(by=manager) as inner:
            inner.record("second")
        assert acts() == []
        outer.record("third")
    assert acts() == ["first", "second", "third"]
    assert [e.actor_id for e in AuditEvent.objects.filter(act="second")] == [manager.pk]


def test_an_inner_verb_that_fails_takes_the_outer_with_it(wuhan):
    def outer():
        with acting(by=wuhan) as said:
            said.record("outer")
            renaming(wuhan, then=RuntimeError)

    with pytest.raises(RuntimeError):
        outer()
    assert (acts(), User.objects.get(pk=wuhan.pk).name) == ([], "王芳")


def test_an_outer_verb_may_go_on_without_the_inner_one(wuhan):
    with acting(by=wuhan) as said:
        said.record("outer")
        with suppress(RuntimeError):
            renaming(wuhan, then=RuntimeError)
    assert (acts(), User.objects.get(pk=wuhan.pk).name) == (["outer"], "王芳")


def test_a_record_in_an_undone_transaction_is_undone_too(wuhan):
    with transaction.atomic():
        with acting(by=wuhan) as said:
            said.record("login")
        transaction.set_rollback(True)
    assert acts() == []
    assert first_bad() is None


def test_records_are_numbered_and_chained(wuhan):
    before = AuditEvent.objects.last()
    with acting(by=wuhan) as said:
        for act in ("a", "b"):
            said.record(act)
    a, b = AuditEvent.objects.order_by("-number")[:2][::-1]
    assert (a.number, a.previous_hash) == (before.number + 1, before.hash)
    assert (b.number, b.previous_hash) == (a.number + 1, a.hash)
    assert AuditEvent.objects.first().previous_hash == GENESIS


FIELDS = {f.attname for f in AuditEvent._meta.local_fields} - {"hash"}
OTHER = {"number": 99, "at": NOON + timedelta(seconds=1), "actor_id": 99, "old": {"a": 1}}


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_the_hash_is_over_every_field(db, field):
    event = AuditEvent(number=1, at=NOON, act="login", previous_hash=GENESIS)
    other = AuditEvent(number=1, at=NOON, act="login", previous_hash=GENESIS)
    setattr(other, field, OTHER.get(field, "x"))
    assert digest(event) != digest(other)


def test_the_hash_is_the_same_in_every_time_zone():
    east = datetime(2018, 10, 10, 12, tzinfo=timezone(timedelta(hours=8)))
    events = [AuditEvent(number=1, at=at, act="a") for at in (east, east.astimezone(UTC))]
    assert digest(events[0]) == digest(events[1])


ODD = {"字": "㛃𬭎𫖯", "list": [1, 2.5, None, True], "deep": {"b": 1, "a": 2}, "quote": "\"'\\"}


def test_what_is_read_back_has_the_hash_of_what_was_written(wuhan):
    with acting(by=wuhan) as said:
        said.record("odd", old=ODD, new={"empty": {}}, reason="“引号”\n换行")
    assert first_bad() is None
    assert AuditEvent.objects.get(act="odd").old == ODD


def test_a_long_label_is_cut(wuhan):
    with acting(by=wuhan) as said:
        said.record("a", object_label="长" * 300)
    assert AuditEvent.objects.last().object_label == "长" * 250


def test_nothing_to_say_asks_for_no_lock(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        audit.append([])


WRITER = """
import django; django.setup()
from regions.audit import acting
for number in range({times}):
    with acting(by=None) as said:
        said.record("race", object_label=f"{name} {{number}}")
"""


@pytest.mark.races
def test_writers_at_once_make_one_chain(own_database):
    names, times = ("a", "b", "c"), 25
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER.format(times=times, name=name)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    assert [(w.communicate()[1], w.returncode) for w in writers] == [(b"", 0)] * 3
    assert AuditEvent.objects.filter(act="race").count() == len(names) * times
    assert first_bad() is None
