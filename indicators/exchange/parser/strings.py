"""The texts of a workbook: the shared table, and what an escape in any text stands for."""

from __future__ import annotations

import re
from typing import IO
from xml.parsers.expat import XMLParserType

from indicators.exchange.parser import markup
from indicators.exchange.parser.archive import Archive
from indicators.exchange.parser.pieces import Unusual, pieces

# Anything but this is left to expat: entities, line ends, characters that XML forbids.
PLAIN = r"[^<>&\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*"
ITEM = re.compile(rf'(<si>)<t(?: xml:space="preserve")?>({PLAIN})</t></si>|(\S)|\s+')
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """`_x000D_` is a carriage return (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


class StringTable:
    """Gathers the text of each <si>: its <t>, or those of its runs, but not the phonetic ones."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._path: list[str] = []
        self._pieces: list[str] = []

    def attach(self, reader: XMLParserType) -> None:
        reader.StartElementHandler = self._start
        reader.EndElementHandler = self._end
        reader.CharacterDataHandler = self._data

    def _start(self, name: str, _: markup.Attributes) -> None:
        self._path.append(markup.local(name))
        if self._path[-1] == "si":
            self._pieces = []

    def _end(self, _: str) -> None:
        if self._path.pop() == "si":
            self.texts.append(unescaped("".join(self._pieces)))

    def _data(self, text: str) -> None:
        if self._path[-1] == "t" and "rPh" not in self._path:
            self._pieces.append(text)

    def add(self, piece: str) -> None:
        """A piece of whole items: at once where it is plain, else through expat."""
        found = ITEM.findall(piece)
        if not any(odd for _, _, odd in found):
            self.texts += [unescaped(text) for item, text, _ in found if item]
            return
        reader = markup.parser("utf-8")
        self.attach(reader)
        reader.Parse(f"<sst>{piece}</sst>".encode(), True)


def shared_strings(archive: Archive, part: str) -> list[str]:
    """The table that cells refer to by number."""
    if part not in archive:
        return []
    try:
        with archive.open(part) as stream:
            return _quickly(stream)
    except Unusual:
        with archive.open(part) as stream:
            return _slowly(stream)


def _quickly(stream: IO[bytes]) -> list[str]:
    table = StringTable()
    for piece in pieces(stream, markup.parser(), "sst", b"<si>"):
        table.add(piece)
    return table.texts


def _slowly(stream: IO[bytes]) -> list[str]:
    table, reader = StringTable(), markup.parser()
    table.attach(reader)
    markup.feed(reader, stream)
    return table.texts
