"""Large files and long parts; `make bench` says how fast."""

import time
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from indicators.exchange.book import Area
from indicators.exchange.limits import Limits
from indicators.exchange.parser import plain_rows
from indicators.exchange.reading import ReadingProblem, read
from tests.indicators.exchange.opened import opened, shown
from tests.workbooks import Raw, Sheet, quirks, workbook
from tests.workbooks.cells import MAIN

HEADER = ["地区代码", "地区", "填报期", "数据项代码", "数据项", "数值", "单位", "状态", "说明"]


def test_what_follows_the_rows_may_be_long():
    links = "".join(f'<hyperlink ref="A1" r:id="rId{n}"/>' for n in range(20_000))
    tail = f"<hyperlinks>{links}</hyperlinks><mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    content = quirks.changed_sheet(
        [["a"]], lambda xml: xml.replace("</worksheet>", f"{tail}</worksheet>")
    )
    with opened(content) as book:
        assert book.sheets[0].merged == (Area(1, 1, 1, 2),)


def test_merged_areas_are_counted_up_to_ten_thousand():
    sheet = Sheet([["a"]], merged=[f"A{n}:B{n}" for n in range(1, 10_003)] + ["nonsense"])
    with opened(workbook(sheets={"a": sheet})) as book:
        assert len(book.sheets[0].merged) == 10_000


def test_texts_are_remembered_within_limits(monkeypatch):
    monkeypatch.setattr(plain_rows, "MOST_KNOWN", 2)
    rows = [[text] for text in "abcabcdd"]
    found = shown(workbook(sheets={"x": Sheet(rows, inline=True)}))["x"]
    assert "".join(found.values()) == "abcabcdd"


def test_shared_texts_may_be_indented():
    strings = f'<sst xmlns="{MAIN}">\n  <si>\n    <t>a</t>\n  </si>\n  <si><t>b</t></si>\n</sst>'
    written = [Raw(f'<c r="{{r}}" t="s"><v>{n}</v></c>') for n in range(2)]
    content = workbook([written], changed={"xl/sharedStrings.xml": strings})
    assert shown(content) == {"数据": {"A1": "a", "B1": "b"}}


def test_a_sheet_that_refers_to_nothing_is_damage():
    listed = f'<workbook xmlns="{MAIN}"><sheets><sheet name="a"/></sheets></workbook>'
    content = workbook([["x"]], changed={"xl/workbook.xml": listed})
    with pytest.raises(ReadingProblem, match="文件已损坏"):
        opened(content)


def exported(rows: int) -> bytes:
    """The long layout as we export it: texts in the cells, no shared table."""
    with xlsxwriter.Workbook(buffer := BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, HEADER)
        for n in range(rows):
            row = ["420100", "武汉市", "2020Q4", "POP_60PLUS", "60周岁及以上老年人口"]
            sheet.write_row(n + 1, 0, [*row, n % 9973 + n % 7 / 10, "人", "数值", f"说明{n % 11}"])
    return buffer.getvalue()


def seconds_to_read(content: bytes) -> tuple[float, int]:
    began = time.perf_counter()
    with read(BytesIO(content), name="a.xlsx", limits=Limits.BATCH) as book:
        cells = sum(1 for row in book.sheets[0].rows() for cell in row)
    return time.perf_counter() - began, cells


@pytest.mark.bench
def test_a_file_of_the_size_of_a_report_is_read_at_once():
    seconds, cells = seconds_to_read(exported(17 * 60))
    print(f"\n17 × 60 values read in {seconds:.2f} s")
    assert (cells, seconds < 1) == (17 * 60 * 9 + 9, True)


@pytest.mark.bench
def test_three_hundred_thousand_rows_are_read_many_times_faster_than_by_openpyxl():
    seconds, cells = seconds_to_read(exported(300_000))
    assert cells == 300_000 * 9 + 9
    part = exported(30_000)
    began = time.perf_counter()
    sheet = openpyxl.load_workbook(BytesIO(part), read_only=True).active
    theirs = sum(1 for row in sheet.iter_rows(values_only=True) for cell in row)
    rate = theirs / (time.perf_counter() - began)
    print(f"\n300,000 rows of 9 cells read in {seconds:.1f} s: {300_000 / seconds:,.0f} rows/s,")
    print(f"{cells / seconds:,.0f} cells/s, {cells / seconds / rate:.1f} × openpyxl's {rate:,.0f}")
    assert cells / seconds > 2 * rate
