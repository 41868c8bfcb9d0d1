"""A table as xlsx: title lines, a frozen header, widths, exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

import xlsxwriter

from indicators.exchange.streamed_sheet import PLACES_SHOWN, StreamedSheet
from indicators.exchange.tables import Table

MOST_ROWS = 1_048_576
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEADER = {"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True, "valign": "vcenter"}


def write_xlsx(table: Table, out: BinaryIO) -> int:
    """Write the table, and its further sheets below the same titles; the number of its own rows."""
    workbook = xlsxwriter.Workbook(out, OPTIONS)
    written = add_sheet(workbook, table, table.titles)
    for one in table.more:
        add_sheet(workbook, one, table.titles)
    workbook.close()
    return written


def add_sheet(workbook: Any, table: Table, titles: Sequence[str]) -> int:
    sheet: Any = workbook.add_worksheet(sheet_name(table.name), StreamedSheet)
    begin(workbook, sheet)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    title, plain = workbook.add_format({"bold": True, "font_size": 14}), None
    for number, line in enumerate(titles):
        sheet.append([line], index_of(plain if number else title))
    sheet.append(table.headers, index_of(workbook.add_format(HEADER)))
    above = sheet.last
    sheet.freeze_panes(above, 0)
    for row in table.rows:
        sheet.append(row)
    sheet.end(len(table.columns))
    return int(sheet.last) - above


def begin(workbook: Any, sheet: Any) -> None:
    """The number formats: thousands separated, as many decimals as the number itself has."""
    shown = ["#,##0" + ("." + "0" * places if places else "") for places in range(PLACES_SHOWN)]
    shown.append("#,##0.0000########")
    formats = [workbook.add_format({"num_format": pattern}) for pattern in shown]
    sheet.begin(formats, workbook.add_format({"quote_prefix": True}))


def index_of(form: Any) -> int | None:
    return form._get_xf_index() if form else None


def sheet_name(text: str) -> str:
    """At most 31 characters, none that Excel forbids."""
    kept = "".join("·" if sign in "[]:*?/\\" else sign for sign in text).strip("'")
    return kept[:31]
