"""Entering figures: what is written, what is compared, what is refused."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.plan.models import Measure
from indicators.reporting.actions import close_period, enter, enter_many
from indicators.reporting.cells import Cell, Content
from indicators.reporting.entry import digest
from indicators.reporting.errors import Conflict, Forbidden, Invalid, NotOpen
from indicators.reporting.models import Explanation, Figure, FigureState, Revision, Via
from regions.models import AuditEvent
from regions.permissions import Permission, can
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    blank,
    not_applicable,
    number,
    opened,
    plausible,
    report_of,
    submitted,
)
from tests.people import NOON, person

BATCH = UUID("00000000-0000-4000-8000-000000000001")


def put(*cells, report=None, by="wuhan", via="form", **more):
    more.setdefault("at", NOON)
    return enter(report=report or report_of(), cells=cells, by=person(by), via=via, **more)


def standing(measure="ELD_BEDS", region=WUHAN):
    figures = Figure.objects.filter(measure__code=measure, region__code=region)
    return list(figures.values_list("state", "value", "revision"))


def revisions(measure="ELD_BEDS"):
    rows = Revision.objects.filter(measure__code=measure).order_by("number")
    return list(rows.values_list("number", "old_state", "old_value", "new_state", "new_value"))


def nothing_written():
    return not Figure.objects.exists() and not Revision.objects.exists()


def test_a_first_value_is_a_figure_with_its_revision(db):
    done = put(number("ELD_BEDS", 61204))
    assert (done.new, done.changed, done.unchanged) == (1, 0, 0)
    assert done.revisions == {(WUHAN, "ELD_BEDS"): 1}
    assert standing() == [("number", Decimal(61204), 1)]
    assert revisions() == [(1, "blank", None, "number", Decimal(61204))]
    assert Figure.objects.get().period == report_of().period


def test_a_revision_says_who_when_through_what_and_where(db):
    put(
        number("ELD_BEDS", 5, place="表.xlsx › 填报 › G17"), via=Via.IMPORT, batch=BATCH, why="更正"
    )
    row = Revision.objects.get()
    assert (row.by.username, row.at, row.via, row.batch) == ("wuhan", NOON, "import", BATCH)
    assert (row.place, row.why, row.document) == ("表.xlsx › 填报 › G17", "更正", "")


def test_zero_not_applicable_and_blank_stay_apart(db):
    put(number("ELD_BEDS", 0), not_applicable("HOSP_VET_TOTAL"), blank("PILOTS"))
    assert standing() == [("number", Decimal(0), 1)]
    assert standing("HOSP_VET_TOTAL") == [("not_applicable", None, 1)]
    assert standing("PILOTS") == []
    assert revisions("PILOTS") == []


def test_a_change_keeps_the_old_value_in_its_revision(db):
    put(number("ELD_BEDS", 5))
    done = put(number("ELD_BEDS", "6"), at=NOON + timedelta(minutes=1))
    assert (done.new, done.changed, done.unchanged) == (0, 1, 0)
    assert standing() == [("number", Decimal(6), 2)]
    assert revisions()[1] == (2, "number", Decimal(5), "number", Decimal(6))


def test_emptying_a_cell_is_a_revision_and_its_numbers_go_on(db):
    put(number("ELD_BEDS", 5))
    assert put(blank("ELD_BEDS")).revisions == {(WUHAN, "ELD_BEDS"): 2}
    assert standing() == []
    put(number("ELD_BEDS", 7, seen=2))
    assert standing() == [("number", Decimal(7), 3)]
    assert [row[0] for row in revisions()] == [1, 2, 3]


def test_an_equal_value_is_unchanged_and_leaves_no_trace(db):
    put(number("ELD_BEDS", 5))
    before = report_of().version, AuditEvent.objects.count()
    done = put(number("ELD_BEDS", "5.0000"))
    assert (done.new, done.changed, done.unchanged) == (0, 0, 1)
    assert (report_of().version, AuditEvent.objects.count()) == before


def test_the_report_has_a_new_version_with_every_write(db):
    before = report_of().version
    put(number("ELD_BEDS", 5))
    put(number("PILOTS", 5))
    assert report_of().version == before + 2


def test_one_record_tells_how_many_and_hashes_the_revisions(db):
    put(number("ELD_BEDS", 5), not_applicable("PILOTS"), via=Via.IMPORT, batch=BATCH)
    record = AuditEvent.objects.order_by("-number")[0]
    lines = [
        "2018Q3\t420100\t420100\tELD_BEDS\t1\tblank\t\tnumber\t50000",
        "2018Q3\t420100\t420100\tPILOTS\t1\tblank\t\tnot_applicable\t",
    ]
    assert (record.act, record.region_code, record.period) == ("enter", WUHAN, "2018Q3")
    assert record.new == {
        "changes": 2,
        "sha256": digest(lines),
        "via": "import",
        "batch": str(BATCH),
        "document": "",
    }


def test_states_given_as_members_of_the_enumeration_are_the_same(db):
    put(Cell(WUHAN, "ELD_BEDS", FigureState.NUMBER, Decimal(5)), via=Via.CARRIED)
    record = AuditEvent.objects.order_by("-number")[0]
    line = "2018Q3\t420100\t420100\tELD_BEDS\t1\tblank\t\tnumber\t50000"
    assert (record.new["sha256"], record.new["via"]) == (digest([line]), "carried")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("ELD_BEDS", "5.5"), "decimals"),
        (number("RURAL_DIBAO_STD", "5.555"), "decimals"),
        (number("ELD_BEDS", "100000000000"), "number"),
        (number("ELD_BEDS", "NaN"), "number"),
        (number("ELD_BEDS", "Infinity"), "number"),
        (Cell(WUHAN, "ELD_BEDS", "number"), "no_value"),
        (Cell(WUHAN, "ELD_BEDS", "blank", Decimal(1)), "no_value"),
        (Cell(WUHAN, "ELD_BEDS", "unheard", Decimal(1)), "no_value"),
        (number("ELD_BEDS", 5, explanation="长" * 501), "too_long"),
        (number("NO_SUCH", 5), "not_asked"),
        (number("POP_60PLUS", 5), "not_asked"),
        (number("ELD_BEDS", 5, region="420600"), "not_asked"),
    ],
)
def test_what_may_not_stand_there_is_refused_with_all_the_rest(db, cell, code):
    with pytest.raises(Invalid) as refusal:
        put(number("PILOTS", 1), replace(cell, place="G9"), number("NO_SUCH_EITHER", 1))
    assert [(p.code, p.place) for p in refusal.value.problems] == [(code, "G9"), ("not_asked", "")]
    assert nothing_written()


@pytest.mark.parametrize(("value", "is_taken"), [("0", True), ("1", True), ("2", False)])
def test_a_question_of_yes_or_no_takes_one_and_zero(db, value, is_taken):
    Measure.objects.filter(code="PILOTS").update(unit_zh="是1/否0")
    if is_taken:
        assert put(number("PILOTS", value)).new == 1
    else:
        with pytest.raises(Invalid):
            put(number("PILOTS", value))


def test_the_same_cell_twice_is_refused(db):
    with pytest.raises(Invalid) as refusal:
        put(number("ELD_BEDS", 5), number("ELD_BEDS", 5))
    assert [problem.code for problem in refusal.value.problems] == ["twice"]


def test_a_cell_that_is_not_as_it_was_seen_refuses_everything(db):
    put(number("ELD_BEDS", 5))
    put(number("ELD_BEDS", 6), by="wuhan2", at=NOON + timedelta(minutes=5))
    with pytest.raises(Conflict) as refusal:
        put(number("ELD_BEDS", 7, seen=1), number("PILOTS", 1, seen=0))
    [clash] = refusal.value.cells
    assert (clash.region, clash.measure, clash.revision) == (WUHAN, "ELD_BEDS", 2)
    assert clash.saw == Content("number", Decimal(5))
    assert clash.there == Content("number", Decimal(6))
    assert clash.wanted == Content("number", Decimal(7))
    assert (clash.by, clash.at) == ("汪洋", NOON + timedelta(minutes=5))
    assert standing() == [("number", Decimal(6), 2)]
    assert standing("PILOTS") == []


def test_a_cell_seen_empty_but_filled_meanwhile_clashes(db):
    put(number("ELD_BEDS", 5))
    with pytest.raises(Conflict) as refusal:
        put(number("ELD_BEDS", 6, seen=0))
    assert refusal.value.cells[0].saw == Content("blank", None)


def test_two_who_want_the_same_value_do_not_clash(db):
    put(number("ELD_BEDS", 5))
    assert put(number("ELD_BEDS", 5, seen=0)).unchanged == 1


def test_a_whole_report_can_be_named_as_it_was_seen(db):
    seen = report_of().version
    put(number("ELD_BEDS", 5))
    with pytest.raises(Conflict):
        put(number("PILOTS", 1), version=seen)


def test_an_explanation_belongs_to_a_revision_and_is_void_when_the_value_moves(db):
    put(number("ELD_BEDS", 5, explanation="新\t建\n两所"))
    put(number("ELD_BEDS", 5, explanation="新建三所"))
    put(number("ELD_BEDS", 6))
    rows = Explanation.objects.values_list("revision", "text", "by__username")
    assert list(rows) == [(1, "新 建 两所", "wuhan"), (1, "新建三所", "wuhan")]
    assert standing() == [("number", Decimal(6), 2)]


def test_a_blank_can_be_explained_without_a_revision(db):
    before = report_of().version
    assert put(blank("ELD_BEDS", explanation="尚在统计")).unchanged == 1
    assert list(Explanation.objects.values_list("revision", "text")) == [(0, "尚在统计")]
    assert report_of().version == before + 1
    put(blank("ELD_BEDS", explanation="尚在统计"))
    assert report_of().version == before + 1


def test_many_reports_are_written_at_once_or_not_at_all(db):
    period = opened()
    reports = {r.region.code: r for r in period.reports.select_related("period", "region")}
    bureau = {
        reports[PROVINCE]: [number("POP_60PLUS", 9, WUHAN), number("POVERTY_LINE", 3, PROVINCE)]
    }
    done = enter_many(cells_by_report=bureau, by=person("manager"), via="form", at=NOON)
    assert (done.new, done.revisions[WUHAN, "POP_60PLUS"]) == (2, 1)
    with pytest.raises(Forbidden):
        enter_many(
            cells_by_report={
                reports[WUHAN]: [number("ELD_BEDS", 5)],
                reports["420600"]: [number("ELD_BEDS", 5, "420600")],
            },
            by=person("wuhan"),
            via="import",
            at=NOON,
        )
    assert Figure.objects.count() == 2


def test_a_report_that_is_submitted_takes_no_change_but_compares(db):
    submitted()
    assert put(number("PILOTS", 1)).unchanged == 1
    with pytest.raises(Conflict):
        put(number("PILOTS", 2))
    with pytest.raises(Conflict):
        put(number("PILOTS", 1, explanation="补充说明"))


def test_nothing_is_entered_before_the_opening_after_the_lock_or_once_closed(db):
    period = opened(opens=NOON.date())
    with pytest.raises(NotOpen):
        put(number("PILOTS", 1), at=NOON - timedelta(days=1))
    with pytest.raises(NotOpen):
        put(number("PILOTS", 1), at=NOON + timedelta(days=21))
    close_period(period=period, by=person("manager"), at=NOON)
    with pytest.raises(NotOpen):
        put(number("PILOTS", 1))
    assert nothing_written()


@pytest.mark.parametrize(
    "username", ["xiangyang", "reviewer", "viewer", "auditor", "administrator", "stranger"]
)
def test_only_the_regions_reporters_enter(db, username):
    with pytest.raises(Forbidden):
        put(number("PILOTS", 1), by=username)
    assert nothing_written()


@pytest.mark.parametrize("username", ["xiangyang", "viewer", "auditor", "stranger"])
def test_an_equal_value_is_not_confirmed_to_who_may_not_see_it(db, username):
    put(number("PILOTS", 1))
    with pytest.raises(Forbidden):
        put(number("PILOTS", 1), by=username)


def test_a_bureau_may_compare_what_the_province_supplies_for_it_but_never_write(db):
    province = report_of(PROVINCE)
    supplied = number("POP_60PLUS", 9), number("POP_60PLUS", 8, "420600")
    put(*supplied, report=province, by="manager")
    assert put(supplied[0], report=province).unchanged == 1
    with pytest.raises(Forbidden):
        put(number("POP_60PLUS", 10), report=province)
    with pytest.raises(Forbidden):
        put(supplied[1], report=province)


def test_one_cell_and_all_cells_take_the_same_number_of_queries(db):
    report, reporter = report_of(), person("wuhan")
    assert can(reporter, Permission.FILL)
    cells = plausible(report)
    with CaptureQueriesContext(connection) as one:
        enter(report=report, cells=cells[:1], by=reporter, via="form", at=NOON)
    with CaptureQueriesContext(connection) as all_of_them:
        enter(report=report, cells=cells, by=reporter, via="form", at=NOON)
    assert len(one) == len(all_of_them) <= 14
