"""Every bad file, by page and by command: nothing is written and every problem is named."""

import tempfile
from contextlib import nullcontext
from datetime import date
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from indicators.exchange import sandbox
from indicators.exchange.models import ImportBatch
from indicators.exchange.stored_problems import sentences
from indicators.reporting.actions import close_period
from indicators.reporting.models import Figure, Report, Revision
from regions.models import AuditEvent
from tests.bad_workbooks import BAD
from tests.indicators.exchange.opened import in_this_process
from tests.indicators.reporting.quarter import opened
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
FAR = date(2099, 1, 1)


@pytest.fixture(scope="module")
def quarters(django_db_setup, django_db_blocker, databases):
    """2018Q3 is open for all time, 2018Q2 closed, 2017Q3 locked, 2020Q4 not opened.

    Made once for all of these tests; each works in a transaction of its own on top of it.
    """
    with django_db_blocker.unblock(), databases.copy_of("cast"):
        opened("2018Q3", locks=FAR)
        close_period(period=opened("2018Q2", locks=FAR), by=person("manager"))
        opened("2017Q3")
        yield


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where temporary files are made meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def parsing(what):
    """File cases go through the real child process; the others are spared its start."""
    if what.startswith("file"):
        return nullcontext()
    return patch.object(sandbox, "parse", in_this_process)


def figures():
    """Everything that an import could have written."""
    return (
        list(Figure.objects.values_list()),
        Revision.objects.count(),
        list(Report.objects.order_by("pk").values_list("pk", "version", "status")),
    )


def told(batch):
    return tuple((problem["code"], problem["cell"] or "") for problem in batch.problems)


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_by_the_page(what, quarters, wuhan, temporary):
    bad, before, records = BAD[what], figures(), AuditEvent.objects.count()
    file = SimpleUploadedFile(bad.name, bad.content)
    with parsing(what):
        response = client_of(wuhan).post("/exchange/import/", {"file": file})
    batch = ImportBatch.objects.get()
    assert (response.status_code, told(batch)) == (bad.status, bad.told)
    page = response.content.decode()
    assert [cell for _code, cell in bad.told if cell not in page] == []
    assert figures() == before
    assert AuditEvent.objects.count() == records + 1
    last = AuditEvent.objects.order_by("number").last()
    assert (last.act, last.result, last.actor_id) == ("import_refused", "refused", wuhan.pk)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_by_the_command(what, quarters, wuhan, tmp_path):
    bad, before, records = BAD[what], figures(), AuditEvent.objects.count()
    path = tmp_path / bad.name
    path.write_bytes(bad.content)
    with parsing(what), pytest.raises(CommandError) as refused:
        call_command("import_figures", str(path), by="wuhan", confirm=True)
    batch = ImportBatch.objects.get()
    assert (refused.value.returncode, told(batch)) == (2, bad.told)
    lines = str(refused.value).splitlines()
    assert lines == [*sentences(batch.problems), f"本次未写入任何数据，共{len(bad.told)}处问题。"]
    assert figures() == before
    assert AuditEvent.objects.count() == records + 1


def test_there_are_enough_of_them():
    assert len(BAD) >= 60
