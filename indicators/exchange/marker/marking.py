"""Marks in an open workbook: the cell coloured, what is wrong as its note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

AUTHOR: Final = "民政指标"
SEAM: Final = "【民政指标】"  # begins what we wrote, below a note that was there before
FILLS: Final = {
    True: PatternFill("solid", fgColor="FFF4A6A0"),
    False: PatternFill("solid", fgColor="FFA9CBEA"),
}
WIDTH: Final = 340  # of a note, in pixels
LINE: Final = 20  # how high a line of it is
LETTERS: Final = 26  # how many stand in a line
Mark = Sequence[Any]  # cell, row, text, whether it must be mended


def unmark_sheet(sheet: Any) -> None:
    """Take off the marks of the time before: what is still wrong is marked anew."""
    for cell in list(sheet._cells.values()):
        if cell.comment and SEAM in cell.comment.text:
            before = cell.comment.text.partition(SEAM)[0].rstrip()
            cell.comment = Comment(before, "") if before else None
            cell.fill = PatternFill()


def mark_sheet(sheet: Any, marks: Iterable[Mark]) -> None:
    top, left = first_seen(sheet)
    for place, row, text, hard in marks:
        cell = visible_cell(sheet, place or f"{left}{row or top}")
        before = f"{cell.comment.text}\n\n" if cell.comment else ""
        cell.comment = note(f"{before}{SEAM}\n{text}")
        cell.fill = FILLS[bool(hard)]
    for cell in sheet._cells.values():
        if cell.comment and cell.comment.author != AUTHOR:
            cell.comment = note(cell.comment.text, cell.comment.author)


def note(text: str, author: str = AUTHOR) -> Comment:
    """High enough for its text: the size is not kept when a workbook is opened."""
    lines = sum(1 + len(line) // LETTERS for line in text.splitlines())
    return Comment(text, author, width=WIDTH, height=LINE * (lines + 1))


def first_seen(sheet: Any) -> tuple[int, str]:
    """Where a row or a sheet as a whole is marked: the first row and column that people see."""
    hidden = {column for d in sheet.column_dimensions.values() if d.hidden for column in span(d)}
    rows, columns = range(1, sheet.max_row + 2), range(1, len(hidden) + 2)
    row = next(row for row in rows if not sheet.row_dimensions[row].hidden)
    return row, get_column_letter(next(c for c in columns if c not in hidden))


def span(dimension: Any) -> range:
    """One entry stands for several columns beside each other."""
    dimension.reindex()
    return range(dimension.min, dimension.max + 1)


def visible_cell(sheet: Any, place: str) -> Any:
    """Of merged cells only the first is seen."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if place in area)
        return sheet.cell(area.min_row, area.min_col)
    return cell
