"""The sheets of a workbook, row by row into the sink."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from indicators.exchange.limits import Limits
from indicators.exchange.parser import markup
from indicators.exchange.parser.archive import Archive
from indicators.exchange.parser.cells import LAST_COLUMN, LAST_ROW, Columns, Raw, Reader
from indicators.exchange.parser.package import Package, SheetPart, package_of
from indicators.exchange.parser.pieces import Unusual, pieces
from indicators.exchange.parser.plain_rows import PlainRows
from indicators.exchange.parser.refusal import Refusal
from indicators.exchange.parser.sheet_rows import TRUE, SheetRows, whole
from indicators.exchange.parser.sink import Row, Sink, first
from indicators.exchange.parser.strings import shared_strings

AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
MOST_MERGED = 10_000
Outcome = dict[str, object]


class SheetReading:
    """One sheet on its way out; it also remembers what is hidden and what is merged."""

    def __init__(self, reader: Reader, sink: Sink) -> None:
        self.reader = reader
        self.sink = sink
        self.columns = Columns()
        self.formulas: dict[str, str] = {}
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._last = 0

    def framed(self, parent: str, name: str, attributes: markup.Attributes) -> None:
        """Elements outside the rows."""
        if parent == "cols" and _unseen(attributes):
            first = whole(attributes.get("min", ""), 1)
            last = whole(attributes.get("max", ""), first)
            self.hidden_columns.append((first, min(last, LAST_COLUMN)))
        elif area := AREA.fullmatch(attributes.get("ref", "")) if name == "mergeCell" else None:
            left, top, right, bottom = area.groups()
            if len(self.merged) < MOST_MERGED:
                corner = int(top), self.columns[left]
                self.merged.append((*corner, int(bottom), self.columns[right]))

    def raw_row(self, number: int, cells: list[Raw], *, hidden: bool) -> None:
        """Columns must rise, rows too: two cells of one address are no workbook."""
        row: Row = [number, int(hidden)]
        last = 0
        for raw in cells:
            if (cell := self.reader.cell(raw)) is None:
                continue
            if raw.column <= last:
                raise Refusal("damaged", row=number, column=raw.column)
            last = raw.column
            row += (raw.column, cell)
        if len(row) > 2:
            self.row(row)

    def row(self, row: Row) -> None:
        if not self._last < first(row) <= LAST_ROW:
            raise Refusal("damaged", row=first(row))
        self._last = first(row)
        self.sink.row(row)

    def quickly(self, archive: Archive, part: str) -> None:
        frame, plain = markup.parser(), PlainRows(self.reader)
        SheetRows(self, in_pieces=True).attach(frame)
        with archive.open(part) as stream:
            for piece in pieces(stream, frame, "sheetData", b"<row "):
                rows = plain.rows(piece)
                if rows is None:
                    self._piece_by_expat(piece)
                    continue
                for row in rows:
                    self.row(row)

    def _piece_by_expat(self, piece: str) -> None:
        reader = markup.parser("utf-8")
        SheetRows(self, in_pieces=True).attach(reader)
        reader.Parse(f"<sheetData>{piece}</sheetData>".encode(), True)

    def slowly(self, archive: Archive, part: str) -> None:
        reader = markup.parser()
        SheetRows(self, in_pieces=False).attach(reader)
        with archive.open(part) as stream:
            markup.feed(reader, stream)


def _unseen(attributes: markup.Attributes) -> bool:
    return attributes.get("hidden") in TRUE or attributes.get("width") == "0"


def read_workbook(file: BinaryIO, sink: Sink, limits: Limits) -> Outcome:
    """All sheets; an answer that names them in the order of their tabs."""
    archive = Archive(file, limits)
    package = package_of(archive)
    strings = shared_strings(archive, package.strings_part)
    reader = Reader(strings, package.styles, package.starts_1904)
    return {
        "sheets": list(_read_sheets(archive, package, reader, sink)),
        "external": package.external,
    }


def _read_sheets(
    archive: Archive, package: Package, reader: Reader, sink: Sink
) -> Iterator[Outcome]:
    for part in package.sheets:
        sink.sheet = part.name
        start, rows = sink.written, sink.rows
        reading = _read_sheet(archive, part, reader, sink)
        sink.flush()
        yield {
            "name": part.name,
            "hidden": part.hidden,
            "start": start,
            "end": sink.written,
            "rows": sink.rows - rows,
            "hidden_columns": reading.hidden_columns,
            "merged": reading.merged,
        }


def _read_sheet(archive: Archive, part: SheetPart, reader: Reader, sink: Sink) -> SheetReading:
    start, rows = sink.written, sink.rows
    try:
        reading = SheetReading(reader, sink)
        reading.quickly(archive, part.part)
    except Unusual:
        sink.back_to(start, rows)
        reading = SheetReading(reader, sink)
        reading.slowly(archive, part.part)
    return reading
