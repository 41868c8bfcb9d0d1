"""What goes out: lines of JSON, each a list of rows, on a file that the parent opened.

A row is `[number, hidden, column, cell, column, cell, …]`; a cell is its text, or
`[kind, value, flags]` for what is no plain text. Only cells with content go out.
"""

from __future__ import annotations

import json
from typing import BinaryIO

from indicators.exchange.limits import Limits
from indicators.exchange.parser.refusal import Refusal

NUMBER, BOOLEAN, DATE, ERROR, NO_RESULT, TEXT = "n", "b", "d", "e", "f", "t"
PERCENT_FLAG, FORMULA_FLAG, EXTERNAL_FLAG = 1, 2, 4
MOST_ROWS, LONGEST_LINE = 200, 1 << 20  # of one line; the second holds on average

Cell = str | list[str | int]
Row = list[int | Cell]


def first(row: Row) -> int:
    """The row's number."""
    number = row[0]
    return number if isinstance(number, int) else 0


def shown(cell: int | Cell) -> str:
    """A cell's text or value."""
    return str(cell[1] if isinstance(cell, list) else cell)


encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Sink:
    """Counts what comes by and refuses what is too much."""

    def __init__(self, out: BinaryIO, limits: Limits) -> None:
        self._out = out
        self._limits = limits
        self._waiting: list[Row] = []
        self._rows_a_line = 10
        self.sheet = ""
        self.rows = 0
        self.written = 0

    def row(self, row: Row) -> None:
        """A row with content, its columns rising."""
        last = row[-2]
        if isinstance(last, int) and last > self._limits.columns:
            raise self._too_wide(row, last)
        self.rows += 1
        if self.rows > self._limits.rows:
            raise Refusal("too_many_rows", row=first(row), limit=self._limits.rows)
        self._waiting.append(row)
        if len(self._waiting) >= self._rows_a_line:
            self.flush()

    def _too_wide(self, row: Row, column: int) -> Refusal:
        return Refusal(
            "too_many_columns",
            row=first(row),
            column=column,
            shown=shown(row[-1]),
            limit=self._limits.columns,
        )

    def flush(self) -> None:
        if not self._waiting:
            return
        line = encode(self._waiting).encode("utf-8", "replace") + b"\n"
        self.written += self._out.write(line)
        fitting = LONGEST_LINE * len(self._waiting) // len(line)
        self._rows_a_line = max(1, min(fitting, MOST_ROWS))
        self._waiting.clear()

    def back_to(self, position: int, rows: int) -> None:
        """Forgets what was written since, before a sheet is read again in another way."""
        self._waiting.clear()
        self._out.seek(position)
        self._out.truncate()
        self.written, self.rows = position, rows
