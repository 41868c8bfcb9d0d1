"""The cells of a file in a new workbook, marked: of a csv, and of what is too large to keep whole.

Streams; everything that came from outside is written as a number or as text, never as a formula.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from indicators.exchange.book import Book, Cell, Kind, Sheet
from indicators.exchange.marks import Mark
from indicators.exchange.spots import letters
from indicators.exchange.streamed_sheet import StreamedSheet, inline, styled
from indicators.exchange.tables import looks_like_a_formula
from indicators.exchange.workbook_out import OPTIONS, sheet_name

LONGEST_CELL = 32_000
WIDTH = 16
COLOURS = {True: "#F4A6A0", False: "#A9CBEA", None: None}  # put right; explain; nothing to tell
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


class Styles:
    """Formats by what they show, made when they are first asked for."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.made: dict[tuple[bool | None, bool, bool], int] = {}

    def index(self, hard: bool | None, *, percent: bool = False, quoted: bool = False) -> int:
        key = hard, percent, quoted
        if key not in self.made:
            colour = COLOURS[hard]
            wanted: dict[str, Any] = {"quote_prefix": quoted}
            wanted |= {"bg_color": colour} if colour else {}
            wanted |= {"num_format": "0.00##%"} if percent else {}
            self.made[key] = self.workbook.add_format(wanted)._get_xf_index()
        return self.made[key]

    @cached_property
    def bold(self) -> Any:
        return self.workbook.add_format({"bold": True})

    @cached_property
    def wrapped(self) -> Any:
        return self.workbook.add_format({"text_wrap": True, "valign": "top"})


class CopiedSheet(StreamedSheet):
    """Rows keep their numbers."""

    def copy(
        self, number: int, cells: Iterable[Cell], told: dict[int, Mark], styles: Styles
    ) -> None:
        """A marked cell may be one in which nothing stands."""
        made = {
            column: f'<c r="{letters(column)}{number}" s="{styles.index(mark.hard)}"/>'
            for column, mark in told.items()
        }
        made |= {cell.column: copied(cell, told.get(cell.column), styles) for cell in cells}
        written = "".join(text for _column, text in sorted(made.items()))
        self.row_data_fh.write(f'<row r="{number}">{written}</row>')
        self.last = number


def copied(cell: Cell, mark: Mark | None, styles: Styles) -> str:
    """The cell as it is stored anew."""
    hard = mark.hard if mark else None
    if cell.kind is Kind.NUMBER:
        style = styles.index(hard, percent=cell.percent)
        return f'<c r="{cell.address}"{styled(style)}><v>{cell.value}</v></c>'
    text = cell.value[:LONGEST_CELL]
    style = styles.index(hard, quoted=looks_like_a_formula(text))
    return f'<c r="{cell.address}"{styled(style)}{inline(text)}'


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
