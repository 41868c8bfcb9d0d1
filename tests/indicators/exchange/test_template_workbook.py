"""The workbook that is handed out: what is asked, what stood there before, what may be written."""

import io

import openpyxl
import pytest

from indicators.exchange.workbooks import template_workbook
from indicators.reporting.actions import enter
from indicators.reporting.worksheet import read_sheet
from regions.models import User
from tests.indicators.exchange.files import columns_of, template
from tests.indicators.reporting.quarter import (
    PROVINCE,
    not_applicable,
    number,
    opened,
    report_of,
)
from tests.people import NOON, client_of

pytestmark = pytest.mark.django_db
COLUMNS = ["数据项代码", "章节", "数据项", "单位", "上期", "去年同期", "本期", "不适用", "说明"]


def line_of(book, code):
    """The row of a measure: heading → cell."""
    sheet = book.worksheets[0]
    columns = columns_of(sheet)
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, columns["数据项代码"]).value == code:
            return {name: sheet.cell(row, column) for name, column in columns.items()}
    raise LookupError(code)


def test_a_bureaus_template_has_one_row_a_measure(wuhan):
    sheet = template().worksheets[0]
    assert [cell.value for cell in sheet[4]] == COLUMNS
    codes = [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)]
    asked = [line.measure.code for line in read_sheet(report_of()) if not line.is_supplied]
    assert codes == asked


def test_it_carries_its_mark_in_a_hidden_row_and_codes_in_a_hidden_column(wuhan):
    sheet = template().worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == ["民政填报模板", "1", "2018Q3", "420100"]
    assert (sheet.row_dimensions[1].hidden, sheet.column_dimensions["A"].hidden) == (True, True)


def test_the_provinces_has_one_row_a_measure_and_region(manager):
    sheet = template(PROVINCE).worksheets[0]
    assert [cell.value for cell in sheet[4]] == ["地区代码", "地区", *COLUMNS]
    assert [sheet.column_dimensions[letter].hidden for letter in "ABC"] == [True, False, True]
    rows = [(sheet.cell(r, 1).value, sheet.cell(r, 3).value) for r in range(5, sheet.max_row + 1)]
    keys = {line.key for line in read_sheet(report_of(PROVINCE))}
    assert (len(rows), set(rows)) == (len(keys), keys)
    assert rows[:2] == [("420100", "POP_60PLUS"), ("420200", "POP_60PLUS")]


def test_earlier_values_stand_beside_an_empty_input(wuhan):
    opened("2018Q2")
    enter(
        report=report_of(period="2018Q2"),
        cells=[number("ELD_BEDS", 61204), not_applicable("PILOTS"), number("URBAN_DIBAO_STD", 7)],
        by=wuhan,
        via="form",
        at=NOON.replace(month=7),
    )
    book = template()
    beds, pilots = line_of(book, "ELD_BEDS"), line_of(book, "PILOTS")
    assert [beds[name].value for name in ("上期", "去年同期", "本期", "说明")] == [
        61204,
        *[None] * 3,
    ]
    assert pilots["上期"].value == "不适用"
    assert line_of(book, "URBAN_DIBAO_STD")["上期"].number_format == "#,##0.00"


def test_what_the_draft_holds_stands_in_the_input(wuhan):
    cells = [number("ELD_BEDS", 62310, explanation="=新建"), not_applicable("PILOTS")]
    enter(report=report_of(), cells=cells, by=wuhan, via="form", at=NOON)
    book = template()
    beds, pilots = line_of(book, "ELD_BEDS"), line_of(book, "PILOTS")
    assert (beds["本期"].value, beds["说明"].value, beds["说明"].data_type) == (62310, "=新建", "s")
    assert (pilots["本期"].value, pilots["不适用"].value) == (None, "不适用")


def test_the_definition_is_a_note_and_inputs_are_open_and_validated(wuhan):
    book = template()
    beds = line_of(book, "ELD_BEDS")
    assert "期末实有、可以使用的养老床位数" in beds["数据项"].comment.text
    locked = {name: cell.protection.locked for name, cell in beds.items()}
    assert [name for name, shut in locked.items() if not shut] == ["本期", "不适用", "说明"]
    rules = {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in book.worksheets[0].data_validations.dataValidation
    }
    row = beds["本期"].row
    assert rules[f"G{row}"] == ("whole", "-99999999999")
    assert rules[f"H{row}"] == ("list", '"不适用"')
    assert rules[f"I{row}"] == ("textLength", "500")
    rate = line_of(book, "RURAL_DIBAO_STD")["本期"].row
    assert rules[f"G{rate}"][0] == "decimal"


def test_the_second_sheet_tells_how_and_what_the_province_supplies(manager):
    cells = [number("POP_60PLUS", 1711000)]
    enter(report=report_of(PROVINCE), cells=cells, by=manager, via="form", at=NOON)
    told = [row[0].value for row in template().worksheets[1].iter_rows() if row[0].value]
    assert told[0] == "填表说明"
    assert "60周岁及以上老年人口（人）：1,711,000（省厅未定）" in told
    assert "县（市、区）数（个）：尚未提供" in told


def test_a_demonstration_says_so(wuhan):
    User.objects.filter(pk=wuhan.pk).update(demonstration=True)
    out = io.BytesIO()
    assert template_workbook(report_of(), out) == "演示_填报表_2018Q3_武汉市.xlsx"
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert "全部填报数字为虚构" in sheet["B3"].value


def test_the_page_hands_it_out_within_ones_scope(wuhan, xiangyang, stranger):
    address = "/exchange/template/2018Q3/420100.xlsx"
    report_of()
    response = client_of(wuhan).get(address)
    content = b"".join(response.streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0]["D1"].value == "420100"
    for other in (xiangyang, stranger):
        assert client_of(other).get(address).status_code == 404
    assert client_of(wuhan).get("/exchange/template/2018Q4/420100.xlsx").status_code == 404


def test_its_queries_do_not_grow_with_the_regions(django_assert_max_num_queries, manager):
    counts = []
    for region in ("420100", PROVINCE):
        report = report_of(region)
        with django_assert_max_num_queries(30) as counted:
            template_workbook(report, io.BytesIO())
        counts.append(len(counted))
    assert counts[1] <= counts[0] + 1
