"""A table as csv: UTF-8 with BOM, one header row, numbers plain."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import BinaryIO

from indicators.exchange.tables import Table, Value, looks_like_a_formula


def write_csv(table: Table, out: BinaryIO) -> int:
    """Write the table and return the number of its rows."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(table.headers)
    written = 0
    for written, row in enumerate(table.rows, start=1):  # noqa: B007  the count is the answer
        writer.writerow(map(said, row))
    text.flush()
    text.detach()
    return written


def said(value: Value) -> Value:
    """A number in full, never 1E+3; text that looks like a formula behind an apostrophe."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str) and looks_like_a_formula(value):
        return f"'{value}"
    return value
