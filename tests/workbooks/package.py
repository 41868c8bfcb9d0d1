"""Workbooks as the parts they consist of."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from tests.workbooks.cells import MAIN, Content, Sheet, sheet_xml

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
XF = '<xf fontId="0" fillId="0" borderId="0" xfId="0" numFmtId="{}"/>'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" '
    'formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="2">{XF.format(0)}{XF.format(9)}</cellStyleXfs>'
    f'<cellXfs count="6">{"".join(map(XF.format, (0, 164, 165, 2, 9, 14)))}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
Parts = dict[str, bytes]


def workbook(
    rows: Sequence[Sequence[Content]] = (),
    *,
    sheets: Mapping[str, Sheet] | None = None,
    date1904: bool = False,
    changed: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """An .xlsx of one sheet 数据, or of `sheets`; `changed` parts replace or join its own."""
    return zipped(package(sheets or {"数据": Sheet(rows)}, date1904=date1904), changed)


def package(sheets: Mapping[str, Sheet], *, date1904: bool = False) -> Parts:
    strings: dict[str, int] = {}
    numbers = range(1, len(sheets) + 1)
    parts = {
        f"xl/worksheets/sheet{n}.xml": sheet_xml(sheet, strings)
        for n, sheet in zip(numbers, sheets.values(), strict=True)
    }
    parts |= {
        "[Content_Types].xml": content_types(len(sheets)),
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": workbook_xml(sheets, date1904=date1904),
        "xl/_rels/workbook.xml.rels": relationships(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
            | {"rId901": ("styles", "styles.xml"), "rId902": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings_xml(strings),
    }
    return {name: text.encode() for name, text in parts.items()}


def zipped(parts: Parts, changed: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """The parts as a zip file; a part that is changed to None is left out."""
    every: dict[str, str | bytes | None] = {**parts, **(changed or {})}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in every.items():
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


def content_types(sheets: int, main: str = f"{SPREADSHEET}.sheet.main+xml") -> str:
    kinds = {
        "/xl/workbook.xml": main,
        "/xl/styles.xml": f"{SPREADSHEET}.styles+xml",
        "/xl/sharedStrings.xml": f"{SPREADSHEET}.sharedStrings+xml",
    }
    kinds |= {
        f"/xl/worksheets/sheet{n}.xml": f"{SPREADSHEET}.worksheet+xml" for n in range(1, sheets + 1)
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items()
    )
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{default}{overrides}</Types>'


def relationships(targets: Mapping[str, tuple[str, str]], mode: str = "") -> str:
    given = f' TargetMode="{mode}"' * bool(mode)
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}{given}/>'
        for key, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def workbook_xml(sheets: Mapping[str, Sheet], *, date1904: bool) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"'
        + f' state="{sheet.hidden}"' * bool(sheet.hidden)
        + "/>"
        for n, (name, sheet) in enumerate(sheets.items(), 1)
    )
    properties = '<workbookPr date1904="1"/>' if date1904 else "<workbookPr/>"
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>"
    )


def strings_xml(strings: Mapping[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    count = len(strings)
    return f'{HEAD}<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}">{items}</sst>'
