"""Two ways through a sheet, one answer; and what openpyxl reads, we read."""

from decimal import Decimal
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.exchange.limits import Limits
from indicators.exchange.parser.archive import Archive
from indicators.exchange.parser.cells import Reader
from indicators.exchange.parser.package import DATE, PERCENT
from indicators.exchange.parser.plain_rows import PlainRows
from indicators.exchange.parser.refusal import Refusal
from indicators.exchange.parser.sheets import SheetReading
from indicators.exchange.parser.sink import Sink
from tests.indicators.exchange.opened import cells
from tests.workbooks import Sheet, workbook
from tests.workbooks.bombs import SHEET

READER = Reader(["武汉", "", "b", " "], {"1": PERCENT, "2": DATE}, starts_1904=False)

values = st.sampled_from(
    ["1", "-2.5", "1e5", "", " ", "3 ", "NaN", "武汉", "a&amp;b", "&lt;", "_x0041_"]
)
inner = st.one_of(
    values.map("<v>{}</v>".format),
    values.map("<is><t>{}</t></is>".format),
    values.map('<is><t xml:space="preserve">{}</t></is>'.format),
    st.sampled_from(
        ["<v/>", "", "<f>A1</f>", "<f>A1</f><v>2</v>", "<!-- x -->", "\n", "<v>x", "<f"]
    ),
)
addresses = st.sampled_from(["A1", "B1", "C1", "A2", "B2", "A3", "AA2", "XFE1", "a1", ""])
attributes = st.lists(
    st.sampled_from(
        [' s="1"', ' s="2"', ' t="s"', ' t="n"', ' t="inlineStr"', ' t="str"', ' t="b"']
    ),
    max_size=2,
    unique_by=lambda text: text[:3],
).map("".join)
written_cells = st.builds(
    lambda r, a, i: f'<c r="{r}"{a}>{i}</c>' if i else f'<c r="{r}"{a}/>',
    addresses,
    attributes,
    inner,
)
openings = st.sampled_from(
    [
        '<row r="1">',
        '<row r="2" hidden="1">',
        '<row r="3" ht="0">',
        '<row r="2" spans="1:2">',
        "<row>",
    ]
)
rows = st.one_of(
    st.builds(lambda o, c: f"{o}{''.join(c)}</row>", openings, st.lists(written_cells, max_size=3)),
    st.sampled_from(
        ['<row r="2"/>', '<row r="9" s="3" />', "\n", "<row r='3'></row>", "x", "</row>"]
    ),
)
sheets = st.lists(rows, max_size=4).map("".join)


def way(name, inside):
    """What comes out by `quickly` or `slowly`; the code of the refusal; or that it is no XML."""
    content = workbook(
        [["x"]], changed={SHEET: f"<worksheet><sheetData>{inside}</sheetData></worksheet>"}
    )
    sink = Sink(out := BytesIO(), Limits.PEOPLE)
    reading = SheetReading(READER, sink)
    try:
        getattr(reading, name)(Archive(BytesIO(content), Limits.PEOPLE), SHEET)
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001  of whatever kind, it must be the same
        return type(error).__name__
    sink.flush()
    return out.getvalue()


@settings(max_examples=300)
@given(inside=sheets)
def test_the_quick_way_through_a_sheet_agrees_with_the_slow_one(inside):
    quick = way("quickly", inside)
    assert quick in {way("slowly", inside), "Unusual"}


def test_the_quick_way_is_taken_for_what_spreadsheet_programs_write():
    piece = (
        '<row r="1" spans="1:3" ht="14.25" x14ac:dyDescent="0.15"><c r="A1" s="3"/>'
        '<c r="B1" s="1"><v>0.5</v></c><c r="C1" t="s"><v>0</v></c></row>\n'
        '<row r="2" s="3" customFormat="1"/><row r="3" hidden="1"><c r="B3" t="n"><v>7</v></c>'
        '<c r="D3" s="2" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>'
    )
    assert PlainRows(READER).rows(piece) == [
        [1, 0, 2, ["n", "0.5", 1], 3, "武汉"],
        [3, 1, 2, ["n", "7", 0], 4, " a "],
    ]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8)
contents = st.none() | texts | st.integers(-(10**14), 10**14) | st.booleans()
contents |= st.decimals(-(10**9), 10**9, places=4)
tables = st.lists(st.lists(contents, max_size=5), max_size=6)


@settings(max_examples=60, deadline=None)
@given(table=tables, inline=st.booleans())
def test_what_is_written_is_read_by_us_as_by_openpyxl(table, inline):
    rows = [[None if isinstance(x, str) and "_x" in x else x for x in row] for row in table]
    content = workbook(sheets={"数据": Sheet([*rows, ["end"]], inline=inline)})
    theirs = {
        cell.coordinate: cell.value
        for row in openpyxl.load_workbook(BytesIO(content))["数据"].iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip() != ""
    }
    ours = {address: native(cell) for address, cell in cells(content).items()}
    assert ours == {address: comparable(value) for address, value in theirs.items()}


def native(cell):
    if cell.kind == "n":
        return Decimal(cell.value).normalize()
    return cell.value == "TRUE" if cell.kind == "b" else cell.value


def comparable(value):
    if isinstance(value, bool | str):
        return value
    return Decimal(repr(value)).normalize()
