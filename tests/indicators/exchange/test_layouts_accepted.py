"""Ways of writing that are accepted: each ends in the same figures."""

from decimal import Decimal

import pytest

from indicators.exchange.batch_files import kept_cells
from tests.bad_workbooks.made import HEADER, MARK, TEMPLATE, commas, filled, line, long, row
from tests.indicators.exchange.files import brought, warned
from tests.indicators.reporting.quarter import report_of
from tests.workbooks import Formula, Sheet, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]

BEDS, RATE = ("ELD_BEDS", 62310), ("RURAL_DIBAO_STD", Decimal("5620.5"))
RATE_ITEM = ("RURAL_DIBAO_STD", "农村低保标准")
MATRIX = (
    "地区代码",
    "地区",
    "填报期",
    "各类养老床位数（张）[ELD_BEDS]",
    "农村低保标准（元/人·年）",
)
BOTH = [row(), row("5620.50", item=RATE_ITEM, unit="元/人·年")]
SHORT = ("地区", "填报期", "数据项", "数值")


@pytest.fixture(autouse=True)
def quarter(db):
    report_of()


def understood(content, name="a.xlsx", **more):
    """What a file proposes, as (measure, value) by measure; nothing may be wrong with it."""
    batch = brought(content, name, **more)
    assert (batch.outcome, batch.problems) == ("previewed", [])
    return sorted((kept.cell.measure, kept.cell.value) for kept in kept_cells(batch))


TWO = {
    "long": long(*BOTH),
    "long with titles above": workbook([["湖北省"], [], ["口径：正式"], HEADER, *BOTH]),
    "columns reordered": workbook([tuple(reversed(r)) for r in [HEADER, *BOTH]]),
    "a blank row in the middle": long(BOTH[0], (), (), BOTH[1]),
    "only the needed columns, by name": workbook(
        [
            SHORT,
            ("武汉", "2018年第3季度", "各类养老床位数", "62,310"),
            ("湖北省武汉市", "2018年三季度", "农村低保标准", " 5620.5 "),
        ]
    ),
    "only the needed columns, by code": workbook(
        [
            ("region_code", "period", "measure_code", "value"),
            ("420100", "2018Q3", "ELD_BEDS", 62310),
            (420100, "2018q3", "rural_dibao_std", 5620.5),
        ]
    ),
    "names over codes": workbook(
        [
            ("地区代码", "填报期", "数据项代码", "数值"),
            ("region_code", "period", "measure_code", "value"),
            ("420100", "2018Q3", "ELD_BEDS", 62310),
            ("420100", "2018Q3", "RURAL_DIBAO_STD", 5620.5),
        ]
    ),
    "matrix": workbook([MATRIX, ("420100", "武汉市", "2018Q3", 62310, 5620.5)]),
    "matrix with the period in a title": workbook(
        [
            ["2018年第3季度养老情况"],
            ("地区", *MATRIX[3:]),
            ("武汉市", 62310, 5620.5),
        ]
    ),
    "matrix with a row of codes": workbook(
        [
            ("地区", "填报期", "床位", "低保"),
            ("", "", "ELD_BEDS", "RURAL_DIBAO_STD"),
            ("武汉市", "2018Q3", 62310, 5620.5),
        ]
    ),
    "matrix with names over codes": workbook(
        [
            ("地区", "填报期", "各类养老床位数", "农村低保标准"),
            ("", "", "ELD_BEDS", "RURAL_DIBAO_STD"),
            ("武汉市", "2018Q3", 62310, 5620.5),
        ]
    ),
    "template": filled(line(), line(5620.5, item=RATE_ITEM, unit="元/人·年")),
    "template with rows sorted and blanks": filled(
        line(5620.5, item=RATE_ITEM, unit="元/人·年"),
        line(None, item=("PILOTS", "创新试点示范数"), unit="个"),
        line(),
    ),
    "template with a signature below": filled(
        line(), line(5620.5, item=RATE_ITEM, unit="元/人·年"), (), ("", "填表人：王芳")
    ),
    "template without codes": filled(
        line(item=("", "各类养老床位数")), line(5620.5, item=("", RATE_ITEM[1]), unit="")
    ),
    "two sheets": workbook(sheets={"甲": Sheet((HEADER, BOTH[0])), "乙": Sheet((HEADER, BOTH[1]))}),
    "full-width digits": long(row("６２，３１０"), row("５６２０．５", item=RATE_ITEM, unit="")),
}


