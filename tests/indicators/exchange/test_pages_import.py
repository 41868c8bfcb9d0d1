"""The pages of an upload: what they answer when a file is refused, or the world has moved on."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from indicators.exchange.models import ImportBatch
from indicators.reporting.actions import close_period
from indicators.reporting.models import Figure, ReportingPeriod, Revision
from regions.models import AuditEvent
from tests.bad_workbooks.made import filled, line, long, row
from tests.indicators.reporting.quarter import approved, opened, report_of, submitted
from tests.people import client_of, person

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


def heading(answer):
    return re.search(r'<h2 id="problems-heading">(.*?)</h2>', answer.content.decode())[1]


def test_the_heading_counts_all_problems_not_only_those_that_are_listed(wuhan):
    answer = sent(wuhan, long(*[row("约", item=("RURAL_DIBAO_STD", ""), unit="")] * 230))
    batch = ImportBatch.objects.get()
    assert (len(batch.problems), batch.problem_count) == (200, 230)
    again = client_of(wuhan).get(answer["Content-Location"])
    said = "发现 230 处问题，没有写入任何数据"
    assert [heading(answer), heading(again)] == [said, said]
    assert "以下列出前 200 处，另有 30 处未列出。" in again.content.decode()


def test_of_more_warnings_than_are_listed_the_rest_is_counted(wuhan):
    batch = previewed(wuhan)
    warning = {"sheet": "", "cell": "", "message": "请核实", "fix": ""}
    listed = {"warnings": [warning] * 2, "warning_count": 5}
    ImportBatch.objects.filter(pk=batch.pk).update(**listed)
    page = client_of(wuhan).get(f"/exchange/import/{batch.pk}/").content.decode()
    assert "以下列出前 2 处，另有 3 处未列出。" in page


def previewed(user):
    """A file that was previewed by the clock of now, as pages know no other."""
    assert sent(user, filled(line(62311))).status_code == 302
    return ImportBatch.objects.get()


def confirmed(user, batch):
    return client_of(user).post(f"/exchange/import/{batch.pk}/confirm/")


def submit_it():
    submitted(at=None)


def approve_it():
    approved(at=None)


def close_it():
    close_period(period=report_of().period, by=person("manager"))


def lock_it():
    ReportingPeriod.objects.update(locks_on=date(2018, 10, 20))


MEANWHILE = {
    submit_it: "conflict",
    approve_it: "conflict",
    close_it: "not_open",
    lock_it: "not_open",
}


@pytest.mark.parametrize("move", MEANWHILE)
def test_what_moved_between_preview_and_confirmation_is_told_and_nothing_written(wuhan, move):
    batch = previewed(wuhan)
    move()
    before = list(Figure.objects.values_list("measure__code", "value"))
    answer = confirmed(wuhan, batch)
    reasons = answer.context["refusal"].problems
    assert (answer.status_code, [one.code for one in reasons]) == (409, [MEANWHILE[move]])
    page = answer.content.decode()
    assert [one.message for one in reasons if one.message not in page] == []
    assert list(Figure.objects.values_list("measure__code", "value")) == before
    last = AuditEvent.objects.latest("number")
    assert (last.act, last.result) == ("import_refused", MEANWHILE[move])
    assert ImportBatch.objects.get().outcome == "previewed"


def test_confirmed_twice_by_page_it_has_one_effect(wuhan):
    batch = previewed(wuhan)
    first = confirmed(wuhan, batch)
    after = (Revision.objects.count(), AuditEvent.objects.filter(act="import_confirmed").count())
    second = confirmed(wuhan, batch)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url == f"/exchange/import/{batch.pk}/"
    assert after == (1, 1)
    acts = AuditEvent.objects.filter(act="import_confirmed")
    assert (Revision.objects.count(), acts.count()) == after
