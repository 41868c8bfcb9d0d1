"""A sheet whose cells are copied from a file, those with a problem coloured.

Everything is written as a number or as text, never as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from indicators.exchange.book import Cell, Kind
from indicators.exchange.marks import Mark
from indicators.exchange.spots import letters
from indicators.exchange.streamed_sheet import StreamedSheet, inline, styled
from indicators.exchange.tables import looks_like_a_formula

LONGEST_CELL = 32_000
COLOURS = {True: "#F4A6A0", False: "#A9CBEA", None: None}  # put right; explain; nothing to tell


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