@pytest.mark.parametrize("what", TWO)
def test_a_layout_is_recognised(what, wuhan):
    assert understood(TWO[what]) == [BEDS, RATE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_csv_in_any_of_its_encodings(encoding, wuhan):
    assert understood(commas(*BOTH, encoding=encoding), "数据.csv") == [BEDS, RATE]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_a_csv_with_any_of_its_delimiters(delimiter, wuhan):
    assert understood(commas(*BOTH, delimiter=delimiter), "数据.csv") == [BEDS, RATE]


@pytest.mark.parametrize("name", ["420100", "武汉", "武汉市", "湖北省武汉市", " 武汉市　"])
def test_a_region_is_known_by_all_its_names(name, wuhan):
    assert understood(workbook([SHORT, (name, "2018Q3", "各类养老床位数", 62310)])) == [BEDS]


def test_a_row_of_totals_is_left_out_and_told(manager):
    rows = [("武汉市", 62310), ("襄阳市", 30000), ("合计", 92310)]
    content = workbook([("地区", "各类养老床位数"), *rows])
    period = report_of().period
    batch = brought(content, by="manager", period=period, document="鄂民〔2018〕1号")
    assert (batch.new, warned(batch), batch.problems) == (2, ["total_skipped"], [])


def test_a_column_of_totals_is_left_out_and_told(wuhan):
    batch = brought(workbook([(*MATRIX, "合计"), ("420100", "", "2018Q3", 62310, 5620.5, 7)]))
    assert (batch.new, warned(batch)) == (2, ["total_skipped"])


def test_the_result_of_a_formula_is_taken_and_flagged(wuhan):
    batch = brought(long(row(Formula("62000+310", "62310"))))
    assert [(w["code"], w["cell"], w["shown"]) for w in batch.warnings] == [
        ("formula_result", "F2", "62310")
    ]
    assert batch.new == 1


def test_a_sheet_of_another_layout_is_left_out_and_told(wuhan):
    sheets = {"数据": Sheet((HEADER, row())), "联系人": Sheet((("姓名", "电话"), ("王芳", "1")))}
    batch = brought(workbook(sheets=sheets))
    assert (batch.new, [(w["code"], w["sheet"]) for w in batch.warnings]) == (
        1,
        [("sheet_left_out", "联系人")],
    )


def test_not_applicable_is_read_in_each_of_its_ways(wuhan):
    content = filled(
        line("不适用"),
        line(None, item=("PILOTS", ""), unit="", none="不适用"),
        line(None, item=("FAC_MENTAL", ""), unit="", none="是"),
    )
    batch = brought(content)
    states = {kept.cell.measure: kept.cell.state for kept in kept_cells(batch)}
    assert states == dict.fromkeys(["ELD_BEDS", "FAC_MENTAL", "PILOTS"], "not_applicable")


def test_the_state_of_an_exported_row_says_not_applicable_where_no_number_stands(wuhan):
    batch = brought(long(row(None, state="不适用")))
    assert [(k.cell.state, k.cell.value) for k in kept_cells(batch)] == [("not_applicable", None)]


def test_an_unfilled_template_proposes_nothing(wuhan):
    batch = brought(filled(line(None), header=TEMPLATE, mark=MARK))
    assert (batch.outcome, batch.new, batch.unchanged, warned(batch)) == (
        "previewed",
        0,
        0,
        ["nothing_filled"],
    )


def test_the_place_of_a_figure_is_kept(wuhan):
    batch = brought(filled(line()), name="床位.xlsx")
    assert [kept.cell.place for kept in kept_cells(batch)] == ["床位.xlsx › 填报表 › G5"]


def test_an_apostrophe_before_a_sign_is_taken_off_an_explanation(wuhan):
    batch = brought(
        commas(row(why="'-5，减少"), row("", item=RATE_ITEM, unit="", why="'引")), "a.csv"
    )
    assert sorted(kept.cell.explanation for kept in kept_cells(batch)) == ["'引", "-5，减少"]
