"""The rows of a sheet as spreadsheet programs write them, five times as fast as by expat.

Takes a subset of XML that leaves no choice of meaning: fixed order of attributes, no entities, no
formulas, no characters that XML forbids. Whatever is not exactly that is left to `sheet_rows`,
and a test holds the two to the same answer.
"""

from __future__ import annotations

import re

from indicators.exchange.parser.cells import Columns, Reader
from indicators.exchange.parser.sink import Cell, Row
from indicators.exchange.parser.strings import PLAIN

PRESERVED = r'(?: xml:space="preserve")?'
ATTRIBUTES = r'(?: [\w:]+="[^"<>&]*")*'
CELL = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,9})")?'
    rf'(?: t="s"><v>([0-9]{{1,9}})</v></c>| t="inlineStr"><is><t{PRESERVED}>({PLAIN})</t></is></c>'
    rf'|(?: t="n")?><v>({PLAIN})</v></c>|/>)|\S'
)
EMPTY_ROWS = re.compile(rf"\s*(?:<row{ATTRIBUTES} ?/>\s*)*")
ROW = re.compile(rf'{EMPTY_ROWS.pattern}<row r="([0-9]{{1,7}})"({ATTRIBUTES}) ?>')
# Somebody gave whole columns a border: rows of styled cells, and nothing in them.
LETTERS = "(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])"
STYLED_ROWS = re.compile(
    rf'<row r="([0-9]{{1,7}})"{ATTRIBUTES} ?>'
    rf'(?:<c r="{LETTERS}\1"(?: s="[0-9]{{1,9}}")?/>)*</row>'
)
HIDDEN = re.compile(r' (?:hidden="(?:1|true)"|ht="0")')
MOST_KNOWN = 50_000


class PlainRows:
    """Remembers what the texts met so far become, for most of them come again and again."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._columns = Columns()
        self._shared: dict[str, Cell | None] = {}
        self._inline: dict[str, Cell | None] = {}

    def rows(self, piece: str) -> list[Row] | None:
        """Those with content in a piece of whole rows; None where it is not as plain as that."""
        found: list[Row] = []
        *closed, rest = STYLED_ROWS.sub("", piece).split("</row>")
        for written in closed:
            opening = ROW.match(written)
            row = self._row(written, opening) if opening else None
            if row is None:
                return None
            if len(row) > 2:
                found.append(row)
        return found if EMPTY_ROWS.fullmatch(rest) else None

    def _row(self, written: str, opening: re.Match[str]) -> Row | None:
        number, last = opening[1], 0
        row: Row = [int(number), int(HIDDEN.search(opening[2]) is not None)]
        columns, shared, inline = self._columns, self._shared, self._inline
        for letters, at, style, index, text, stored in CELL.findall(written, opening.end()):
            if at != number or (column := columns[letters]) <= last:
                return None
            last = column
            cell = shared.get(index) or inline.get(text) or self._new(style, index, text, stored)
            if cell is not None:
                row += (column, cell)
        return row

    def _new(self, style: str, index: str, text: str, stored: str) -> Cell | None:
        """A text met for the first time, a number, or nothing but a style."""
        if index:
            cell = self._shared[index] = self._reader.content("", "s", index, "", 0)
            return cell
        if stored:
            return self._reader.number(style, stored, 0)
        if not text:
            return None
        if len(self._inline) >= MOST_KNOWN:
            self._inline.clear()
        cell = self._inline[text] = self._reader.content("", "inlineStr", "", text, 0)
        return cell
