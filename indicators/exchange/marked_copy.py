"""The cells of a file in a new workbook, marked: of a csv, and of what is too large to keep whole.

Streams; everything that came from outside is written as a number or as text, never as a formula.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from indicators.exchange.book import Book, Cell, Sheet
from indicators.exchange.copied_sheet import CopiedSheet, Styles
from indicators.exchange.marks import Mark
from indicators.exchange.workbook_out import OPTIONS, sheet_name

WIDTH = 16
LARGE = {"x_scale": 2.2, "y_scale": 2.0}
SEAM = "【民政指标】\n"
Marked = dict[int, dict[int, Mark]]  # row → column → what is told there


def write_marked(
    book: Book | None,
    marks: Mapping[str, Sequence[Mark]],
    said: Mapping[str, Any],
    out: BinaryIO,
) -> None:
    """Without a book, for it could not be read again, there is the list of the problems alone."""
    with xlsxwriter.Workbook(out, OPTIONS) as workbook:
        styles = Styles(workbook)
        for sheet in book.sheets if book else ():
            if not is_list(sheet, said["title"]):
                copy_sheet(workbook, sheet, marks.get(sheet.name, ()), styles)
        write_list(workbook, said, styles)


def is_list(sheet: Sheet, title: str) -> bool:
    """The list of the time before, which the person sent along."""
    row = next(sheet.rows(), None)
    return row is not None and row.number == 1 and row.shown(1) == title


def copy_sheet(workbook: Any, sheet: Sheet, marks: Sequence[Mark], styles: Styles) -> None:
    copy = workbook.add_worksheet(sheet_name(sheet.name), CopiedSheet)
    marked: Marked = {}
    for mark in marks:
        row, column = xl_cell_to_rowcol(mark.cell or f"A{mark.row or 1}")
        marked.setdefault(row + 1, {})[column + 1] = mark
        copy.write_comment(row, column, SEAM + mark.text, LARGE)
    last = 1
    for number, cells in rows_of(sheet, sorted(marked)):
        told = marked.get(number, {})
        copy.copy(number, cells, told, styles)
        last = max(last, *told, *(cell.column for cell in cells))
    copy.set_column(0, last - 1, WIDTH)
    copy.end(last)


def rows_of(sheet: Sheet, marked: Sequence[int]) -> Iterator[tuple[int, list[Cell]]]:
    """Those with content and those that are marked, from above."""
    waiting = deque(marked)
    for row in sheet.rows():
        while waiting and waiting[0] <= row.number:
            number = waiting.popleft()
            if number < row.number:
                yield number, []
        yield row.number, list(row)
    for number in waiting:
        yield number, []


def write_list(workbook: Any, said: Mapping[str, Any], styles: Styles) -> None:
    """The same sheet as in a workbook that kept its own formats."""
    sheet = workbook.add_worksheet(said["name"])
    for column, width in enumerate(said["widths"]):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 0)
    sheet.write_string(0, 0, said["title"], styles.bold)
    for column, text in enumerate(said["head"]):
        sheet.write_string(1, column, text, styles.bold)
    for number, row in enumerate(said["rows"], 2):
        for column, value in enumerate(row):
            write(sheet, number, column, value, styles.wrapped)


def write(sheet: Any, row: int, column: int, value: str | int | None, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value, style)
