"""The changes of an entry into their tables: a revision each, and the figure as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from indicators.plan.fields import to_scaled
from indicators.reporting.bulk import insert, run, stored
from indicators.reporting.errors import Conflict
from indicators.reporting.models import Figure, FigureState, Report, Revision, Via
from indicators.reporting.standing import Standing
from indicators.reporting.wanted import Wanted
from regions.models import User

REVISION = "report region measure number old_state old_value new_state new_value at by via batch"
REVISION_FIELDS = tuple(f"{REVISION} place why document".split())
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
    if fresh:
        insert(Figure, FIGURE_FIELDS, figure_rows(fresh))
    replace(other)
    remove(blank)


def revision_rows(
    changes: Iterable[Change], act: Act, documents: dict[int, str]
) -> Iterator[tuple[Any, ...]]:
    at, batch = stored(Revision, "at", act.at), stored(Revision, "batch", act.batch)
    by, via, carried = act.by.pk, str(act.via), str(Via.CARRIED)
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
            carried if cell.is_carried else via,
            batch,
            cell.place,
            act.why,
            documents.get(report.id, ""),
        )


def plain(state: str) -> str:
    """The driver of PostgreSQL takes a member of an enumeration for an enumeration."""
    return state if type(state) is str else str(state)


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


def replace(changes: list[Change]) -> None:
    """Only where the revision that was read still stands: the second belt of compare-and-set."""
    table = Figure._meta.db_table
    rows = (
        (there.figure, there.revision, plain(wanted.cell.state), wanted.scaled, there.revision + 1)
        for _report, wanted, there in changes
    )
    met = run(
        f'UPDATE "{table}" SET "state" = new.column3, "value" = CAST(new.column4 AS bigint),'
        ' "revision" = new.column5 FROM (VALUES {rows}) AS new'
        f' WHERE "{table}"."id" = new.column1 AND "{table}"."revision" = new.column2',
        rows,
    )
    refuse_if_moved(met, changes)


def remove(changes: list[Change]) -> None:
    rows = ((there.figure, there.revision) for _report, _wanted, there in changes)
    table = Figure._meta.db_table
    met = run(f'DELETE FROM "{table}" WHERE ("id", "revision") IN (VALUES {{rows}})', rows)
    refuse_if_moved(met, changes)


def refuse_if_moved(met: int, changes: list[Change]) -> None:
    if met != len(changes):
        raise Conflict(_("Somebody else has changed this cell meanwhile."))
