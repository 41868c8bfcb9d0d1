"""Bytes → cells, safely, or a named problem. The only way in for a file from outside."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, cast

from indicators.exchange import sandbox
from indicators.exchange.book import Area, Book, Sheet
from indicators.exchange.file_names import safe_name, stem_of
from indicators.exchange.limits import MEGABYTE, Limits
from indicators.exchange.problems import ReadingProblem
from indicators.exchange.reading_words import told

__all__ = ["Book", "Limits", "ReadingProblem", "read", "safe_name"]

BLOCK = 1 << 18


def read(file: BinaryIO | Path, *, name: str, limits: Limits) -> Book:
    """The file's cells; ReadingProblem, with every reason, if it cannot be read.

    Parsed in a process of its own (see `sandbox`), so that this one neither grows nor waits for
    longer than the limits say. The caller closes the book.
    """
    name = safe_name(name)
    with ExitStack() as opened:
        source = opened.enter_context(tempfile.TemporaryFile())
        _copy(file, source, name, limits)
        rows = opened.enter_context(tempfile.TemporaryFile())
        answer = sandbox.parse(source, cast(BinaryIO, rows), name=name, limits=limits)
        if "problems" in answer:
            raise ReadingProblem([told(said, name) for said in answer["problems"]])
        try:
            book = _book(name, answer, cast(BinaryIO, rows))
        except (LookupError, TypeError, ValueError) as error:
            raise ReadingProblem([told({"code": "unreadable"}, name)]) from error
        opened.pop_all()
        source.close()
    return book


def _copy(file: BinaryIO | Path, target: Any, name: str, limits: Limits) -> None:
    """Never more than the limit comes onto the disk."""
    with ExitStack() as opened:
        source = opened.enter_context(file.open("rb")) if isinstance(file, Path) else file
        size = 0
        while block := source.read(BLOCK):
            size += len(block)
            if size > limits.size:
                allowed = {"megabytes": limits.size // MEGABYTE}
                raise ReadingProblem([told({"code": "too_large", "params": allowed}, name)])
            target.write(block)
    target.flush()


def _book(name: str, answer: dict[str, Any], rows: BinaryIO) -> Book:
    return Book(
        name=name,
        kind=answer["kind"],
        sheets=tuple(_sheet(said, name, rows) for said in answer["sheets"]),
        external_links=tuple(answer["external"]),
        encoding=answer.get("encoding", ""),
        delimiter=answer.get("delimiter", ""),
        file=rows,
    )


def _sheet(said: dict[str, Any], name: str, rows: BinaryIO) -> Sheet:
    hidden = (range(first, last + 1) for first, last in said["hidden_columns"])
    return Sheet(
        name=said["name"] or stem_of(name),
        hidden=said["hidden"],
        row_count=said["rows"],
        hidden_columns=frozenset(column for columns in hidden for column in columns),
        merged=tuple(Area(*area) for area in said["merged"]),
        start=said["start"],
        end=said["end"],
        file=rows,
    )
