"""A person's own file comes back with every problem at its cell, and can be mended there."""

import io
import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest

from indicators.exchange import batch_files, sandbox
from indicators.exchange.annotating import annotate
from indicators.exchange.limits import Limits
from indicators.exchange.marker import __main__ as marker
from indicators.exchange.marks import list_of
from indicators.reporting.errors import Forbidden
from regions.models import AuditEvent
from tests.bad_workbooks.made import commas, line, long, row
from tests.bad_workbooks.made import filled as filled_rows
from tests.indicators.exchange.files import brought, codes, columns_of, fill, saved, template
from tests.indicators.reporting.quarter import opened
from tests.people import NOON, client_of
from tests.workbooks import bombs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]
RED, BLUE, NONE = "FFF4A6A0", "FFA9CBEA", "00000000"


@pytest.fixture(autouse=True)
def quarter(db):
    opened("2018Q3", locks=date(2099, 1, 1))


def address(batch):
    return f"/exchange/import/{batch.pk}/annotated/"


def copy_of(batch, by):
    out = io.BytesIO()
    annotate(batch=batch, by=by, out=out, at=NOON)
    return out.getvalue()


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def marks(sheet):
    """{cell: (colour, the first line of the note below its seam)}."""
    return {
        cell.coordinate: (cell.fill.fgColor.rgb, cell.comment.text.split("】\n")[1].split("\n")[0])
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.comment and "【民政指标】" in cell.comment.text
    }


def coloured(sheet):
    return {place: colour for place, (colour, _text) in marks(sheet).items()}


def listed(book):
    return [[cell.value for cell in row] for row in book["问题"].iter_rows(min_row=3)]


def spoiled():
    """The template as it is handed out, filled with two values that are none and one to explain."""
    values = {"ELD_BEDS": "约6万", "COMM_URBAN_TOTAL": 12.5, "RURAL_DIBAO_STD": 999999}
    return saved(fill(template(), values))


def cell_of(book, code):
    sheet = book.worksheets[0]
    columns = columns_of(sheet)
    rows = range(5, sheet.max_row + 1)
    number = next(n for n in rows if sheet.cell(n, columns["数据项代码"]).value == code)
    return sheet.cell(number, columns["本期"])


def test_the_persons_own_workbook_comes_back_with_its_problems_marked(wuhan):
    batch = brought(spoiled(), name="2018三季度.xlsx", at=None)
    response = client_of(wuhan).get(address(batch))
    assert response["Content-Disposition"].endswith(
        "2018%E4%B8%89%E5%AD%A3%E5%BA%A6_%E6%A0%87%E6%B3%A8.xlsx"
    )
    book = read(response.getvalue())
    beds, communities = (cell_of(book, code) for code in ("ELD_BEDS", "COMM_URBAN_TOTAL"))
    assert coloured(book.worksheets[0]) == {beds.coordinate: RED, communities.coordinate: RED}
    assert beds.comment.text.splitlines()[1] == "必须改正：不接受约数"
    assert (beds.value, communities.value) == ("约6万", 12.5)


def test_formats_validation_widths_and_definitions_stay(wuhan):
    before, after = template(), read(copy_of(brought(spoiled()), wuhan))
    was, is_ = before.worksheets[0], after.worksheets[0]
    assert after.sheetnames == [*before.sheetnames, "问题"]
    assert is_.freeze_panes == was.freeze_panes
    assert is_.data_validations.count == was.data_validations.count
    assert is_.protection.sheet is True
    assert is_.row_dimensions[1].hidden is True
    assert is_.column_dimensions["C"].width == was.column_dimensions["C"].width
    notes = [
        c for cells in is_.iter_rows() for c in cells if c.comment and "【" not in c.comment.text
    ]
    assert len(notes) == sum(1 for cells in was.iter_rows() for c in cells if c.comment)


def test_the_list_says_sheet_cell_what_and_how(wuhan):
    batch = brought(spoiled())
    book = read(copy_of(batch, wuhan))
    assert [cell.value for cell in book["问题"][2]][:7] == [
        "类别", "工作表", "单元格", "行", "列", "问题", "现有内容",
    ]  # fmt: skip
    assert listed(book) == [
        [
            "必须改正",
            p["sheet"],
            p["cell"],
            p["row"],
            p["column"],
            p["message"],
            p["shown"],
            p["fix"],
        ]
        for p in batch.problems
    ]
    assert book["问题"]["C3"].hyperlink.location == f"'填报表'!{batch.problems[0]['cell']}"


