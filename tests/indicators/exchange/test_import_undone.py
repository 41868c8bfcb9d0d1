"""An import is taken back: every figure it wrote is as it was before, or none is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.exchange.batch_files import cells_path
from indicators.exchange.importing import confirm, discard
from indicators.exchange.models import ImportBatch
from indicators.exchange.undoing import undo
from indicators.reporting.actions import close_period, enter
from indicators.reporting.consistency import faults
from indicators.reporting.errors import Conflict, Forbidden, NotOpen
from indicators.reporting.models import Explanation, Figure, Revision
from regions.audit import first_bad
from regions.models import AuditEvent, Membership
from tests.bad_workbooks.made import filled, line
from tests.indicators.exchange.files import brought
from tests.indicators.reporting.quarter import (
    blank,
    not_applicable,
    number,
    opened,
    report_of,
    returned,
    submitted,
)
from tests.people import NOON, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]
RATE = ("RURAL_DIBAO_STD", "农村低保标准")
TOTAL = ("COMM_URBAN_TOTAL", "")
LATER = NOON + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def quarter(db):
    opened("2018Q3", locks=date(2099, 1, 1))


def typed(measure, value, by, **more):
    cell = number(measure, value, **more)
    enter(report=report_of(), cells=[cell], by=by, via="form", at=NOON)


def imported(by, *lines, at=NOON, **more):
    batch = brought(filled(*(lines or [line(62310)])), at=at, **more)
    return confirm(batch=batch, by=by, at=at)


def stored():
    rows = Figure.objects.order_by("measure__code")
    return list(rows.values_list("measure__code", "state", "value"))


def last_act():
    return AuditEvent.objects.order_by("-number").values_list("act", "result").first()


def refused(batch, by, kind=Conflict):
    """The sentence; nothing was put back."""
    before = stored(), Revision.objects.count()
    with pytest.raises(kind) as refusal:
        undo(batch=batch, by=by, at=LATER)
    assert (stored(), Revision.objects.count()) == before
    return str(refusal.value)


def test_new_and_changed_figures_are_as_before(wuhan):
    typed("ELD_BEDS", 60000, wuhan)
    before = stored()
    batch = imported(wuhan, line(62310), line(5620, item=RATE, unit=""))
    undone = undo(batch=batch, by=wuhan, at=LATER)
    assert (undone.new + undone.changed, undone.unchanged, stored()) == (2, 0, before)
    held = ImportBatch.objects.get()
    assert (held.outcome, held.ended_at, held.get_outcome_display()) == ("undone", LATER, "已撤销")
    assert (list(faults()), first_bad()) == ([], None)


def test_each_put_back_is_a_revision_with_its_reason(wuhan):
    typed("ELD_BEDS", 60000, wuhan)
    undo(batch=imported(wuhan, name="床位.xlsx"), by=wuhan, at=LATER)
    revision = Revision.objects.order_by("number").last()
    assert (revision.number, revision.old_value, revision.new_value) == (3, 62310, 60000)
    assert (revision.via, revision.why) == ("import", "撤销导入：床位.xlsx")
    assert (revision.place, revision.batch) == ("床位.xlsx › 填报表 › G5", None)
    assert last_act() == ("import_undone", "done")


def test_not_applicable_comes_back(wuhan):
    enter(report=report_of(), cells=[not_applicable("ELD_BEDS")], by=wuhan, via="form", at=NOON)
    undo(batch=imported(wuhan), by=wuhan, at=LATER)
    assert stored() == [("ELD_BEDS", "not_applicable", None)]


def test_the_explanation_in_force_before_comes_back(wuhan):
    typed("ELD_BEDS", 60000, wuhan, explanation="据台账")
    undo(batch=imported(wuhan, line(62310, why="新建两所")), by=wuhan, at=LATER)
    now = Explanation.objects.filter(revision=3).values_list("text", flat=True)
    assert list(now) == ["据台账"]


def test_a_second_undo_is_told_who_was_first(wuhan):
    batch = imported(wuhan)
    undo(batch=batch, by=wuhan, at=LATER)
    assert "撤销，不能重复撤销" in refused(batch, wuhan)
    assert wuhan.name in refused(ImportBatch.objects.get(), wuhan)


def test_only_what_was_confirmed_is_undone(wuhan):
    batch = brought(filled(line()))
    assert "已确认" in refused(batch, wuhan)
    discard(batch=batch, by=wuhan, at=NOON)
    refused(batch, wuhan)
    assert last_act() == ("import_undone", "conflict")


@pytest.mark.parametrize("value", [61000, 60000])
def test_one_figure_changed_since_refuses_all(value, wuhan, wuhan2):
    typed("ELD_BEDS", 60000, wuhan)
    batch = imported(wuhan, line(62310), line(5620, item=RATE, unit=""), name="床位.xlsx")
    typed("ELD_BEDS", value, wuhan2)
    said = refused(batch, wuhan)
    expected = ("武汉市", "床位.xlsx › 填报表 › G5", "汪洋", "养老")
    assert [each for each in expected if each not in said] == []
    assert ImportBatch.objects.get().outcome == "confirmed"


def test_a_figure_emptied_since_refuses(wuhan, wuhan2):
    batch = imported(wuhan)
    enter(report=report_of(), cells=[blank("ELD_BEDS")], by=wuhan2, via="form", at=NOON)
    assert "汪洋" in refused(batch, wuhan)


def test_other_figures_changed_since_stay(wuhan, wuhan2):
    batch = imported(wuhan)
    typed("RURAL_DIBAO_STD", 5620, wuhan2)
    undo(batch=batch, by=wuhan, at=LATER)
    assert stored() == [("RURAL_DIBAO_STD", "number", 5620)]


def test_a_report_that_is_submitted_refuses(wuhan):
    batch = imported(wuhan)
    submitted(at=NOON)
    said = refused(batch, wuhan)
    assert [each for each in ("武汉市", "已提交", "G5") if each not in said] == []


def test_a_returned_report_is_still_the_bureaus(wuhan):
    returned()
    before = stored()
    undo(batch=imported(wuhan, line(62311)), by=wuhan, at=LATER)
    assert stored() == before


def test_a_closed_period_refuses(wuhan, manager):
    batch = imported(wuhan)
    close_period(period=report_of().period, by=manager, at=NOON)
    refused(batch, wuhan, NotOpen)


def test_nobody_else_undoes_it_nor_who_may_fill_in_no_more(wuhan, wuhan2):
    batch = imported(wuhan)
    refused(batch, wuhan2, Forbidden)
    Membership.objects.filter(user=wuhan).delete()
    refused(batch, wuhan.__class__.objects.get(pk=wuhan.pk), Forbidden)


def test_the_number_of_statements_does_not_grow_with_the_cells(wuhan):
    one = statements(imported(wuhan), wuhan)
    more = [line(62310), line(5620, item=RATE, unit=""), line(1200, item=TOTAL, unit="")]
    assert statements(imported(wuhan, *more), wuhan) == one


def statements(batch, by):
    with CaptureQueriesContext(connection) as captured:
        undo(batch=batch, by=by, at=LATER)
    return len(captured)


def by_page(batch, user):
    return client_of(user).post(f"/exchange/import/{batch.pk}/undo/")


def shown(batch, user):
    return client_of(user).get(f"/exchange/import/{batch.pk}/").content.decode()


def test_the_page_asks_and_then_tells(wuhan):
    batch = imported(wuhan, at=None)
    assert "撤销整批导入" in shown(batch, wuhan)
    assert (by_page(batch, wuhan).status_code, stored()) == (302, [])
    page = shown(batch, wuhan)
    assert ("已由" + wuhan.name in page, "撤销整批导入" in page) == (True, False)
    again = by_page(batch, wuhan)
    assert (again.status_code, "不能重复撤销" in again.content.decode()) == (409, True)


def test_a_preview_offers_no_undo(wuhan):
    assert "撤销整批导入" not in shown(brought(filled(line()), at=None), wuhan)


def test_a_preview_whose_stored_cells_are_gone_still_has_its_page(wuhan):
    batch = brought(filled(line()), at=None)
    cells_path(batch).unlink()
    assert client_of(wuhan).get(f"/exchange/import/{batch.pk}/").status_code == 200


def test_another_persons_import_does_not_exist(wuhan, wuhan2, xiangyang):
    batch = imported(wuhan, at=None)
    assert [by_page(batch, user).status_code for user in (wuhan2, xiangyang)] == [404, 404]


def test_what_a_manager_filled_in_for_a_bureau_is_undone_under_its_document(wuhan, manager):
    batch = brought(filled(line()), by="manager", at=NOON, document="鄂民函〔2018〕1号")
    confirm(batch=batch, by=manager, at=NOON)
    undo(batch=ImportBatch.objects.get(), by=manager, at=LATER)
    documents = Revision.objects.values_list("document", flat=True)
    assert (stored(), set(documents)) == ([], {"鄂民函〔2018〕1号"})
