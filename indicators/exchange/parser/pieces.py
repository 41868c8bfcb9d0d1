"""A part whose middle is long, cut into whole items without parsing it twice.

Only `<` opens markup in XML. So where a part is UTF-8 and holds no comment, no CDATA section and
no processing instruction, the bytes `</row>` or `<row ` can be nothing else than what they look
like, and the part may be cut there. The frame around the items goes through expat as it is;
anything unusual raises Unusual, and the part is then given to expat as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO
from xml.parsers.expat import XMLParserType

BLOCK = 1 << 18
LONGEST_HEAD = 1 << 20
LONGEST_ITEM = 8 << 20
DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml([^<>]*)\?>)?")
ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")


class Unusual(Exception):  # noqa: N818  no error: the slow way takes it
    """The part is not written as spreadsheet programs write it."""


def pieces(stream: IO[bytes], frame: XMLParserType, container: str, item: bytes) -> Iterator[str]:
    """The inside of `<container>` in pieces of whole items; all else goes to `frame`.

    `item` is how every item begins, say `<row `.
    """
    closing = f"</{container}>".encode()
    buffer = _head(stream, frame, container)
    while (end := buffer.find(closing)) < 0:
        block = stream.read(BLOCK)
        if not block or len(buffer) > LONGEST_ITEM:
            raise Unusual
        cut = buffer.rfind(item)
        if cut > 0:
            yield _text(buffer[:cut])
            buffer = buffer[cut:]
        buffer += block
    yield _text(buffer[:end])
    frame.Parse(buffer[end:])
    while block := stream.read(BLOCK):
        frame.Parse(block)
    frame.Parse(b"", True)


def _head(stream: IO[bytes], frame: XMLParserType, container: str) -> bytes:
    """Feeds the frame up to and with the opening tag; returns what follows it."""
    opening = re.compile(rb"<%b(?:\s+[\w:.-]+=\"[^\"<>]*\")*\s*>" % container.encode())
    buffer = b""
    while not (found := opening.search(buffer)):
        block = stream.read(BLOCK)
        if not block or len(buffer) > LONGEST_HEAD:
            raise Unusual
        buffer += block
    head = buffer[: found.end()]
    declaration = DECLARATION.match(head)
    rest = head[declaration.end() :] if declaration else head
    encoding = ENCODING.search(declaration[1] or b"") if declaration else None
    if b"<!" in rest or b"<?" in rest or (encoding and encoding[1].lower() != b"utf-8"):
        raise Unusual
    frame.Parse(head)
    return buffer[found.end() :]


def _text(piece: bytes) -> str:
    if b"<!" in piece or b"<?" in piece:
        raise Unusual
    return piece.decode()
