"""An uploaded file as cells. They lie on disk and are read row by row, as often as one likes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self, cast

from indicators.exchange.parser.sink import EXTERNAL_FLAG, FORMULA_FLAG, PERCENT_FLAG
from indicators.reporting import numbers
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.numbers import Value

BLOCK = 1 << 20
LONGEST_LINE = 64 << 20
Written = str | list[str | int]  # a cell as the child process writes it; see parser.sink


class Kind(StrEnum):
    """What a cell holds; `value` is always text."""

    NUMBER = "n"  # the number as it is stored, say 5.2999999999999999E-2
    TEXT = "t"
    DATE = "d"  # ISO, of a number that the cell shows as a day
    BOOLEAN = "b"  # TRUE or FALSE
    ERROR = "e"  # #DIV/0!
    NO_RESULT = "f"  # the formula, for nothing is stored with it


KINDS = {kind.value: kind for kind in Kind}

# A kind that is no number, whatever the measure.
NO_NUMBER = {
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
    Kind.ERROR: "error_value",
    Kind.NO_RESULT: "formula_without_result",
}


class Cell(NamedTuple):
    """A cell with content. Row and column count from 1; hidden: by itself, its row or column."""

    row: int
    column: int
    kind: Kind
    value: str
    percent: bool = False  # shown as a percentage: 0.053 as 5.3%
    formula: bool = False  # calculated, and this is the stored result
    external: bool = False  # calculated from another workbook
    hidden: bool = False

    @property
    def letters(self) -> str:
        return column_letters(self.column)

    @property
    def address(self) -> str:
        """As spreadsheet programs name it: G17."""
        return f"{self.letters}{self.row}"

    @property
    def shown(self) -> str:
        """What people see in it."""
        if self.kind is Kind.NUMBER:
            return numbers.shown_of(self.value, percent=self.percent)
        return self.value

    def figure(self, *, decimals: int, unit: str = "") -> Value:
        """The cell as a figure of a measure, or NumberProblem."""
        if self.external:
            raise NumberProblem("formula_external", self.shown)
        if self.kind is Kind.NUMBER:
            if is_plain(self.value) and not self.percent and unit != numbers.YES_NO:
                return Decimal(self.value)
            return numbers.from_stored(
                self.value, decimals=decimals, unit=unit, percent=self.percent
            )
        if code := NO_NUMBER.get(self.kind):
            raise NumberProblem(code, self.shown)
        return numbers.parse(self.value, decimals=decimals, unit=unit)


def is_plain(stored: str) -> bool:
    """A whole number below the bound, as nearly all are: nothing in it is left to judge."""
    return len(stored) <= 11 and stored.isdecimal() and stored.isascii()


class Row:
    """A row with content. Cells are made when they are asked for: a file may hold millions."""

    __slots__ = ("_written", "hidden", "hidden_columns", "number")

    def __init__(self, written: list[int | Written], hidden_columns: frozenset[int]) -> None:
        self.number = cast(int, written[0])
        self.hidden = bool(written[1])
        self.hidden_columns = hidden_columns
        by_column = zip(written[2::2], written[3::2], strict=True)
        self._written = cast(dict[int, Written], dict(by_column))

    def __iter__(self) -> Iterator[Cell]:
        return (cell for column in self._written if (cell := self.get(column)))

    def columns(self) -> list[int]:
        return list(self._written)

    def get(self, column: int) -> Cell | None:
        """None where nothing stands."""
        written = self._written.get(column)
        if written is None:
            return None
        hidden = self.hidden or column in self.hidden_columns
        if isinstance(written, str):
            return Cell(self.number, column, Kind.TEXT, written, hidden=hidden)
        kind, value, flags = cast(tuple[str, str, int], written)
        if not flags:
            return Cell(self.number, column, KINDS[kind], value, False, False, False, hidden)
        return Cell(
            self.number,
            column,
            KINDS[kind],
            value,
            bool(flags & PERCENT_FLAG),
            bool(flags & FORMULA_FLAG),
            bool(flags & EXTERNAL_FLAG),
            hidden,
        )

    def shown(self, column: int) -> str:
        """What people see there; "" where nothing stands."""
        written = self._written.get(column, "")
        if isinstance(written, str):
            return written
        cell = self.get(column)
        return cell.shown if cell else ""

    def texts(self, columns: Sequence[int]) -> list[str]:
        """The same for several columns at once."""
        found = [self._written.get(column, "") for column in columns]
        if all(type(text) is str for text in found):
            return cast(list[str], found)
        return [self.shown(column) for column in columns]

    def holds(self, columns: frozenset[int]) -> bool:
        """Whether anything stands in one of them."""
        return not columns.isdisjoint(self._written)

    def fits(self, columns: frozenset[int]) -> bool:
        """Whether nothing stands outside of them."""
        return self._written.keys() <= columns


class Area(NamedTuple):
    """Merged cells: only the first at the top left holds content."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows()` may be walked more than once."""

    name: str
    hidden: bool
    row_count: int  # with content
    hidden_columns: frozenset[int]
    merged: tuple[Area, ...]
    start: int = field(repr=False)
    end: int = field(repr=False)
    file: BinaryIO = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """Rows with content, from above."""
        for line in _lines(self.file.fileno(), self.start, self.end):
            for written in json.loads(line):
                yield Row(written, self.hidden_columns)


def _lines(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    """The lines between two positions; several may walk the file at the same time."""
    rest = b""
    while start < end and len(rest) < LONGEST_LINE:
        block = os.pread(descriptor, min(BLOCK, end - start), start)
        if not block:
            return
        start += len(block)
        *lines, rest = (rest + block).split(b"\n")
        yield from lines


@dataclass(frozen=True)
class Book:
    """A file that could be read. Close it, or use it in a `with`: its cells are a file on disk."""

    name: str
    kind: str  # xlsx or csv
    sheets: tuple[Sheet, ...]
    external_links: tuple[str, ...]  # other workbooks that formulas refer to; never opened
    encoding: str
    delimiter: str
    file: BinaryIO = field(repr=False)

    def close(self) -> None:
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters
