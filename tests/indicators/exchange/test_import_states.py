"""Between preview and confirm the world may move: everything is written, or nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.exchange.batch_files import cells_path
from indicators.exchange.importing import confirm, discard
from indicators.exchange.models import ImportBatch
from indicators.reporting.actions import close_period, enter
from indicators.reporting.cells import Content
from indicators.reporting.errors import Conflict, Forbidden, NotOpen
from indicators.reporting.models import Figure, Revision
from regions.models import AuditEvent
from tests.bad_workbooks.made import filled, line
from tests.indicators.exchange.files import brought, codes, warned
from tests.indicators.reporting.quarter import (
    approved,
    blank,
    number,
    opened,
    report_of,
    submitted,
)
from tests.people import NOON, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]
RATE = ("RURAL_DIBAO_STD", "农村低保标准")
FAR = date(2099, 1, 1)


@pytest.fixture(autouse=True)
def quarter(db):
    opened("2018Q3", locks=FAR)


def typed(measure, value, by, **more):
    """Somebody fills a cell in the grid."""
    enter(report=report_of(), cells=[number(measure, value)], by=by, via="form", at=NOON, **more)


def stored():
    rows = Figure.objects.order_by("measure__code")
    return list(rows.values_list("measure__code", "value"))


def acts():
    return list(AuditEvent.objects.order_by("number").values_list("act", "result"))[-2:]


def test_a_preview_tells_new_changed_and_unchanged_cells_apart(wuhan):
    typed("ELD_BEDS", 60000, wuhan)
    typed("COMM_URBAN_TOTAL", 1200, wuhan)
    batch = brought(
        filled(
            line(62310),
            line(1200, item=("COMM_URBAN_TOTAL", ""), unit=""),
            line(5620, item=RATE, unit=""),
            line(None, item=("PILOTS", ""), unit=""),
        )
    )
    assert (batch.new, batch.changed, batch.unchanged) == (1, 1, 1)
    assert stored() == [("COMM_URBAN_TOTAL", 1200), ("ELD_BEDS", 60000)]


def test_confirming_writes_figures_revisions_and_two_records(wuhan):
    batch = brought(filled(line(62310, why="新建两所")), name="床位.xlsx")
    done = confirm(batch=batch, by=wuhan, at=NOON)
    assert (done.outcome, done.ended_at, stored()) == ("confirmed", NOON, [("ELD_BEDS", 62310)])
    revision = Revision.objects.get()
    assert (revision.via, revision.batch, revision.place, revision.by) == (
        "import",
        batch.pk,
        "床位.xlsx › 填报表 › G5",
        wuhan,
    )
    assert report_of().explanations.get().text == "新建两所"
    assert acts() == [("enter", "done"), ("import_confirmed", "done")]


def test_pressed_twice_it_has_one_effect(wuhan):
    batch = brought(filled(line()))
    confirm(batch=batch, by=wuhan, at=NOON)
    events = AuditEvent.objects.count()
    again = confirm(batch=ImportBatch.objects.get(), by=wuhan, at=NOON)
    stale = confirm(batch=batch, by=wuhan, at=NOON)
    assert (again.outcome, stale.outcome) == ("confirmed", "confirmed")
    assert (Revision.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_the_same_file_again_is_recognised_and_changes_nothing(wuhan):
    content = filled(line())
    confirm(batch=brought(content), by=wuhan, at=NOON)
    batch = brought(content)
    assert warned(batch) == ["imported_before"]
    assert (batch.new, batch.changed, batch.unchanged) == (0, 0, 1)
    confirm(batch=batch, by=wuhan, at=NOON)
    assert Revision.objects.count() == 1


def test_an_empty_cell_never_erases_a_value(wuhan):
    typed("ELD_BEDS", 60000, wuhan)
    batch = brought(filled(line(None), line("", item=RATE, unit="")))
    assert (batch.new, batch.changed, batch.unchanged) == (0, 0, 0)
    confirm(batch=batch, by=wuhan, at=NOON)
    assert stored() == [("ELD_BEDS", 60000)]


def test_an_explanation_for_a_blank_is_kept_but_not_beside_a_stored_value(wuhan):
    typed("ELD_BEDS", 60000, wuhan)
    batch = brought(
        filled(line(None, why="待核实"), line(None, item=("PILOTS", ""), unit="", why="无试点"))
    )
    assert (warned(batch), batch.changed) == (["blank_keeps_value"], 1)
    confirm(batch=batch, by=wuhan, at=NOON)
    explained = report_of().explanations.values_list("measure__code", "text")
    assert list(explained) == [("PILOTS", "无试点")]


def test_an_explanation_alone_is_a_change(wuhan):
    typed("ELD_BEDS", 60000, wuhan)
    batch = brought(filled(line(60000, why="去年同期口径不同")))
    assert (batch.new, batch.changed, batch.unchanged) == (0, 1, 0)
    confirm(batch=batch, by=wuhan, at=NOON)
    assert brought(filled(line(60000, why="去年同期口径不同"))).unchanged == 1


def test_a_draft_that_changed_meanwhile_is_told_with_three_values(wuhan, wuhan2):
    typed("ELD_BEDS", 60000, wuhan)
    batch = brought(filled(line(62310)))
    typed("ELD_BEDS", 61000, wuhan2)
    with pytest.raises(Conflict) as refused:
        confirm(batch=batch, by=wuhan, at=NOON)
    (clash,) = refused.value.cells
    values = [Content("number", Decimal(each)) for each in (60000, 61000, 62310)]
    assert [clash.saw, clash.there, clash.wanted] == values
    assert (stored(), clash.by) == ([("ELD_BEDS", 61000)], "汪洋")
    assert acts() == [("enter", "done"), ("import_refused", "conflict")]


def test_a_cell_that_was_equal_and_then_changed_is_told_too(wuhan, wuhan2):
    typed("ELD_BEDS", 62310, wuhan)
    batch = brought(filled(line(62310), line(5620, item=RATE, unit="")))
    typed("ELD_BEDS", 61000, wuhan2)
    with pytest.raises(Conflict) as refused:
        confirm(batch=batch, by=wuhan, at=NOON)
    assert [clash.measure for clash in refused.value.cells] == ["ELD_BEDS"]
    assert stored() == [("ELD_BEDS", 61000)]


def test_a_cell_filled_and_emptied_meanwhile_is_told(wuhan, wuhan2):
    batch = brought(filled(line(62310)))
    typed("ELD_BEDS", 61000, wuhan2)
    enter(report=report_of(), cells=[blank("ELD_BEDS")], by=wuhan2, via="form", at=NOON)
    with pytest.raises(Conflict):
        confirm(batch=batch, by=wuhan, at=NOON)


def test_two_people_in_different_cells_are_both_kept(wuhan, wuhan2):
    mine, theirs = (
        brought(filled(line())),
        brought(filled(line(5620, item=RATE, unit="")), by="wuhan2"),
    )
    confirm(batch=mine, by=wuhan, at=NOON)
    confirm(batch=theirs, by=wuhan2, at=NOON)
    assert stored() == [("ELD_BEDS", 62310), ("RURAL_DIBAO_STD", 5620)]


def test_a_preview_older_than_thirty_minutes_is_not_confirmed(wuhan):
    batch = brought(filled(line()))
    confirm_at = NOON + timedelta(minutes=30, seconds=1)
    with pytest.raises(Conflict, match="超过30分钟"):
        confirm(batch=batch, by=wuhan, at=confirm_at)
    assert stored() == []
    confirm(batch=batch, by=wuhan, at=NOON + timedelta(minutes=30))
    assert stored() == [("ELD_BEDS", 62310)]


def test_a_period_that_closes_meanwhile_refuses(wuhan, manager):
    batch = brought(filled(line()))
    close_period(period=report_of().period, by=manager, at=NOON)
    with pytest.raises(NotOpen):
        confirm(batch=batch, by=wuhan, at=NOON)
    assert stored() == []


def test_a_report_submitted_meanwhile_refuses(wuhan):
    batch = brought(filled(line(62311)))
    submitted(at=NOON)
    before = stored()
    with pytest.raises(Conflict):
        confirm(batch=batch, by=wuhan, at=NOON)
    assert stored() == before


@pytest.mark.parametrize("state", [submitted, approved])
def test_a_change_of_a_report_that_is_not_the_bureaus_is_refused_in_the_preview(state, wuhan):
    state(at=NOON)
    before = stored()
    batch = brought(filled(line(62311), line(5621, item=RATE, unit="")))
    assert (batch.outcome, codes(batch), stored()) == ("refused", ["conflict"], before)
    value = dict(before)["ELD_BEDS"]
    assert brought(filled(line(int(value)))).unchanged == 1


def test_only_who_uploaded_it_may_confirm_or_discard(wuhan, wuhan2):
    batch = brought(filled(line()))
    for verb in (confirm, discard):
        with pytest.raises(Forbidden):
            verb(batch=batch, by=wuhan2, at=NOON)


def test_what_is_discarded_is_gone(wuhan):
    batch = brought(filled(line()))
    assert cells_path(batch).exists()
    discard(batch=batch, by=wuhan, at=NOON)
    assert (ImportBatch.objects.get().outcome, cells_path(batch).exists()) == ("discarded", False)
    discard(batch=batch, by=wuhan, at=NOON)
    with pytest.raises(Conflict):
        confirm(batch=ImportBatch.objects.get(), by=wuhan, at=NOON)


def test_without_its_stored_cells_nothing_is_confirmed(wuhan):
    batch = brought(filled(line()))
    cells_path(batch).unlink()
    with pytest.raises(Conflict, match="重新上传"):
        confirm(batch=batch, by=wuhan, at=NOON)


def test_the_stored_files_are_for_the_server_alone(wuhan):
    batch = brought(filled(line()), name="../../etc/床位.xlsx")
    original = cells_path(batch).with_suffix(".xlsx")
    assert batch.name == "床位.xlsx"
    assert batch.original.path == str(original)
    modes = [oct(path.stat().st_mode & 0o777) for path in (original, cells_path(batch))]
    assert modes == ["0o600", "0o600"]
    assert oct(original.parent.stat().st_mode & 0o777) == "0o700"


def by_page(batch, user, verb="confirm"):
    return client_of(user).post(f"/exchange/import/{batch.pk}/{verb}/")


def test_the_page_answers_409_with_three_values(wuhan, wuhan2):
    typed("ELD_BEDS", 60000, wuhan)
    batch = brought(filled(line(62310)), at=None)
    typed("ELD_BEDS", 61000, wuhan2)
    response = by_page(batch, wuhan)
    page = response.content.decode()
    assert response.status_code == 409
    assert [text for text in ("60,000", "61,000", "62,310", "汪洋") if text not in page] == []


def test_the_page_answers_409_once_the_report_is_submitted(wuhan):
    batch = brought(filled(line(62311)), at=None)
    submitted()
    assert by_page(batch, wuhan).status_code == 409


def test_the_page_answers_409_for_an_old_preview(wuhan):
    batch = brought(filled(line()), at=NOON)
    assert by_page(batch, wuhan).status_code == 409
    assert stored() == []


def test_the_page_confirms_and_discards(wuhan):
    batch = brought(filled(line()), at=None)
    response = by_page(batch, wuhan)
    assert (response.status_code, stored()) == (302, [("ELD_BEDS", 62310)])
    other = brought(filled(line(5620, item=RATE, unit="")), at=None)
    assert by_page(other, wuhan, "discard").status_code == 302
    assert by_page(other, wuhan).status_code == 409
    assert by_page(batch, wuhan, "discard").status_code == 409


def test_another_persons_upload_does_not_exist(wuhan, wuhan2, xiangyang):
    batch = brought(filled(line()), at=None)
    for user in (wuhan2, xiangyang):
        for verb in ("confirm", "discard"):
            assert by_page(batch, user, verb).status_code == 404
        assert client_of(user).get(f"/exchange/import/{batch.pk}/").status_code == 404
