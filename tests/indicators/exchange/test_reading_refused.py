"""Files that are refused, each with the name of its fault and never a crash."""

from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from indicators.exchange import parser, reading, sandbox
from indicators.exchange.limits import Limits
from indicators.exchange.reading_words import FILE_FAULTS
from tests.indicators.exchange.opened import codes, opened, problems
from tests.workbooks import Raw, Sheet, bombs, quirks, renamed, table, workbook
from tests.workbooks.package import package

ROWS = renamed.ROWS


def bad_sheet(xml: str) -> bytes:
    return bombs.with_sheet(f"<sheetData>{xml}</sheetData>")


REFUSED = {
    "empty": (b"", "empty_file"),
    "blank lines": (b"\xef\xbb\xbf\r\n \n", "empty_file"),
    "only NUL": (b"\0" * 5000, "empty_file"),
    "old Excel": (renamed.old_excel(), "old_excel"),
    "password": (renamed.encrypted(), "encrypted"),
    "zip password": (renamed.encrypted_members(), "encrypted"),
    "macros": (renamed.with_macros(), "macros"),
    "hidden macros": (renamed.with_hidden_macros(), "macros"),
    "half": (renamed.truncated(), "truncated"),
    "nearly all": (renamed.truncated(0.99), "truncated"),
    "empty zip": (b"PK\x05\x06" + b"\0" * 18, "other_format"),
    "damaged part": (renamed.damaged_member(), "damaged"),
    "OpenDocument": (renamed.opendocument(), "other_format"),
    "Word": (renamed.word(), "other_format"),
    "xlsb": (renamed.binary_workbook(), "other_format"),
    "zip": (renamed.plain_zip(), "other_format"),
    "package": (renamed.other_package(), "other_format"),
    "HTML": (renamed.html(), "other_format"),
    "XML": (renamed.xml_2003(), "other_format"),
    "PDF": (b"%PDF-1.7\n", "other_format"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0", "other_format"),
    "csv": (table(ROWS), "renamed"),
    "noise": (bytes(range(256)) * 20, "not_a_workbook"),
    "no sheet part": (renamed.without_a_sheet_part(), "damaged"),
    "no relations": (renamed.without_a_relation(), "damaged"),
    "two of one name": (renamed.two_parts_of_one_name(), "damaged"),
    "zip bomb": (bombs.zip_bomb, "bomb"),
    "bomb in texts": (partial(bombs.zip_bomb, 150, "xl/sharedStrings.xml"), "bomb"),
    "bomb in a picture": (partial(bombs.zip_bomb, 150, "xl/media/a.bin"), "bomb"),
    "lying bomb": (bombs.lying_bomb, "damaged"),
    "sparse": (bombs.sparse(), "too_many_columns"),
    "billion laughs": (bombs.billion_laughs(), "entities"),
    "external entity": (bombs.external_entity(), "entities"),
    "external doctype": (bombs.external_document_type(), "entities"),
    "doctype in UTF-16": (
        quirks.changed_sheet(
            ROWS, lambda x: ("<!DOCTYPE a>" + x[x.index("<worksheet") :]).encode("utf-16")
        ),
        "entities",
    ),
    "entity in styles": (
        workbook(ROWS, changed={"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "entities",
    ),
    "undefined entity": (bad_sheet(bombs.cell_with("&x;")[11:-12]), "damaged"),
    "many parts": (bombs.many_members(), "too_many_members"),
    "nothing inside": (workbook([[None, " "]]), "no_content"),
    "no sheet": (workbook(sheets={}), "no_content"),
    "cell in another row": (bad_sheet('<row r="1"><c r="A2"><v>1</v></c></row>'), "damaged"),
    "no address": (bad_sheet('<row r="1"><c r="1A"><v>1</v></c></row>'), "damaged"),
    "column beyond": (bad_sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "damaged"),
    "row beyond": (bad_sheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "damaged"),
    "row zero": (bad_sheet('<row r="0"><c r="A0"><v>1</v></c></row>'), "damaged"),
    "row of letters": (bad_sheet('<row r="x"><c r="A1"/></row>'), "damaged"),
    "same cell twice": (
        bad_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "damaged",
    ),
    "same row twice": (
        bad_sheet('<row r="1"><c r="A1"><v>1</v></c></row>' * 2),
        "damaged",
    ),
    "rows that fall": (
        bad_sheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><f/></c></row>'),
        "damaged",
    ),
    "text that is not there": (
        bad_sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        "damaged",
    ),
    "row not closed": (bad_sheet('<row r="1"><c r="A1"><v>1</v></c>'), "damaged"),
    "sheet not closed": (quirks.changed_sheet(ROWS, lambda x: x[:-40]), "damaged"),
    "head not closed": (quirks.changed_sheet(ROWS, lambda x: x[:60]), "damaged"),
    "not UTF-8": (
        quirks.changed_sheet(
            [[Raw('<c r="{r}" t="str"><v>QQ</v></c>')]],
            lambda x: x.encode().replace(b"QQ", b"\xce\xe4"),
        ),
        "damaged",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_workbook_is_refused_by_name(what):
    content, code = REFUSED[what]
    content = content() if callable(content) else content  # the heavy ones for their test alone
    assert codes(content) == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.xls", "old_excel"),
        ("a.et", "old_excel"),
        ("a.xlsm", "macros"),
        ("a.XLTM", "macros"),
        ("a.txt", "unknown_extension"),
        ("xlsx", "unknown_extension"),
        ("a.csv", "renamed"),
    ],
)
def test_a_workbook_under_another_name_is_refused(name, code):
    assert codes(workbook(ROWS), name) == [code]


def test_capital_letters_in_the_name_do_not_matter():
    with opened(workbook(ROWS), "A.XLSX") as book:
        assert book.kind == "xlsx"


def test_a_file_above_the_limit_is_not_even_stored():
    limits = Limits(size=10 << 20, rows=10, columns=10, seconds=8)
    assert codes(b"x" * ((10 << 20) + 1), limits=limits) == ["too_large"]
    assert problems(b"x" * ((5 << 20) + 1))[0].message == "文件超过 5 MB"


def test_as_many_rows_and_columns_as_allowed():
    limits = Limits(size=1 << 20, rows=3, columns=2, seconds=8)
    with opened(workbook([[1, 2]] * 3), limits=limits) as book:
        assert book.sheets[0].row_count == 3
    assert codes(workbook([[1, 2]] * 4), limits=limits) == ["too_many_rows"]
    assert codes(workbook([[1, 2, 3]]), limits=limits) == ["too_many_columns"]
    sheets = {"a": Sheet([[1]] * 2), "b": Sheet([[1]] * 2)}
    [problem] = problems(workbook(sheets=sheets), limits=limits)
    assert (problem.code, problem.sheet, problem.row) == ("too_many_rows", "b", 2)


def test_where_there_is_too_much():
    [problem] = problems(bombs.sparse())
    assert problem.sentence() == (
        "工作表「数据」XFD1048576（第1048576行，列「XFD」）：第 200 列以右还有内容。"
        "当前内容：「1」。改法：删去那里的内容，或拆成几个文件。"
    )


def test_a_fault_of_the_whole_file_names_it():
    [problem] = problems(b"%PDF-1.7", "../../季报\u202e.xlsx")
    assert problem.sentence() == (
        "文件：内容是 PDF，不是 .xlsx 或 .csv 表格。当前内容：「季报.xlsx」。"
        "改法：把表格另存为 .xlsx，不要只改文件名。"
    )


def test_every_fault_has_words_and_every_word_a_fault():
    sources = [Path(reading.__file__), Path(sandbox.__file__)]
    sources += Path(parser.__path__[0]).glob("*.py")
    text = "\n".join(path.read_text() for path in sources)
    assert [code for code in FILE_FAULTS if f'"{code}"' not in text] == []


def test_a_part_that_is_compressed_in_another_way_is_damage():
    with ZipFile(buffer := BytesIO(), "w", ZIP_BZIP2) as archive:
        for name, part in package({"a": Sheet(ROWS)}).items():
            archive.writestr(name, part)
    assert codes(buffer.getvalue()) == ["damaged"]


def test_a_sheet_that_lies_outside_is_damage():
    changed = {
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="rId1" Type="x/worksheet" '
        'Target="http://example.com/a.xml" TargetMode="External"/></R>'
    }
    assert codes(workbook(ROWS, changed=changed)) == ["damaged"]
