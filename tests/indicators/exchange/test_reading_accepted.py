"""Workbooks of other programs, and bad ones that do no harm, are read like any other."""

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from indicators.exchange.limits import Limits
from tests.indicators.exchange.opened import opened, shown
from tests.workbooks import Formula, Raw, Sheet, quirks, workbook
from tests.workbooks.cells import MAIN
from tests.workbooks.package import OFFICE, relationships

ROWS = [["地区", "填报期", "数值"], ["武汉市", "2020Q4", 12.5], ["黄石市 & 周边", None, 3]]
EXPECTED = {
    "A1": "地区", "B1": "填报期", "C1": "数值",
    "A2": "武汉市", "B2": "2020Q4", "C2": "12.5",
    "A3": "黄石市 & 周边", "C3": "3",
}  # fmt: skip


def between(before, after):
    return lambda xml: xml.replace(before, after)


CHANGES = {
    "comment": between("<row", "<!-- <row r='9'></row> --><row"),
    "cdata": between(
        "</sheetData>",
        '<row r="9"><c r="A9" t="str"><v><![CDATA[</row>]]></v></c></row></sheetData>',
    ),
    "instruction": between("<sheetData>", "<?mso x?><sheetData>"),
    "single_quotes": lambda xml: xml.replace('"', "'"),
    "other_order": lambda xml: xml.replace(' t="s"', "").replace("<c r", '<c t="s" r'),
    "pretty": lambda xml: xml.replace("><", ">\n  <"),
    "spaced_tags": lambda xml: xml.replace("<sheetData>", "<sheetData >").replace('"><v', '" ><v'),
    "own_attributes": lambda xml: xml.replace("<sheetData>", '<sheetData a:b="c">'),
    "byte_order_mark": lambda xml: "\ufeff" + xml,
    "no_declaration": lambda xml: xml[xml.index("<worksheet") :],
    "controls_behind": between(
        "</worksheet>", "<controls><from><col>3</col><row>3</row></from></controls></worksheet>"
    ),
}


@pytest.mark.parametrize(
    "program",
    [quirks.wps, quirks.with_backslashes, quirks.prefixed, quirks.iso_strict, quirks.utf_16],
    ids=lambda program: program.__name__,
)
def test_other_programs(program):
    assert shown(program(ROWS)) == {"数据": EXPECTED}


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_in_other_words(change):
    rows = ROWS
    if change == "other_order":
        rows = [[str(cell) if cell else None for cell in row] for row in ROWS]
    found = shown(quirks.changed_sheet(rows, CHANGES[change]))["数据"]
    assert found == EXPECTED | ({"A9": "</row>"} if change == "cdata" else {})


def test_cells_without_an_address_follow_one_another():
    rows = [[str(cell) if cell else None for cell in row] for row in ROWS[:2]] + [["a", None, "b"]]
    assert shown(quirks.without_addresses(rows))["数据"] == {
        "A1": "地区", "B1": "填报期", "C1": "数值", "A2": "武汉市", "B2": "2020Q4", "C2": "12.5",
        "A3": "a", "C3": "b",
    }  # fmt: skip


@pytest.mark.parametrize("dimension", ["A1", "A1:B1", "Z99", "nonsense", "A1:XFD1048576"])
def test_a_false_dimension_is_not_believed(dimension):
    assert shown(workbook(sheets={"数据": Sheet(ROWS, dimension=dimension)})) == {"数据": EXPECTED}


def test_row_numbers_may_leap():
    sheet = Sheet([["z"]], first=1_048_576)
    assert shown(workbook(sheets={"数据": sheet})) == {"数据": {"A1048576": "z"}}


def test_openpyxl_and_xlsxwriter_write_what_is_read():
    book = openpyxl.Workbook()
    book.active.title = "数据"
    for row in ROWS:
        book.active.append(row)
    book.save(first := BytesIO())
    with xlsxwriter.Workbook(second := BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    assert shown(first.getvalue()) == shown(second.getvalue()) == {"数据": EXPECTED}


@pytest.mark.parametrize("empty", [quirks.a_million_styled_rows, quirks.a_million_empty_rows])
def test_a_million_rows_without_content_count_for_nothing(empty):
    content = empty(ROWS)
    assert len(content) < Limits.PEOPLE.size
    with opened(content) as book:
        assert book.sheets[0].row_count == 3


def test_links_to_other_workbooks_are_named_and_never_opened():
    parts = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
            {"rId1": ("externalLinkPath", "file:///C:/去年.xlsx")}, "External"
        ),
        "xl/externalLinks/externalLink2.xml": f'<externalLink xmlns="{MAIN}"/>',
        "xl/_rels/workbook.xml.rels": relationships(
            {
                "rId1": ("worksheet", "worksheets/sheet1.xml"),
                "rId2": ("externalLink", "externalLinks/externalLink1.xml"),
                "rId3": ("externalLink", "externalLinks/externalLink2.xml"),
            }
        ),
    }
    with opened(workbook([[Formula("[1]S!A1", "1")]], changed=parts)) as book:
        assert book.external_links == (
            "file:///C:/去年.xlsx",
            "xl/externalLinks/externalLink2.xml",
        )


def test_a_sheet_of_charts_has_no_cells():
    listed = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="图" r:id="rId2"/>'
        '<sheet name="数据" r:id="rId1"/></sheets></workbook>'
    )
    targets = {
        "rId1": ("worksheet", "worksheets/sheet1.xml"),
        "rId2": ("chartsheet", "chartsheets/sheet1.xml"),
    }
    changed = {"xl/workbook.xml": listed, "xl/_rels/workbook.xml.rels": relationships(targets)}
    assert shown(workbook([[1]], changed=changed)) == {"数据": {"A1": "1"}}


def test_a_workbook_needs_neither_styles_nor_shared_texts():
    changed = {"xl/styles.xml": None, "xl/sharedStrings.xml": None}
    sheet = Sheet([["a", 1, Raw('<c r="{r}" s="2"><v>44196</v></c>')]], inline=True)
    content = quirks.zipped(quirks.package({"数据": sheet}), changed)
    assert shown(content) == {"数据": {"A1": "a", "B1": "1", "C1": "44196"}}


def test_many_rows_cross_the_pieces_that_are_read_at_once():
    rows = [[f"地区{n}", n, n / 8, "说明" * 20] for n in range(8_000)]
    found = shown(workbook(rows))["数据"]
    assert len(found) == 32_000
    assert all(found[f"A{n + 1}"] == f"地区{n}" for n in range(8_000))
    assert (found["B8000"], found["C8000"]) == ("7999", "999.875")
