"""SQL that SQLite 3.40 and PostgreSQL 15 both speak, and the one way to run it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DataError, OperationalError, connection, transaction

from indicators.assessment.sources import Select

COUNTED, NOT_APPLICABLE, MISSING, STATES = 0, 1, 2, 3
"""A region's state in the statements, and how many there are."""

REGIONS, WHOLE = -2, -1
"""Instead of a group's number: each region by itself, and all together."""

NEAR = "1e-9"
"""Floating-point ratios err by 10⁻¹⁵ of their size: what lies nearer may be the worst."""

OVERFLOWS = ("overflow", "out of range")


def table(name: str, columns: Iterable[str], rows: Iterable[Sequence[int]]) -> str:
    """A small table of whole numbers; they are keys and flags, never anybody's input."""
    listed = ", ".join("(" + ", ".join(str(int(n)) for n in row) + ")" for row in rows)
    return f"{name}({', '.join(columns)}) AS (VALUES {listed})"


def joined(expression: str) -> str:
    """All numbers of a group in one text."""
    function = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    return f"{function}(CAST({expression} AS TEXT), ';')"


def ratio(above: str, below: str) -> str:
    """What `lowest` compares, the worst being the smallest; exact numbers decide afterwards."""
    return f"sign * CAST({above} AS DOUBLE PRECISION) / COALESCE({below}, 1)"


def near(one: str, least: str) -> str:
    """Whether it may be the worst."""
    return f"{one} <= {least} + ABS({least}) * {NEAR}"


def fetch(beginning: Select, rest: str) -> list[tuple[Any, ...]]:
    """Run one statement. What the database calls an overflow is one here too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"{beginning.sql}\n{rest}", beginning.params)
            return list(cursor.fetchall())
    except (DataError, OperationalError) as error:
        if any(word in str(error) for word in OVERFLOWS):
            raise OverflowError("A sum lies beyond 64 bits.") from error
        raise


def sees_one_moment() -> bool:
    """Whether several statements can see one moment without a writer having to wait for them."""
    return connection.vendor == "postgresql" and not connection.in_atomic_block


@contextmanager
def one_moment() -> Iterator[None]:
    """All statements inside see the figures as they are when the first one begins."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
