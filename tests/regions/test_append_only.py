"""Append-only tables: what the database itself refuses, and how the triggers stay."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from regions import append_only
from regions.audit import acting, first_bad
from regions.models import AuditEvent

TABLE = AuditEvent._meta.db_table
ON_SQLITE = {
    "update": f"UPDATE {TABLE} SET reason = 'x'",
    "delete": f"DELETE FROM {TABLE}",
    "replace by number": f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE number = 1",
    "replace by hash": (
        f"REPLACE INTO {TABLE} (number, at, actor, address, act, object_type, object_label,"
        " region_code, period, reason, result, previous_hash, hash) SELECT 99, at, actor, address,"
        " act, object_type, object_label, region_code, period, reason, result, previous_hash, hash"
        f" FROM {TABLE} WHERE number = 1"
    ),
}
ON_POSTGRESQL = {
    "update": ON_SQLITE["update"],
    "delete": ON_SQLITE["delete"],
    "truncate": f"TRUNCATE {TABLE}",
}
IS_SQLITE = connection.vendor == "sqlite"
STATEMENTS = ON_SQLITE if IS_SQLITE else ON_POSTGRESQL
ALL = sorted(append_only.expected(connection.vendor))


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def drop(trigger):
    execute(f"DROP TRIGGER {trigger}" + ("" if IS_SQLITE else f" ON {TABLE}"))


@pytest.fixture
def trail(own_database, wuhan):
    for place in range(3):
        with acting(by=wuhan) as acts:
            acts.record("login", object_label=f"{place}")


@pytest.mark.parametrize("what", STATEMENTS)
def test_the_database_refuses(trail, what):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(STATEMENTS[what])
    assert first_bad() is None
    acts = [event.act for event in AuditEvent.objects.all()]
    assert acts == ["plan_loaded", "login", "login", "login"]


def test_every_append_only_table_has_three_triggers(own_database):
    assert append_only.missing() == []
    assert len(ALL) == 3 * len(append_only.TABLES)


def test_a_dropped_trigger_is_missed_and_comes_back_after_migrate(own_database):
    drop(f"{TABLE}_no_update")
    assert append_only.missing() == [f"{TABLE}_no_update"]
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []


@pytest.mark.skipif(not IS_SQLITE, reason="SQLite's triggers carry their own code")
def test_a_trigger_that_does_nothing_is_missed(own_database):
    drop(f"{TABLE}_no_update")
    execute(f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT 1; END")
    assert append_only.missing() == [f"{TABLE}_no_update"]
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []


HOLLOW = "CREATE OR REPLACE FUNCTION minzheng_append_only() RETURNS trigger LANGUAGE plpgsql AS "


@pytest.mark.skipif(IS_SQLITE, reason="PostgreSQL's triggers call a function, and can be disabled")
@pytest.mark.parametrize(
    ("statement", "lost"),
    [
        (f"ALTER TABLE {TABLE} DISABLE TRIGGER {TABLE}_no_update", [f"{TABLE}_no_update"]),
        (HOLLOW + "'BEGIN RETURN NULL; END'", ALL),
    ],
)
def test_a_trigger_that_does_not_act_is_missed(own_database, statement, lost):
    execute(statement)
    assert append_only.missing() == lost
    call_command("migrate", verbosity=0)
    assert append_only.missing() == []
