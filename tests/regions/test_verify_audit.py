"""`verify_audit`: whatever was done to the trail behind the database's back is found."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from regions import append_only
from regions.audit import acting
from regions.models import AuditEvent

TABLE = AuditEvent._meta.db_table


@pytest.fixture
def trail(own_database, wuhan):
    """The trail of a plan loaded and of three log-ins."""
    for place in range(3):
        with acting(by=wuhan) as acts:
            acts.record("login", object_label=f"{place}")


def verify(*options):
    out = io.StringIO()
    call_command("verify_audit", *options, stdout=out)
    return out.getvalue()


def behind_its_back(*statements):
    """As somebody with the database's own rights would do it: triggers away, and back."""
    with connection.cursor() as cursor:
        for name in append_only.expected(connection.vendor):
            if name.startswith(TABLE):
                on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
                cursor.execute(f"DROP TRIGGER {name}{on}")
        for statement in statements:
            cursor.execute(statement)
    append_only.put_back()


def refused():
    with pytest.raises(CommandError) as refusal:
        verify()
    assert refusal.value.returncode == 2
    return str(refusal.value)


def test_an_untouched_trail_is_intact(trail):
    assert verify() == "审计链完整：共4条记录。\n"


def test_the_outcome_is_told_as_data(trail):
    assert json.loads(verify("--json")) == {"status": "intact", "records": 4, "faults": []}


TOUCHED = {
    "a word changed": (
        f"UPDATE {TABLE} SET object_label = 'x' WHERE number = 3",
        "审计记录第3条被改动过。",
    ),
    "a moment changed": (
        f"UPDATE {TABLE} SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2",
        "审计记录第2条被改动过。",
    ),
    "a record removed": (f"DELETE FROM {TABLE} WHERE number = 2", "审计记录第2条缺失。"),
    "the first removed": (f"DELETE FROM {TABLE} WHERE number = 1", "审计记录第1条缺失。"),
    "a hash made to fit": (
        f"UPDATE {TABLE} SET previous_hash = '{'0' * 64}' WHERE number = 3",
        "审计记录第3条与前一条不相衔接。",
    ),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_the_first_bad_record_is_named(trail, what):
    statement, sentence = TOUCHED[what]
    behind_its_back(statement)
    assert refused() == sentence


def test_a_missing_trigger_is_named(trail):
    on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {TABLE}_no_delete{on}")
    assert refused() == f"数据库保护缺失：触发器 {TABLE}_no_delete。"


CUT = {"the last": "number = 4", "the tail": "number > 1", "all": "number > 0"}


@pytest.mark.parametrize("what", CUT)
def test_a_cut_tail_is_revealed_by_the_anchor(trail, what):
    verify()
    behind_its_back(f"DELETE FROM {TABLE} WHERE {CUT[what]}")
    number = 1 if what == "all" else 4
    assert refused().startswith(f"审计记录第{number}条（锚定于")


def test_a_tail_written_anew_is_revealed_by_the_anchor(trail, wuhan):
    verify()
    behind_its_back(f"DELETE FROM {TABLE} WHERE number = 4")
    with acting(by=wuhan) as acts:
        acts.record("logout")
    assert refused().startswith("审计记录第4条（锚定于")


def test_a_longer_trail_keeps_its_anchors(trail, wuhan):
    verify()
    with acting(by=wuhan) as acts:
        acts.record("logout")
    assert verify() == "审计链完整：共5条记录。\n"
    assert verify() == "审计链完整：共5条记录。\n"
    [file] = settings.AUDIT_ANCHORS.iterdir()
    numbers = [line.split()[1] for line in file.read_text().splitlines()]
    assert numbers == ["1", "4", "5"]


def test_a_broken_trail_is_not_anchored(trail):
    behind_its_back(f"DELETE FROM {TABLE} WHERE number = 2")
    refused()
    assert not settings.AUDIT_ANCHORS.exists()


def test_damage_is_told_as_data_too(trail):
    behind_its_back(f"UPDATE {TABLE} SET reason = 'x' WHERE number = 3")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["status"], told["faults"][0]["code"], told["faults"][0]["number"]) == (
        "broken",
        "changed",
        3,
    )
