"""Figures and revisions into their tables, by the hundred thousand.

Django's bulk_create makes 4,000 of these rows a second; executemany and COPY make 100,000.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Model

from indicators.plan.fields import to_scaled
from indicators.reporting.errors import Conflict
from indicators.reporting.models import Figure, FigureState, Report, Revision
from indicators.reporting.standing import Standing
from indicators.reporting.wanted import Wanted
from regions.models import User

REVISION = "report region measure number old_state old_value new_state new_value at by via batch"
REVISION_FIELDS = tuple(f"{REVISION} place why document".split())
ROWS_A_STATEMENT = 200
FIGURE_FIELDS = ("report", "period", "region", "measure", "state", "value", "revision")


class Change(NamedTuple):
    """One cell from what stands there to what is wanted."""

    report: Report
    wanted: Wanted
    there: Standing

    @property
    def number(self) -> int:
        return self.there.revision + 1

    @property
    def old_value(self) -> int | None:
        value = self.there.content.value
        return None if value is None else to_scaled(value)


@dataclass(frozen=True, slots=True)
class Act:
    """What all the changes of one entry share."""

    by: User
    at: datetime
    via: str
    batch: UUID | None = None
    why: str = ""


def write(changes: list[Change], act: Act, documents: dict[int, str]) -> None:
    """The revisions, then the figures: new ones, changed ones, and blanks, which have no row."""
    insert(Revision, REVISION_FIELDS, revision_rows(changes, act, documents))
    blank: list[Change] = []
    fresh: list[Change] = []
    other: list[Change] = []
    for change in changes:
        if change.wanted.cell.state == FigureState.BLANK:
            blank.append(change)
        else:
            (fresh if change.there.figure is None else other).append(change)
    insert(Figure, FIGURE_FIELDS, figure_rows(fresh))
    replace(other)
    remove(blank)


def revision_rows(
    changes: Iterable[Change], act: Act, documents: dict[int, str]
) -> Iterator[tuple[Any, ...]]:
    at, batch = stored(Revision, "at", act.at), stored(Revision, "batch", act.batch)
    by, via = act.by.pk, str(act.via)
    for change in changes:
        report, wanted, there = change
        cell = wanted.cell
        yield (
            report.id,
            wanted.region,
            wanted.measure,
            there.revision + 1,
            plain(there.content.state),
            change.old_value,
            plain(cell.state),
            wanted.scaled,
            at,
            by,
            via,
            batch,
            cell.place,
            act.why,
            documents.get(report.id, ""),
        )


def plain(state: str) -> str:
    """The driver of PostgreSQL takes a member of an enumeration for an enumeration."""
    return state if type(state) is str else str(state)


def stored(model: type[Model], name: str, value: Any) -> Any:
    """The value as the database takes it."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]  # a column


def figure_rows(changes: Iterable[Change]) -> Iterator[tuple[Any, ...]]:
    for report, wanted, there in changes:
        yield (
            report.id,
            report.period_id,
            wanted.region,
            wanted.measure,
            plain(wanted.cell.state),
            wanted.scaled,
            there.revision + 1,
        )


def insert(model: type[Model], fields: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    """COPY on PostgreSQL, many rows a statement on SQLite."""
    meta = model._meta
    columns = ", ".join(f'"{meta.get_field(name).column}"' for name in fields)  # type: ignore[union-attr]  # columns
    into = f'"{meta.db_table}" ({columns})'
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = f"({', '.join('?' * len(fields))})"
    while some := list(islice(rows, ROWS_A_STATEMENT)):
        run_on_sqlite(f"INSERT INTO {into} VALUES {', '.join([marks] * len(some))}", some)


def run_on_sqlite(statement: str, rows: list[tuple[Any, ...]]) -> None:
    """Past Django's cursor, which reads and, when debugging, quotes every one of the marks."""
    with connection.wrap_database_errors:
        connection.connection.execute(statement, list(chain.from_iterable(rows)))


def replace(changes: list[Change]) -> None:
    """Only where the revision that was read still stands: the second belt of compare-and-set."""
    table = Figure._meta.db_table
    rows = [
        (str(wanted.cell.state), wanted.scaled, there.revision + 1, there.figure, there.revision)
        for _report, wanted, there in changes
    ]
    run(
        f'UPDATE "{table}" SET "state" = %s, "value" = %s, "revision" = %s'
        ' WHERE "id" = %s AND "revision" = %s',
        rows,
    )


def remove(changes: list[Change]) -> None:
    rows = [(there.figure, there.revision) for _report, _wanted, there in changes]
    run(f'DELETE FROM "{Figure._meta.db_table}" WHERE "id" = %s AND "revision" = %s', rows)


def run(statement: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        if cursor.rowcount != len(rows):
            raise Conflict("A figure changed while its report was locked.")
