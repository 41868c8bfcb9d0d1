"""After a whole journey the audit trail verifies, cannot be touched, and tells if it was."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from indicators.reporting.actions import close_period, extend, release_review, reopen, withdraw
from regions import append_only
from regions.models import AuditEvent
from tests.indicators.reporting.quarter import (
    NOON,
    WUHAN,
    approved,
    in_review,
    report_of,
    returned,
    submitted,
)
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD, TODAY, person

TABLE = AuditEvent._meta.db_table
IS_SQLITE = connection.vendor == "sqlite"
ALL_ROWS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
}
ALL_ROWS |= (
    {"replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}"}
    if IS_SQLITE
    else {"truncate": "TRUNCATE {table} CASCADE"}
)
KEPT_BY_THE_JOURNEY = {  # append-only tables that have rows after it, each with a column of theirs
    "regions_auditevent": "reason",
    "indicators_revision": "why",
    "indicators_statuschange": "reason",
    "indicators_submission": "responsible",
}


@pytest.fixture
def journey(own_database):
    """Every verb on a report at least once, people coming and going, one act refused."""
    reviewer, wuhan, manager = person("reviewer"), person("wuhan"), person("manager")
    withdraw(report=submitted(), by=wuhan, at=NOON)
    release_review(report=in_review(report_of()), by=reviewer, at=NOON)
    withdraw(report=report_of(), by=wuhan, at=NOON)
    returned(report_of())
    facts = {"code": "wrong_data", "reason": "口径有误", "at": NOON}
    reopen(report=approved(report_of()), by=reviewer, **facts)
    report, until = report_of(), TODAY.replace(day=31)
    more_time = {"until": until, "reason": "水灾", "by": manager, "at": NOON}
    extend(period=report.period, region=report.region, **more_time)
    close_period(period=report.period, by=manager, at=NOON)
    clerk = Visitor("wuhan", PASSWORD)
    assert clerk.client.get("/reports/2018Q3/420600/").status_code == 404
    clerk.client.post("/accounts/logout/")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def verified():
    call_command("verify_audit", verbosity=0)


def test_the_chain_verifies_after_the_whole_journey(journey):
    verified()
    acts = set(AuditEvent.objects.values_list("act", flat=True))
    assert acts >= {
        "open_period", "enter", "submit", "withdraw", "begin_review", "release_review",
        "send_back", "approve", "reopen", "extend", "close_period", "login",
    }  # fmt: skip
    numbers = list(AuditEvent.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_was_entered_in_the_journey_is_sound(journey):
    call_command("check_data", verbosity=0)
    assert report_of(WUHAN).status == "returned"


def test_the_database_itself_refuses_to_rewrite_what_the_journey_left(journey):
    for table, column in KEPT_BY_THE_JOURNEY.items():
        for statement in ALL_ROWS.values():
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                run(statement.format(table=table, column=column))
    verified()


def test_with_the_trigger_dropped_the_change_of_one_row_is_found(journey):
    number = AuditEvent.objects.get(act="approve").number
    run(f"DROP TRIGGER {TABLE}_no_update" + ("" if IS_SQLITE else f" ON {TABLE}"))
    run(f"UPDATE {TABLE} SET reason = 'x' WHERE number = {number}")
    append_only.put_back()
    with pytest.raises(CommandError) as refusal:
        verified()
    assert (refusal.value.returncode, str(refusal.value)) == (
        2,
        f"审计记录第{number}条被改动过。",
    )
