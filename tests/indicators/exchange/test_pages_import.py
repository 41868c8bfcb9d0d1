"""The pages of an upload: what they answer when a file is refused, or the world has moved on."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.exchange.models import ImportBatch
from tests.bad_workbooks.made import filled, line
from tests.indicators.reporting.quarter import opened
from tests.people import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]


@pytest.fixture(autouse=True)
def quarter(db):
    opened("2018Q3", locks=date(2099, 1, 1))


def sent(user, content, name="填报表.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client_of(user).post("/exchange/import/", {"file": file})


@pytest.mark.parametrize(("content", "status"), [(b"PK\x03\x04", 400), (filled(line("约")), 422)])
def test_a_refusal_tells_at_which_address_it_is_kept(wuhan, content, status):
    answer = sent(wuhan, content)
    page = f"/exchange/import/{ImportBatch.objects.get().pk}/"
    assert (answer.status_code, answer["Content-Location"]) == (status, page)
