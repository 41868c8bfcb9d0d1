"""No room for the files of an import, or for the database: a sentence, nothing half, then on."""

import os
import subprocess
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from indicators.exchange.models import ImportBatch
from indicators.reporting.consistency import faults
from indicators.reporting.models import Figure
from regions.audit import first_bad
from regions.models import AuditEvent
from tests.faults.large_import import FAR, LargeImport
from tests.indicators.exchange.files import LONG, comma_separated
from tests.indicators.reporting.quarter import opened
from tests.people import client_of, person

PAGE = 4096
SENTENCE = "服务器存储空间已满"
ROW = ["420100", "武汉市", "2018Q3", "ELD_BEDS", "各类养老床位数", 62310]


@pytest.fixture
def disk(tmp_path):
    """A folder on a disk of its own, of sixteen pages."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={16 * PAGE},nr_inodes=64", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk of a few pages")
    yield folder
    subprocess.run(["umount", folder], check=True)


def leave(disk, pages):
    """All but so many pages are taken."""
    free = os.statvfs(disk)
    (disk / "taken").write_bytes(b"x" * (free.f_bavail * free.f_frsize - pages * PAGE))


def files_on(disk):
    return sorted(path.name for path in disk.rglob("*") if path.is_file())


def content():
    """A little under three pages: a line that counts, and many that are empty."""
    return comma_separated([LONG, ROW]) + b",,,,,\r\n" * 1500


def upload():
    file = SimpleUploadedFile("数据.csv", content())
    return client_of(person("wuhan")).post("/exchange/import/", {"file": file})


@pytest.fixture
def quarter(own_database):
    opened("2018Q3", due=FAR, locks=FAR)


@pytest.mark.usefixtures("quarter", "quick_reading")
@pytest.mark.parametrize("pages", [0, 1, 3])
def test_an_upload_that_the_storage_cannot_hold_is_refused_and_leaves_nothing(
    disk, pages, settings
):
    settings.MEDIA_ROOT = str(disk)
    leave(disk, pages)
    answer = upload()
    assert (answer.status_code, SENTENCE in answer.content.decode()) == (422, True)
    assert (files_on(disk), ImportBatch.objects.count()) == (["taken"], 0)
    last = AuditEvent.objects.latest("number")
    assert (last.act, last.result, first_bad()) == ("import_refused", "no_room", None)
    (disk / "taken").unlink()
    assert upload().status_code == 302
    assert len(files_on(disk)) == 2


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize(("pages", "status"), [(0, 422), (3, 400)])
def test_a_file_that_cannot_be_copied_or_unpacked_is_refused(disk, pages, status, monkeypatch):
    """Of the temporary files too: the copy, and then the rows that the parser writes."""
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    leave(disk, pages)
    answer = upload()
    assert (answer.status_code, SENTENCE in answer.content.decode()) == (status, True)
    assert (files_on(disk), AuditEvent.objects.latest("number").act) == (
        ["taken"],
        "import_refused",
    )
    (disk / "taken").unlink()
    assert (upload().status_code, files_on(disk)) == (302, [])


@pytest.fixture
def full_database(own_database):
    """SQLite is given no page more than it has; `make_room` gives it as many as it likes."""
    if connection.vendor != "sqlite":
        pytest.skip("the disk of PostgreSQL is its server's")

    class Full:
        def begin(self):
            self.say("PRAGMA max_page_count = 1")  # never fewer than there are

        def make_room(self):
            self.say("PRAGMA max_page_count = 1000000")

        def say(self, pragma):
            with connection.cursor() as cursor:
                cursor.execute(pragma)

    return Full()


@pytest.mark.usefixtures("quick_reading")
def test_a_database_without_room_undoes_the_whole_import(full_database):
    batch = LargeImport().brought(1)
    ImportBatch.objects.update(uploaded_at="2099-01-01T00:00Z")
    client = client_of(person("manager"))
    client.raise_request_exception = False
    client.get("/exchange/import/")
    full_database.begin()
    answer = client.post(f"/exchange/import/{batch.pk}/confirm/")
    assert answer.status_code == 500
    assert [text for text in ("编号", "Traceback") if text in answer.content.decode()] == ["编号"]
    batch.refresh_from_db()
    assert (batch.outcome, Figure.objects.count()) == ("previewed", 0)
    assert (list(faults()), first_bad()) == ([], None)
    full_database.make_room()
    assert client.post(f"/exchange/import/{batch.pk}/confirm/").status_code == 302
    assert Figure.objects.count() == batch.new
    assert (list(faults()), first_bad()) == ([], None)
