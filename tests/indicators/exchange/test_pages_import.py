"""The pages of an upload: what they answer when a file is refused, or the world has moved on."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

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


def fields(user, page):
    """{name: (whether it is called optional, what it offers first)} of the page's form."""
    form = client_of(user).get(page).context["form"]
    shown = {
        bound.name: render_to_string("_components/field.html", {"field": bound}) for bound in form
    }
    return {
        name: ("可不填" in shown[name], str(next(iter(form.fields[name].choices))[1]))
        for name in shown
        if hasattr(form.fields[name], "choices") and not form[name].is_hidden
    }


def test_a_period_is_named_as_everywhere_and_a_choice_is_never_optional(wuhan, auditor):
    assert fields(wuhan, "/exchange/import/") == {"period": (False, "以文件所写为准")}
    assert fields(wuhan, "/exchange/export/") == {
        "what": (False, "填报值"),
        "period": (False, "2018年第3季度"),
        "region": (False, "全部"),
        "layout": (False, "长表：一行一个数值"),
        "basis": (False, "正式"),
        "format": (False, "xlsx"),
    }
    assert fields(auditor, "/exchange/export/")["period"] == (False, "全部")
