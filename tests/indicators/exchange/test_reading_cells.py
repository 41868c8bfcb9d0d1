"""What stands in a workbook comes out of it, cell by cell."""

from decimal import Decimal

import pytest

from indicators.exchange.book import Area, Kind
from indicators.reporting.numbers import BLANK, NOT_APPLICABLE, NumberProblem
from tests.indicators.exchange.opened import cells, opened, shown
from tests.workbooks import Day, Error, Formula, Percent, Raw, Sheet, workbook

HEADER = ["地区", "填报期", "数据项", "数值"]


@pytest.mark.parametrize("inline", [False, True])
def test_texts_and_numbers(inline):
    rows = [HEADER, ["武汉市", "2020Q4", "养老床位", 1200], ["a<b>&\"c'", " x ", "多\n行", 0.1]]
    assert shown(workbook(sheets={"数据": Sheet(rows, inline=inline)})) == {
        "数据": {
            "A1": "地区", "B1": "填报期", "C1": "数据项", "D1": "数值",
            "A2": "武汉市", "B2": "2020Q4", "C2": "养老床位", "D2": "1200",
            "A3": "a<b>&\"c'", "B3": " x ", "C3": "多\n行", "D3": "0.1",
        }
    }  # fmt: skip


def test_a_number_keeps_the_text_that_is_stored():
    cell = cells(workbook([[Raw('<c r="{r}"><v>5.2999999999999999E-2</v></c>')]]))["A1"]
    assert (cell.kind, cell.value, cell.shown) == (Kind.NUMBER, "5.2999999999999999E-2", "0.053")
    assert cell.figure(decimals=3) == Decimal("0.053")


@pytest.mark.parametrize("style", [1, 4])
def test_a_percentage_is_what_people_see(style):
    cell = cells(workbook([[Raw(f'<c r="{{r}}" s="{style}"><v>0.053</v></c>')]]))["A1"]
    assert (cell.percent, cell.shown) == (True, "5.3%")
    assert cell.figure(decimals=1, unit="%") == Decimal("5.3")
    with pytest.raises(NumberProblem, match="percent_not_allowed"):
        cell.figure(decimals=1, unit="人")


@pytest.mark.parametrize(
    ("serial", "since_1904", "day"),
    [
        ("44196", False, "2020-12-31"),
        ("44196.5", False, "2020-12-31 12:00:00"),
        ("42734", True, "2020-12-31"),
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("61", False, "1900-03-01"),
        ("0.5", False, "12:00:00"),
        ("0.5", True, "1904-01-01 12:00:00"),
        ("44195.99999999", False, "2020-12-31"),
        ("-1", False, "1899-12-30"),
        ("1E9", False, "1000000000.0"),
        ("1E300", False, "1e+300"),
        ("-1E9", True, "-1000000000.0"),
    ],
)
def test_a_day_is_no_number(serial, since_1904, day):
    cell = cells(workbook([[Day(serial)]], date1904=since_1904))["A1"]
    assert (cell.kind, cell.shown) == (Kind.DATE, day)
    with pytest.raises(NumberProblem, match="date"):
        cell.figure(decimals=0)


def test_a_built_in_day_and_an_iso_day():
    written = [
        Raw('<c r="{r}" s="5"><v>44196</v></c>'),
        Raw('<c r="{r}" t="d"><v>2020-12-31T00:00:00</v></c>'),
    ]
    found = cells(workbook([written]))
    assert [(c.kind, c.shown) for c in found.values()] == [
        (Kind.DATE, "2020-12-31"),
        (Kind.DATE, "2020-12-31T00:00:00"),
    ]


@pytest.mark.parametrize(
    ("content", "kind", "value", "formula", "external"),
    [
        (Formula("1+1", "2"), Kind.NUMBER, "2", True, False),
        (Formula('"a"&"b"', "ab", "str"), Kind.TEXT, "ab", True, False),
        (Formula("A2>1", "1", "b"), Kind.BOOLEAN, "TRUE", True, False),
        (Formula("A2*2"), Kind.NO_RESULT, "=A2*2", True, False),
        (Formula("A2*2", ""), Kind.NO_RESULT, "=A2*2", True, False),
        (Formula("[1]Sheet1!A1", "2"), Kind.NUMBER, "2", True, True),
        (Formula("'C:\\a\\[b.xlsx]年 报'!A1+1", "2"), Kind.NUMBER, "2", True, True),
        (Formula("SUM([2]年报!$A$1:$A$9)", "2"), Kind.NUMBER, "2", True, True),
        (Formula("cmd|'/c calc'!A0", "2"), Kind.NUMBER, "2", True, True),
        (Formula("SUM(T[数值])+'a b'!A1", "2"), Kind.NUMBER, "2", True, False),
        (Formula("SUM(T[[#All],[数值]])+年报!A1", "2"), Kind.NUMBER, "2", True, False),
        (Formula("[1]Sheet1!A1"), Kind.NO_RESULT, "=[1]Sheet1!A1", True, True),
        (Error("#DIV/0!"), Kind.ERROR, "#DIV/0!", False, False),
        (Error("#REF!", "A2/0"), Kind.ERROR, "#REF!", True, False),
        (True, Kind.BOOLEAN, "TRUE", False, False),
        (False, Kind.BOOLEAN, "FALSE", False, False),
        (Raw('<c r="{r}"><v>NaN</v></c>'), Kind.TEXT, "NaN", False, False),
        (Raw('<c r="{r}" t="n"><v> 12\n</v></c>'), Kind.NUMBER, "12", False, False),
        (Raw('<c r="{r}" t="str"><v>1e5</v></c>'), Kind.TEXT, "1e5", False, False),
        (Raw('<c r="{r}" t="b"><v>true</v></c>'), Kind.BOOLEAN, "TRUE", False, False),
    ],
)
def test_kinds_of_cells(content, kind, value, formula, external):
    cell = cells(workbook([[content, "x"]]))["A1"]
    assert cell[2:7] == (kind, value, False, formula, external)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Error("#N/A"), "error_value"),
        (True, "boolean"),
        (Formula("A2"), "formula_without_result"),
        (Formula("[1]S!A1", "2"), "formula_external"),
        (Formula("[1]S!A1"), "formula_external"),
        ("12人", "unit_in_cell"),
        (Formula('"12人"', "12人", "str"), "unit_in_cell"),
        ("=A1", "formula_text"),
        (Raw('<c r="{r}" t="inlineStr"><is><t>1_x0007_2</t></is></c>'), "control_character"),
    ],
)
def test_cells_that_are_no_figure(content, code):
    with pytest.raises(NumberProblem, match=code):
        cells(workbook([[content]]))["A1"].figure(decimals=0, unit="人")


