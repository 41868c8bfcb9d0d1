"""What goes out: lines above, columns, rows; the same for csv and xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Value = str | Decimal | int | None
Row = Sequence[Value]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A header as 7-interfaces fixes it; width in characters."""

    header: str
    width: int = 12


@dataclass(frozen=True)
class Table:
    """`titles` stand above the header in xlsx only. A Decimal keeps its decimals: 4560.00.

    Rows are read once, one by one, so that memory does not grow with them. `more` are further
    sheets of an xlsx; a csv holds the first alone.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    titles: Sequence[str] = field(default=())
    more: Sequence[Table] = field(default=())

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]


def looks_like_a_formula(text: str) -> bool:
    """Text that a spreadsheet would take for a formula or a command."""
    return text.startswith(FORMULA_STARTS)
