"""Bytes → text, in the encodings that bureaus use, or the line and byte where it breaks."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

from indicators.exchange.parser.refusal import Refusal

MARKS: Final = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
# Two or more Chinese letters or punctuation marks in UTF-8: by chance once in a million names.
SURELY_UTF8: Final = re.compile(
    rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x80-\xbf]|\xef\xbc[\x80-\xbf]){2,}"
)
HIGH: Final = re.compile(rb"[\x80-\xff]+")


def decoded(content: bytes) -> tuple[str, str]:
    """(text, encoding): by its mark, else UTF-8, else GB18030."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, len(mark), encoding), encoding
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_a_mixture(content, error.start)
    return _strictly(content, 0, "gb18030"), "gb18030"


def _strictly(content: bytes, start: int, encoding: str) -> str:
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(content, start + error.start, encoding) from error


def _refuse_a_mixture(content: bytes, first_failure: int) -> None:
    """UTF-8 pasted into GB18030, or the other way round, decodes as GB18030 into nonsense."""
    runs = HIGH.finditer(content)
    found = [run for run in runs if SURELY_UTF8.fullmatch(run[0])]
    if not found:
        return
    begins_as_utf8 = found[0].start() < first_failure
    where = first_failure if begins_as_utf8 else found[0].start()
    raise _broken(content, where, "utf-8" if begins_as_utf8 else "gb18030")


def _broken(content: bytes, position: int, encoding: str) -> Refusal:
    """The line, and the byte within it, both counted from 1."""
    width = 2 if encoding.startswith("utf-16") else 1
    newline = "\n".encode(encoding) if width == 2 else b"\n"
    line = content.count(newline, 0, position) + 1
    start = content.rfind(newline, 0, position) + width if line > 1 else 0
    return Refusal(
        "broken_encoding",
        row=line,
        shown=content[position : position + 4].hex(" "),
        line=line,
        byte=position - start + 1,
        encoding=encoding.upper(),
    )