def test_mended_and_uploaded_again_it_is_accepted(wuhan):
    book = read(copy_of(brought(spoiled()), wuhan))
    cell_of(book, "ELD_BEDS").value, cell_of(book, "COMM_URBAN_TOTAL").value = 62310, 1200
    cell_of(book, "RURAL_DIBAO_STD").value = 5620
    batch = brought(saved(book), name="2018三季度_标注.xlsx")
    assert (batch.problems, batch.warnings, batch.new) == ([], [], 3)


def test_half_mended_only_what_is_left_is_marked(wuhan):
    book = read(copy_of(brought(spoiled()), wuhan))
    cell_of(book, "ELD_BEDS").value = 62310
    batch = brought(saved(book), name="2018三季度_标注.xlsx")
    again = read(copy_of(batch, wuhan))
    left = cell_of(again, "COMM_URBAN_TOTAL").coordinate
    assert coloured(again.worksheets[0]) == {left: RED}
    assert cell_of(again, "ELD_BEDS").fill.fill_type is None
    assert (again.sheetnames.count("问题"), len(listed(again))) == (1, 1)


def test_what_is_to_be_explained_is_marked_in_another_colour_and_word(wuhan):
    batch = brought(filled_rows(line(250000)))
    book = read(copy_of(batch, wuhan))
    assert marks(book["填报表"]) == {
        "G5": (BLUE, f"需要说明的问题：{batch.warnings[0]['message']}")
    }
    assert [row[0] for row in listed(book)] == ["需要说明的问题"]


def test_a_row_and_a_sheet_are_marked_where_people_see_it(wuhan):
    batch = brought(filled_rows(hidden_columns=(1,)))
    assert codes(batch) == ["no_rows"]
    hidden = brought(long(row(), hidden_rows=(2,)))
    assert (coloured(read(copy_of(hidden, wuhan))["数据"])) == {"A2": RED}
    assert list(marks(read(copy_of(batch, wuhan))["填报表"])) == ["B4"]


def test_a_csv_comes_back_as_a_workbook(wuhan):
    why = '=HYPERLINK("x")'
    batch = brought(
        commas(row("约6万", why=why), row(5620, item=("RURAL_DIBAO_STD", ""), unit="")),
        name="报表.csv",
    )
    content = copy_of(batch, wuhan)
    book = read(content)
    sheet = book["报表"]
    assert coloured(sheet) == {"F2": RED}
    assert [cell.value for cell in sheet[2]] == [
        "420100", "武汉市", "2018Q3", "ELD_BEDS", "各类养老床位数", "约6万", "张", None, why,
    ]  # fmt: skip
    assert (sheet["I2"].data_type, sheet["I2"].quotePrefix) == ("s", True)
    assert listed(book)[0][1:4] == ["报表", "F2", 2]
    sheet["F2"].value = 62310
    assert brought(saved(book), name="报表_标注.xlsx").new == 2


def test_rows_of_a_csv_that_do_not_fit_are_marked_too(wuhan):
    batch = brought(commas(row(), (*row(), "多", "余")), name="报表.csv")
    book = read(copy_of(batch, wuhan))
    assert (codes(batch), coloured(book["报表"])) == (["ragged"], {"A3": RED})
    assert book["报表"]["J3"].value == "多"


def test_a_large_workbook_comes_back_cell_by_cell(wuhan, monkeypatch):
    monkeypatch.setattr(marker, "HEAVY", 10)
    batch = brought(long(row("约6万"), row(0.5, why="+1"), row(why="-", state="不适用")))
    book = read(copy_of(batch, wuhan))
    assert coloured(book["数据"]) == {p["cell"]: RED for p in batch.problems if p["cell"]}
    assert (book["数据"]["F3"].value, book["数据"]["I3"].value) == (0.5, "+1")
    assert book["数据"]["I3"].data_type == "s"
    again = read(copy_of(brought(saved(book)), wuhan))
    assert again.sheetnames == ["数据", "问题"]


def test_nothing_from_outside_becomes_a_formula(wuhan):
    book = openpyxl.load_workbook(io.BytesIO(long(row("约6万"))))
    for place, text in (("F2", "=cmd|' /C calc'!A0x"), ("F3", "@SUM(1)"), ("I2", "+1+1")):
        cell = book["数据"][place]
        cell.value, cell.data_type = text, "s"
    batch = brought(saved(book))
    after = read(copy_of(batch, wuhan))
    assert after["数据"]["F2"].data_type == "s"
    kinds = {cell.data_type for cells in after["问题"].iter_rows() for cell in cells if cell.value}
    assert (kinds, batch.problems[0]["shown"]) == ({"s", "n"}, "=cmd|' /C calc'!A0x")
    with ZipFile(io.BytesIO(copy_of(batch, wuhan))) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [name for name in sheets if b"<f>" in archive.read(name)] == []


