"""How much one uploaded file may be. Shared with the child process, so this imports no Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, rows and columns with content, and what reading it may cost."""

    size: int
    rows: int  # with content, in all sheets together
    columns: int  # the last one with content
    seconds: int  # of processor time
    patience: float = 9.0  # seconds by the clock, after which the reading is given up
    values: int | None = None  # for the importer: figures in one file
    memory: int = 512 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    members: int = 200
    ratio: int = 100
    tolerant: bool = False  # rows of a csv that do not fit its header are read all the same

    PEOPLE: ClassVar[Limits]
    BATCH: ClassVar[Limits]


# A refused file may cost 10 seconds in all.
Limits.PEOPLE = Limits(size=5 * MEGABYTE, rows=20_000, columns=200, seconds=8)
# 300,000 values, in the long layout one a row, below a few rows of title and header.
Limits.BATCH = Limits(
    size=32 * MEGABYTE, rows=300_100, columns=200, seconds=60, patience=180.0, values=300_000
)
