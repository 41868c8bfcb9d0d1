"""The rows of a sheet, by expat: whatever order, prefix or entity the XML is written with."""

from __future__ import annotations

import re
from typing import Protocol
from xml.parsers.expat import XMLParserType

from indicators.exchange.parser.cells import LAST_ROW, Columns, Raw
from indicators.exchange.parser.markup import Attributes, local
from indicators.exchange.parser.pieces import Unusual
from indicators.exchange.parser.refusal import Refusal

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
TRUE = {"1", "true"}


class Receiver(Protocol):
    """Who takes the rows and what stands in the frame around them."""

    formulas: dict[str, str]  # the shared ones, by their index

    def raw_row(self, number: int, cells: list[Raw], *, hidden: bool) -> None: ...

    def framed(self, parent: str, name: str, attributes: Attributes) -> None: ...


class SheetRows:
    """Handlers that gather one row at a time."""

    def __init__(self, receiver: Receiver, *, in_pieces: bool) -> None:
        self._receiver = receiver
        self._in_pieces = in_pieces
        self._columns = Columns()
        self._row, self._hidden = 0, False
        self._column = 0
        self._cells: list[Raw] = []
        self._cell: Attributes = {}
        self._formula: Attributes | None = None
        self._texts: dict[str, list[str]] = {}
        self._path: list[str] = []

    def attach(self, reader: XMLParserType) -> None:
        reader.StartElementHandler = self._start
        reader.EndElementHandler = self._end
        reader.CharacterDataHandler = self._data

    def _start(self, name: str, attributes: Attributes) -> None:
        name = local(name)
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "row" and parent == "sheetData":
            self._row = self._number(attributes.get("r", ""))
            self._hidden = attributes.get("hidden") in TRUE or attributes.get("ht") == "0"
            self._column, self._cells = 0, []
        elif name == "c" and parent == "row":
            self._cell, self._formula, self._texts = attributes, None, {}
            self._column = self._place(attributes.get("r"))
        elif name == "f" and parent == "c":
            self._formula = attributes
        else:
            self._receiver.framed(parent, name, attributes)

    def _number(self, written: str) -> int:
        """A row without a number follows the one before it, which may be in another piece."""
        if not written and self._in_pieces:
            raise Unusual
        return whole(written, self._row + 1)

    def _place(self, written: str | None) -> int:
        """The cell's column; one without an address follows the one before it."""
        if written is None:
            return self._column + 1
        match = PLACE.fullmatch(written)
        if not match or int(match[2]) != self._row:
            raise Refusal("damaged", row=self._row, detail=written)
        return self._columns[match[1]]

    def _data(self, text: str) -> None:
        name = self._path[-1] if self._path else ""
        if name in {"v", "f", "t"} and "rPh" not in self._path[-3:]:
            self._texts.setdefault(name, []).append(text)

    def _end(self, _: str) -> None:
        name = self._path.pop()
        parent = self._path[-1] if self._path else ""
        if name == "c" and parent == "row":
            self._cells.append(self._raw())
        elif name == "row" and parent == "sheetData":
            self._receiver.raw_row(self._row, self._cells, hidden=self._hidden)
            self._cells = []

    def _raw(self) -> Raw:
        given = self._cell
        texts = {name: "".join(pieces) for name, pieces in self._texts.items()}
        return Raw(
            self._column,
            given.get("s", ""),
            given.get("t", ""),
            texts.get("v"),
            texts.get("t", ""),
            self._formula_text(texts.get("f", "")),
        )

    def _formula_text(self, text: str) -> str | None:
        """A shared formula is written out in its first cell only."""
        if self._formula is None:
            return None
        index = self._formula.get("si") if self._formula.get("t") == "shared" else None
        if index is None:
            return text
        return self._receiver.formulas.setdefault(index, text)


def whole(text: str, otherwise: int) -> int:
    """A row's number as it is written, or the one that follows."""
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:8]) <= LAST_ROW):
        raise Refusal("damaged", detail=text[:20])
    return int(text)