def test_more_problems_than_a_page_shows_are_all_marked(wuhan, monkeypatch):
    rows = [row("约", item=("RURAL_DIBAO_STD", "")) for _ in range(230)]
    batch = brought(long(*rows))
    assert (len(batch.problems), batch.problem_count >= 230) == (200, True)
    assert len(marks(read(copy_of(batch, wuhan))["数据"])) >= 230
    monkeypatch.setattr(batch_files, "KEPT_AT_MOST", 10)
    book = read(copy_of(brought(long(*rows)), wuhan))
    assert (len(marks(book["数据"])), len(listed(book))) == (10, 11)
    assert listed(book)[-1][5] == f"另有 {batch.problem_count - 10} 处未列出"


def test_an_import_from_before_is_marked_by_what_its_page_tells(wuhan):
    batch = brought(spoiled())
    batch_files.findings_path(batch).unlink()
    assert len(listed(read(copy_of(batch, wuhan)))) == len(batch.problems)


def test_a_file_that_nobody_can_read_gets_the_list_alone(wuhan):
    batch = brought(b"PK\x03\x04 nothing")
    page = client_of(wuhan).get(f"/exchange/import/{batch.pk}/").content.decode()
    assert address(batch) not in page
    assert read(copy_of(batch, wuhan)).sheetnames == ["问题"]


def test_a_bomb_brings_back_the_list_alone(wuhan, monkeypatch):
    batch = brought(bombs.billion_laughs())
    monkeypatch.undo()  # marked by the child, as it is in earnest
    answer = client_of(wuhan).get(address(batch))
    assert read(answer.getvalue()).sheetnames == ["问题"]


def test_the_page_offers_it_wherever_something_is_marked(wuhan):
    client = client_of(wuhan)
    offered = [
        address(batch) in client.get(f"/exchange/import/{batch.pk}/").content.decode()
        for batch in (
            brought(spoiled()),
            brought(filled_rows(line(250000))),
            brought(filled_rows(line())),
        )
    ]
    assert offered == [True, True, False]


def test_nothing_to_mark_is_a_conflict(wuhan):
    batch = brought(filled_rows(line()))
    assert client_of(wuhan).get(address(batch)).status_code == 409
    gone = brought(spoiled())
    gone.original.storage.delete(gone.original.name)
    assert client_of(wuhan).get(address(gone)).status_code == 409


def test_it_is_its_owners_alone(wuhan, wuhan2, xiangyang, manager):
    batch = brought(spoiled(), at=None)
    for user in (wuhan2, xiangyang, manager):
        assert client_of(user).get(address(batch)).status_code == 404
    with pytest.raises(Forbidden):
        annotate(batch=batch, by=wuhan2, out=io.BytesIO())


def test_it_is_recorded_as_an_export(wuhan):
    batch = brought(spoiled())
    copy_of(batch, wuhan)
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.object_type, event.object_label) == ("export", "import", batch.name)
    assert event.new == {"what": "annotated copy", "batch": str(batch.pk), "rows": 2}


def test_its_queries_do_not_grow_with_the_problems(
    wuhan, django_assert_num_queries, django_assert_max_num_queries
):
    few, many = (brought(long(*[row("约")] * count)) for count in (1, 40))
    client = client_of(wuhan)
    client.get(address(few)).getvalue()
    with django_assert_max_num_queries(11) as counted:
        client.get(address(few)).getvalue()
    with django_assert_num_queries(len(counted)):
        client.get(address(many)).getvalue()


@pytest.mark.parametrize(("heavy", "done"), [(False, True), (True, False)])
def test_the_marker_is_a_process_of_its_own(wuhan, monkeypatch, tmp_path, heavy, done):
    monkeypatch.undo()
    limits = replace(Limits.PEOPLE, unpacked=100 if heavy else Limits.PEOPLE.unpacked, patience=60)
    order = {"marks": {"数据": [["F2", 2, "坏", True]]}, "list": list_of([], 0)}
    paths = [tmp_path / name for name in ("source", "order", "out")]
    paths[0].write_bytes(long(row()))
    paths[1].write_text(json.dumps(order))
    paths[2].touch()
    with ExitStack() as opened:
        source, ordered, out = (opened.enter_context(path.open("r+b")) for path in paths)
        assert sandbox.mark(source, ordered, out, limits=limits) is done
        if done:
            assert coloured(read(paths[2].read_bytes())["数据"]) == {"F2": RED}
