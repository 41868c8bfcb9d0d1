"""The board, the status list, targets and the audit trail as spreadsheets."""

from decimal import Decimal

import pytest

from indicators.assessment.board import read_board
from indicators.assessment.board_rows import COLUMNS, board_rows
from indicators.plan.models import Plan
from indicators.reporting.errors import Forbidden, Unknown
from indicators.reporting.models import Basis
from regions.audit import acting
from regions.models import AuditEvent
from tests.indicators.exchange.taken_out import lines, records, rows_of, sheet, taken
from tests.indicators.reporting.quarter import approved, report_of, submitted
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quarter(db):
    report_of()


def board():
    plan, period = Plan.objects.get(), report_of().period
    return list(board_rows(read_board(plan=plan, period=period, basis=Basis.OFFICIAL)))


def test_the_board_is_that_of_the_command(wuhan):
    approved(at=NOON)
    told = [{k: "" if v is None else str(v) for k, v in row.items()} for row in board()]
    assert records("board") == told
    assert lines("board")[0] == list(COLUMNS)


def test_the_boards_numbers_are_numbers(wuhan):
    approved(at=NOON)
    table = rows_of(sheet("board"))
    header = table.index(tuple(COLUMNS))
    for row, told in zip(table[header + 1 :], board(), strict=True):
        found = dict(zip(COLUMNS, row, strict=True))
        assert (found["目标值"] is None) == (told["目标值"] is None)
        if told["目标值"] is not None:
            assert Decimal(str(found["目标值"])) == Decimal(told["目标值"])
            assert isinstance(found["目标值"], int | float)


def test_provisional_values_are_a_reporters_own(wuhan):
    submitted(at=NOON)
    assert {r["地区代码"] for r in records("board", by="wuhan", basis="provisional")} == {"420100"}
    everywhere = {r["地区代码"] for r in records("board", by="wuhan")}
    assert {"420000", "420600"} < everywhere
    with pytest.raises(Forbidden):
        taken("board", by="viewer", basis="provisional")


def test_the_board_is_of_one_period(wuhan):
    with pytest.raises(Unknown):
        taken("board", period=None)


def test_the_status_list_tells_who_has_reported(wuhan):
    submitted(at=NOON)
    rows = records("status")
    assert len(rows) == 18
    (row,) = [each for each in rows if each["地区代码"] == "420100"]
    assert row == {
        "填报期": "2018Q3",
        "地区代码": "420100",
        "地区": "武汉市",
        "状态": "已提交",
        "截止日": "2018-10-15",
        "首次提交": "2018-10-10 12:00",
        "迟报天数": "0",
    }
    assert [each["地区代码"] for each in records("status", by="wuhan")] == ["420100"]


def test_targets_come_with_the_document_that_set_them(viewer):
    rows = records("targets", by="viewer")
    (beds,) = [row for row in rows if row["指标代码"] == "ELD_BEDS_PER_1000"]
    assert [beds[name] for name in ("地区代码", "年份", "目标值", "采用日期", "文号")] == [
        "420000",
        "2020",
        "35.0",
        "2016-01-01",
        "",
    ]
    narrowed = records("targets", by="viewer", indicators=["ELD_BEDS_PER_1000"])
    assert narrowed == [beds]


def test_the_audit_trail_is_the_auditors(auditor):
    with acting(by=auditor, at=NOON) as acts:
        acts.record("trial", object_label="=1+1", new={"n": 1}, period="2018Q3")
    (row,) = [each for each in records("audit", by="auditor") if each["行为"] == "trial"]
    event = AuditEvent.objects.get(act="trial")
    assert (row["序号"], row["本记录哈希"]) == (str(event.number), event.hash)
    assert (row["时间"], row["对象"], row["新值"]) == ("2018-10-10 12:00:00", "'=1+1", '{"n": 1}')
    everything = records("audit", by="auditor", period=None)
    assert len(everything) == AuditEvent.objects.count() - 1
    for other in ("manager", "viewer", "administrator", "wuhan"):
        with pytest.raises(Forbidden):
            taken("audit", by=other)


@pytest.mark.parametrize("what", ["board", "status", "targets"])
def test_xlsx_and_csv_hold_the_same(what, wuhan):
    approved(at=NOON)
    plain = lines(what)
    table = rows_of(sheet(what))
    start = table.index(tuple(plain[0]))
    told = [["" if v is None else str(v) for v in row] for row in table[start:]]
    same = [[number(cell) for cell in row] for row in told]
    assert same == [[number(cell) for cell in row] for row in plain]


def number(text):
    """35.0 and 35 are the same number."""
    try:
        return Decimal(text).normalize()
    except ArithmeticError:
        return text