def test_cells_that_are_a_figure():
    row = ["１，２３４", "不适用", Formula("1+1", "2"), "\u200b", "是"]
    found = cells(workbook([row]))
    assert found["A1"].figure(decimals=0) == Decimal(1234)
    assert found["B1"].figure(decimals=0) is NOT_APPLICABLE
    assert found["C1"].figure(decimals=0) == Decimal(2)
    assert found["E1"].figure(decimals=0, unit="是1/否0") == Decimal(1)


def test_an_empty_result_of_a_formula_is_nothing():
    assert cells(workbook([[Formula('""', "", "str"), "x"]])).keys() == {"B1"}
    assert BLANK is not NOT_APPLICABLE


def test_what_shows_nothing_is_no_content():
    blank = [Raw('<c r="{r}" s="3"/>'), "", " ", "\u3000\u00a0", Raw('<c r="{r}" t="s"/>')]
    blank += [Raw('<c r="{r}"><v/></c>'), Raw('<c r="{r}" t="inlineStr"><is><t/></is></c>')]
    with opened(workbook([blank, ["x"], blank])) as book:
        [sheet] = book.sheets
        assert [(row.number, row.columns()) for row in sheet.rows()] == [(2, [1])]
        assert sheet.row_count == 1


def test_a_shared_formula_is_known_in_all_its_cells():
    rows = [
        [Raw('<c r="{r}"><f t="shared" ref="A1:A3" si="0">[1]S!B1</f><v>1</v></c>')],
        [Raw('<c r="{r}"><f t="shared" si="0"/><v>2</v></c>')],
        [Raw('<c r="{r}"><f t="array" ref="A3">B3</f><v>2</v></c>')],
    ]
    assert [c.external for c in cells(workbook(rows)).values()] == [True, True, False]


def test_runs_are_joined_and_their_pronunciation_is_not():
    rich = (
        "<is><r><rPr><b/></rPr><t>武</t></r><r><t>汉市</t></r>"
        "<rPh sb='0' eb='1'><t>wuhan</t></rPh></is>"
    )
    assert (
        cells(workbook([[Raw(f'<c r="{{r}}" t="inlineStr">{rich}</c>')]]))["A1"].value == "武汉市"
    )


def test_shared_runs_are_joined():
    texts = "<si><r><t>武</t></r><r><t>汉</t></r></si><si><t/></si><si><t>b</t></si>"
    strings = f'<sst xmlns="x">{texts}</sst>'
    written = [Raw(f'<c r="{{r}}" t="s"><v>{n}</v></c>') for n in range(3)]
    content = workbook([written], changed={"xl/sharedStrings.xml": strings})
    assert shown(content) == {"数据": {"A1": "武汉", "C1": "b"}}


def test_what_is_hidden_is_marked():
    sheets = {
        "明": Sheet([["a", "b"], ["c", "d"]], hidden_rows=[2], hidden_columns=[2]),
        "暗": Sheet([["e"]], hidden="hidden"),
        "很暗": Sheet([["f"]], hidden="veryHidden"),
        "扁": Sheet([["g"], ["h"]], row_attributes={1: ' ht="0" customHeight="1"'}),
    }
    with opened(workbook(sheets=sheets)) as book:
        assert [(s.name, s.hidden) for s in book.sheets] == [
            ("明", False), ("暗", True), ("很暗", True), ("扁", False),
        ]  # fmt: skip
        hidden = [c.address for s in book.sheets for r in s.rows() for c in r if c.hidden]
        assert hidden == ["B1", "A2", "B2", "A1"]
        assert book.sheets[0].hidden_columns == {2}


def test_merged_cells_are_told():
    with opened(workbook(sheets={"a": Sheet([["x"]], merged=["A1:C1", "B2:B9"])})) as book:
        assert book.sheets[0].merged == (Area(1, 1, 1, 3), Area(2, 2, 9, 2))


def test_a_row_gives_what_people_see_in_a_column():
    with opened(workbook([["a", None, Percent("0.5")]])) as book:
        [row] = book.sheets[0].rows()
        assert (row.shown(1), row.shown(2), row.shown(3), row.get(2)) == ("a", "", "50%", None)


def test_sheets_may_be_walked_at_the_same_time_and_again():
    rows = [[number] for number in range(1000)]
    with opened(workbook(sheets={"a": Sheet(rows), "b": Sheet([["x"], *rows])})) as book:
        first, second = (sheet.rows() for sheet in book.sheets)
        pairs = [(a.shown(1), b.shown(1)) for a, b in zip(first, second, strict=False)]
        assert pairs[:3] == [("0", "x"), ("1", "0"), ("2", "1")]
        assert len(list(book.sheets[0].rows())) == book.sheets[0].row_count == 1000
