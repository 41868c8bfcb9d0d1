"""Our own reader and writer as formats of django-import-export, for reference data in the admin.

A file comes in by the same guarded way as a bureau's workbook, and goes out with the same care.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

from import_export.formats.base_formats import Format
from tablib import Dataset

from indicators.exchange.book import Cell, Kind, Sheet
from indicators.exchange.comma_separated import write_csv
from indicators.exchange.reading import Limits, read
from indicators.exchange.tables import Column, Table, looks_like_a_formula
from indicators.exchange.workbook_out import write_xlsx


class OwnFormat(Format):
    """A table with one header row on the first sheet; everything in it is text."""

    title: str
    content_type: str
    write: Callable[[Table, BinaryIO], int]

    def __init__(self, encoding: str | None = None) -> None:
        """The library names an encoding; our reader finds out for itself."""
        super().__init__()

    def get_title(self) -> str:
        return self.title

    def get_extension(self) -> str:
        return self.title

    def get_content_type(self) -> str:
        return self.content_type

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> Dataset:
        with read(BytesIO(in_stream), name=f"data.{self.title}", limits=Limits.PEOPLE) as book:
            return dataset_of(book.sheets[0])

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        columns = [Column(header, 16) for header in dataset.headers or ()]
        out = BytesIO()
        type(self).write(Table("data", columns, (list(row) for row in dataset)), out)
        return out.getvalue()


class Workbook(OwnFormat):
    title = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    write = staticmethod(write_xlsx)


class CommaSeparated(OwnFormat):
    title = "csv"
    content_type = "text/csv"
    write = staticmethod(write_csv)


FORMATS = [Workbook, CommaSeparated]


def dataset_of(sheet: Sheet) -> Dataset:
    """The first row with content is the header; what stands outside its columns is refused."""
    rows = sheet.rows()
    header = {cell.column: cell.shown.strip() for cell in next(rows, ())}
    dataset = Dataset(headers=list(header.values()))
    for row in rows:
        cells = {cell.column: cell for cell in row}
        outside = next((cells[column] for column in cells if column not in header), None)
        if outside:
            raise ValueError(f"{outside.address}: {outside.shown}")
        dataset.append([text(cells.get(column)) for column in header])
    return dataset


def text(cell: Cell | None) -> str:
    """As it would be typed: whole numbers without a point, our apostrophe taken off."""
    if cell is None:
        return ""
    if cell.kind is Kind.NUMBER:
        return f"{Decimal(cell.value).normalize():f}"
    written = cell.shown.strip()
    has_ours = written.startswith("'") and looks_like_a_formula(written[1:])
    return written[1:] if has_ours else written
