"""The tests' own databases: prepared, rolled back, copied."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection

from indicators.plan.models import Indicator
from regions.models import AuditEvent, Region, User
from tests.people import CAST


def test_every_test_starts_with_the_plan_and_the_cast(db):
    found = (Region.objects.count(), Indicator.objects.count(), User.objects.count())
    assert found == (117, 210, len(CAST))


def test_people_are_who_they_are_said_to_be(wuhan, auditor, stranger):
    assert [user.username for user in (wuhan, auditor, stranger)] == [
        "wuhan",
        "auditor",
        "stranger",
    ]
    assert [m.region.code for m in wuhan.memberships.all()] == ["420100"]


@pytest.mark.parametrize("time", [1, 2])
def test_what_is_committed_in_a_copy_is_gone_afterwards(own_database, wuhan, time):
    assert wuhan.name == "王芳"
    User.objects.filter(pk=wuhan.pk).update(name="改名")
    assert not connection.in_atomic_block


def test_a_child_process_sees_the_copy(own_database, wuhan):
    User.objects.filter(pk=wuhan.pk).update(name="改名")
    script = (
        "import django; django.setup(); from regions.models import User;"
        "print(User.objects.get(username='wuhan').name)"
    )
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, check=True
    )
    assert child.stdout == "改名\n"


def test_the_prepared_database_is_back_after_a_copy(db):
    assert User.objects.get(username="wuhan").name == "王芳"


def test_append_only_tables_refuse_in_the_copy_too(own_database):
    with pytest.raises(IntegrityError, match="append-only"):
        AuditEvent.objects.update(reason="x")
    with pytest.raises(ObjectDoesNotExist):
        AuditEvent.objects.get(reason="x")
