"""XML from outside: no document types, no entities of its own, nothing fetched.

The same refusals as defusedxml's, on a parser that can be fed piece by piece.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import IO, NamedTuple, NoReturn
from xml.parsers import expat
from xml.parsers.expat import XMLParserType

from indicators.exchange.parser.refusal import Refusal

BLOCK = 1 << 16
Attributes = dict[str, str]


class Element(NamedTuple):
    """A start tag and the name of the element around it; names without prefix."""

    parent: str
    name: str
    attributes: Attributes


def _refuse(*_: object) -> NoReturn:
    raise Refusal("entities")


def parser(encoding: str | None = None) -> XMLParserType:
    """An expat parser that refuses every document type and entity declaration."""
    made = expat.ParserCreate(encoding)
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    made.EntityDeclHandler = _refuse
    made.UnparsedEntityDeclHandler = _refuse
    made.ExternalEntityRefHandler = _refuse
    return made


def local(name: str) -> str:
    """`x:row` → `row`."""
    return name.rpartition(":")[2]


def attribute(attributes: Attributes, name: str) -> str:
    """The attribute of that name, with whatever prefix."""
    for key, value in attributes.items():
        if local(key) == name:
            return value
    return ""


def elements(stream: IO[bytes], names: Collection[str]) -> list[Element]:
    """The start tags of these names in a part, in order."""
    found: list[Element] = []
    path = [""]

    def start(name: str, attributes: Attributes) -> None:
        name = local(name)
        if name in names:
            found.append(Element(path[-1], name, attributes))
        path.append(name)

    reader = parser()
    reader.StartElementHandler = start
    reader.EndElementHandler = lambda _: path.pop()
    feed(reader, stream)
    return found


def feed(reader: XMLParserType, stream: IO[bytes]) -> None:
    while block := stream.read(BLOCK):
        reader.Parse(block)
    reader.Parse(b"", True)
