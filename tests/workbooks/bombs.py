"""Files that are small to send and large to read."""

from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.workbooks.cells import MAIN, Raw, Sheet
from tests.workbooks.package import HEAD, package, workbook, zipped

MEGABYTE = 1 << 20
SHEET = "xl/worksheets/sheet1.xml"
ONE_SHEET = {"数据": Sheet([["地区"]])}


@cache
def zip_bomb(megabytes: int = 400, member: str = SHEET) -> bytes:
    """400 KB that unpack to 400 MB of zeros."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in package(ONE_SHEET).items():
            if name != member:
                archive.writestr(name, content)
        with archive.open(member, "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b"0" * MEGABYTE)
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """The same, but its directory says that there is almost nothing."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in package(ONE_SHEET).items():
            archive.writestr(name, content if name != SHEET else b" " * (50 * MEGABYTE))
    size = (50 * MEGABYTE).to_bytes(4, "little")
    return buffer.getvalue().replace(size, (1000).to_bytes(4, "little"))


def sparse() -> bytes:
    """Two cells at the ends of the sheet: 17 thousand million for whoever makes a table of them."""
    last = Raw('<c r="XFD1048576"><v>1</v></c>')
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + f'<row r="1048576">{last.xml}</row>'
    return with_sheet(f"<sheetData>{rows}</sheetData>")


def with_sheet(inside: str, *, before: str = "", head: str = HEAD) -> bytes:
    """A workbook whose one sheet is written by hand."""
    sheet = f'{head}{before}<worksheet xmlns="{MAIN}">{inside}</worksheet>'
    return workbook([["地区"]], changed={SHEET: sheet})


def billion_laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "哈">{levels}]>'
    return with_sheet(cell_with("&l9;"), before=doctype)


def external_entity() -> bytes:
    doctype = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return with_sheet(cell_with("&x;"), before=doctype)


def external_document_type() -> bytes:
    return with_sheet(cell_with("1"), before='<!DOCTYPE worksheet SYSTEM "http://example.com/a">')


def cell_with(text: str) -> str:
    cell = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<sheetData><row r="1">{cell}</row></sheetData>'


def many_members(number: int = 201) -> bytes:
    parts = package(ONE_SHEET)
    return zipped(parts, {f"xl/media/{n}.bin": b"" for n in range(number - len(parts))})


def in_shared_strings() -> bytes:
    """One long text, referred to by every cell: 2 MB that become 13 thousand MB."""
    text = "字" * 32_000
    row = "".join(f'<c r="{letter}{{n}}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{n}">{row.replace("{n}", str(n))}</row>' for n in range(1, 15_000))
    strings = f'{HEAD}<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    sheet = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return workbook([["地区"]], changed={SHEET: sheet, "xl/sharedStrings.xml": strings})


def without_an_end(cells: int = 700_000) -> bytes:
    """Each cell lies in the one before; too varied for the ratio to tell."""
    row = "".join(f'<c r="A{n}" s="{n * 7919 % 1000}">' for n in range(cells))
    return with_sheet(f'<sheetData><row r="1">{row}')
