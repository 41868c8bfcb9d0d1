"""The sheet of a marked workbook that lists all problems, each with the way to its cell.

Whatever came from outside is written as text, never as a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from indicators.exchange.tables import looks_like_a_formula


def write_list(book: Any, said: dict[str, Any]) -> None:
    """The last sheet; one of the time before makes room."""
    if said["name"] in book.sheetnames and book[said["name"]]["A1"].value == said["title"]:
        del book[said["name"]]
    sheet = book.create_sheet(said["name"])
    write_row(sheet, 1, [said["title"]], Font(bold=True, size=14))
    write_row(sheet, 2, said["head"], Font(bold=True))
    for number, row in enumerate(said["rows"], 3):
        write_row(sheet, number, row)
        link(sheet.cell(number, 3), *row[1:3])
    for number, width in enumerate(said["widths"], 1):
        sheet.column_dimensions[sheet.cell(2, number).column_letter].width = width
    sheet.freeze_panes = "A3"


def write_row(sheet: Any, number: int, row: Sequence[Any], font: Font | None = None) -> None:
    for column, value in enumerate(row, 1):
        if value is None or value == "":
            continue
        cell = sheet.cell(number, column, value)
        cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
        if isinstance(value, str):
            cell.data_type, cell.quotePrefix = "s", looks_like_a_formula(value)
        if font:
            cell.font = font


def link(cell: Any, sheet: str, place: str) -> None:
    """From the list to the cell itself."""
    if place:
        quoted = sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
        cell.font = Font(underline="single", color="FF1F5FA8")
