"""Cells and sheets as SpreadsheetML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PERCENT_STYLE, DAY_STYLE, STYLED = 1, 2, 3  # see package.STYLES


@dataclass(frozen=True)
class Formula:
    """With the stored result, or None for a formula that was never calculated."""

    text: str
    stored: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class Error:
    value: str
    formula: str = ""


@dataclass(frozen=True)
class Percent:
    """Stored as a fraction, shown as a percentage."""

    stored: str


@dataclass(frozen=True)
class Day:
    serial: str


@dataclass(frozen=True)
class Raw:
    """A `<c>` as it stands; `{r}` becomes its address."""

    xml: str


Content = str | int | float | Decimal | bool | Formula | Error | Percent | Day | Raw | None


@dataclass(frozen=True)
class Sheet:
    """Rows from above; `first` is the number of the first one."""

    rows: Sequence[Sequence[Content]] = ()
    first: int = 1
    hidden: str = ""  # or "hidden", "veryHidden"
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    merged: Sequence[str] = ()
    dimension: str = ""
    inline: bool = False  # texts in the cells instead of the shared table
    row_attributes: Mapping[int, str] = field(default_factory=dict)


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def sheet_xml(sheet: Sheet, strings: dict[str, int]) -> str:
    rows = "".join(
        row_xml(sheet, number, row, strings) for number, row in enumerate(sheet.rows, sheet.first)
    )
    columns = "".join(f'<col min="{c}" max="{c}" hidden="1"/>' for c in sheet.hidden_columns)
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merged)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        + (f'<dimension ref="{sheet.dimension}"/>' if sheet.dimension else "")
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{rows}</sheetData>"
        + (f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else "")
        + "</worksheet>"
    )


def row_xml(sheet: Sheet, number: int, row: Sequence[Content], strings: dict[str, int]) -> str:
    hidden = ' hidden="1"' * (number in sheet.hidden_rows)
    given = sheet.row_attributes.get(number, "")
    cells = "".join(
        cell_xml(f"{letters(column)}{number}", content, sheet, strings)
        for column, content in enumerate(row, 1)
        if content is not None
    )
    return f'<row r="{number}"{hidden}{given}>{cells}</row>'


def cell_xml(address: str, content: Content, sheet: Sheet, strings: dict[str, int]) -> str:
    if isinstance(content, Raw):
        return content.xml.replace("{r}", address)
    if isinstance(content, bool):
        return f'<c r="{address}" t="b"><v>{int(content)}</v></c>'
    if isinstance(content, str):
        return text_xml(address, content, sheet, strings)
    if isinstance(content, Error):
        formula = f"<f>{escape(content.formula)}</f>" * bool(content.formula)
        return f'<c r="{address}" t="e">{formula}<v>{content.value}</v></c>'
    if isinstance(content, Formula):
        stored = "" if content.stored is None else f"<v>{escape(content.stored)}</v>"
        kind = f' t="{content.kind}"' * bool(content.kind)
        return f'<c r="{address}"{kind}><f>{escape(content.text)}</f>{stored}</c>'
    if isinstance(content, Percent):
        return f'<c r="{address}" s="{PERCENT_STYLE}"><v>{content.stored}</v></c>'
    if isinstance(content, Day):
        return f'<c r="{address}" s="{DAY_STYLE}"><v>{content.serial}</v></c>'
    return f'<c r="{address}"><v>{content}</v></c>'


def text_xml(address: str, text: str, sheet: Sheet, strings: dict[str, int]) -> str:
    if sheet.inline:
        kept = ' xml:space="preserve"' * (text != text.strip())
        return f'<c r="{address}" t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'
    index = strings.setdefault(text, len(strings))
    return f'<c r="{address}" t="s"><v>{index}</v></c>'
