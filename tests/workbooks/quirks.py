"""Good workbooks as other programs write them."""

from io import BytesIO
from zipfile import ZipFile

from tests.workbooks.cells import MAIN, Sheet
from tests.workbooks.package import HEAD, OFFICE, package, relationships, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def wps(rows) -> bytes:
    """Absolute targets, its own namespaces, heights and an extension behind the rows."""
    parts = package({"数据": Sheet(rows)})
    sheet = parts[SHEET].decode()
    sheet = sheet.replace(
        "<worksheet ",
        '<worksheet xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'mc:Ignorable="etc" ',
    ).replace("<row ", '<row ht="14.25" spans="1:8" ')
    tail = "<headerFooter/><extLst><ext uri='{x}'><etc:f>1</etc:f></ext></extLst></worksheet>"
    targets = {
        "rId1": ("worksheet", "/xl/worksheets/sheet1.xml"),
        "rId2": ("styles", "/xl/styles.xml"),
        "rId3": ("sharedStrings", "/xl/sharedStrings.xml"),
    }
    return zipped(
        parts,
        {
            SHEET: sheet.replace("</worksheet>", tail),
            "xl/_rels/workbook.xml.rels": relationships(targets),
        },
    )


def with_backslashes(rows) -> bytes:
    """Part names as some .NET programs write them, in other letters than referred to."""
    parts = package({"数据": Sheet(rows)})
    return zipped({name.replace("/", "\\").upper(): part for name, part in parts.items()})


def prefixed(rows) -> bytes:
    """Every element with a prefix, as the Open XML SDK may write it."""
    changed = {}
    for name, part in package({"数据": Sheet(rows)}).items():
        if MAIN.encode() in part:
            text = part.decode().removeprefix(HEAD)
            text = text.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
            changed[name] = HEAD + text
    return workbook(rows, changed=changed)


def iso_strict(rows) -> bytes:
    """The namespaces of ISO/IEC 29500 Strict."""
    parts = package({"数据": Sheet(rows)})
    return zipped(
        {
            name: part.replace(MAIN.encode(), STRICT.encode()).replace(
                OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for name, part in parts.items()
        }
    )


def changed_sheet(rows, change) -> bytes:
    """The same workbook with its sheet's XML put through `change`."""
    parts = package({"数据": Sheet(rows)})
    return zipped(parts, {SHEET: change(parts[SHEET].decode())})


def utf_16(rows) -> bytes:
    return changed_sheet(rows, lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"))


def without_addresses(rows) -> bytes:
    """Cells and rows follow one another; empty ones stand as `<c/>`."""

    def bare(row) -> str:
        return "".join(
            "<c/>" if x is None else f'<c t="inlineStr"><is><t>{x}</t></is></c>' for x in row
        )

    inside = "".join(f"<row>{bare(row)}</row>" for row in rows)
    return workbook(
        rows,
        changed={SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'},
    )


def a_million_styled_rows(rows, *, before: str = "") -> bytes:
    """Somebody gave a whole column a border; `before` stands in front of the rows."""
    styled = (f'<row r="{n}"><c r="A{n}" s="3"/></row>' for n in range(len(rows) + 1, 1_000_001))
    inside = "".join(styled)
    return changed_sheet(
        rows,
        lambda xml: xml.replace("</sheetData>", f"{inside}</sheetData>").replace(
            "<sheetData>", f"{before}<sheetData>"
        ),
    )


def a_million_empty_rows(rows) -> bytes:
    empty = (f'<row r="{n}" s="3" customFormat="1"/>' for n in range(len(rows) + 1, 1_000_001))
    inside = "".join(empty)
    return changed_sheet(rows, lambda xml: xml.replace("</sheetData>", f"{inside}</sheetData>"))


def many_texts(number: int) -> bytes:
    """A column of texts of which none comes twice."""
    return workbook([[f"说明 {n * 7919 % 1_000_003} {n}"] for n in range(number)])
