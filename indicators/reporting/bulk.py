"""Rows into a table, by the hundred thousand: COPY on PostgreSQL, many rows a statement else.

Django's bulk_create makes 4,000 of them a second where these make 100,000.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Model

ROWS_A_STATEMENT = 200

Row = tuple[Any, ...]


def stored(model: type[Model], name: str, value: Any) -> Any:
    """The value as the database takes it."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]  # a column


def insert(model: type[Model], fields: tuple[str, ...], rows: Iterator[Row]) -> None:
    """All columns but the key; inside a transaction."""
    meta = model._meta
    columns = ", ".join(f'"{meta.get_field(name).column}"' for name in fields)  # type: ignore[union-attr]  # columns
    into = f'"{meta.db_table}" ({columns})'
    if connection.vendor != "postgresql":
        run(f"INSERT INTO {into} VALUES {{rows}}", rows)
        return
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {into} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def run(statement: str, rows: Iterable[Row]) -> int:
    """The statement with `{rows}` as a list of values, as often as needed; how many it met."""
    rows, met = iter(rows), 0
    while some := list(islice(rows, ROWS_A_STATEMENT)):
        met += execute(statement, some)
    return met


def execute(statement: str, rows: list[Row]) -> int:
    """On SQLite past Django's cursor, which reads (and, debugging, quotes) every single mark."""
    is_sqlite = connection.vendor == "sqlite"
    one = ", ".join(["?" if is_sqlite else "%s"] * len(rows[0]))
    text = statement.format(rows=", ".join([f"({one})"] * len(rows)))
    values = list(chain.from_iterable(rows))
    if is_sqlite:
        with connection.wrap_database_errors:
            met: int = connection.connection.execute(text, values).rowcount
        return met
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.rowcount
