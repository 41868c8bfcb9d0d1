"""Compare and set: a cell that is not as the writer saw it refuses the whole entry."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from indicators.reporting.cells import EMPTY, Clash, Content
from indicators.reporting.errors import Conflict, Problem
from indicators.reporting.models import Revision
from indicators.reporting.writing import Change


def clashing(changes: Iterable[Change]) -> list[Change]:
    """Those whose cell has another revision than the writer saw."""
    return [
        change
        for change in changes
        if change.wanted.cell.seen is not None and change.wanted.cell.seen != change.there.revision
    ]


def refuse_clashes(changes: Iterable[Change]) -> None:
    """Tell for each such cell what was seen, what is there and by whom, and what was wanted."""
    found = clashing(changes)
    if not found:
        return
    history = revisions_of(found)
    clashes = [clash(change, history) for change in found]
    raise Conflict(*map(problem, found), cells=clashes)


def revisions_of(changes: Iterable[Change]) -> dict[tuple[int, int, int, int], Revision]:
    reports = {change.report.pk for change in changes}
    numbers = {n for c in changes for n in (c.wanted.cell.seen, c.there.revision) if n}
    rows = Revision.objects.filter(report__in=reports, number__in=numbers).select_related("by")
    return {(r.report_id, r.region_id, r.measure_id, r.number): r for r in rows}


def clash(change: Change, history: dict[tuple[int, int, int, int], Revision]) -> Clash:
    cell, there = change.wanted.cell, change.there
    place = (change.report.pk, change.wanted.region, change.wanted.measure)
    saw, last = history.get((*place, cell.seen or 0)), history.get((*place, there.revision))
    return Clash(
        region=cell.region,
        measure=cell.measure,
        saw=Content(saw.new_state, saw.new_value) if saw else EMPTY,
        there=there.content,
        wanted=change.wanted.content,
        revision=there.revision,
        by=last.by.name if last else "",
        at=last.at if last else None,
    )


def problem(change: Change) -> Problem:
    cell = change.wanted.cell
    message = _("Somebody else has changed this cell meanwhile.")
    return Problem("conflict", message, cell.region, cell.measure, cell.place)
