"""Entering figures, from one cell to 300,000: everything is written or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.reporting import calendar
from indicators.reporting.admission import admit, refuse_unseen
from indicators.reporting.asked import Asked, asked_of
from indicators.reporting.cells import Cell, Key
from indicators.reporting.clashes import refuse_clashes
from indicators.reporting.errors import Conflict, Invalid, Problem
from indicators.reporting.explaining import save_explanations, texts_to_save
from indicators.reporting.models import FigureState, Report
from indicators.reporting.period_words import period_in_words
from indicators.reporting.rights import held
from indicators.reporting.standing import NEVER_FILLED, Place, Standing, standing_in
from indicators.reporting.wanted import Wanted, wanted_in
from indicators.reporting.writing import Act, Change, write
from regions.audit import Acts, acting
from regions.models import Region, User


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of the cells. `revisions`: of a single report, each cell's number now."""

    new: int
    changed: int
    unchanged: int
    revisions: Mapping[Key, int] = field(default_factory=dict)


def enter(
    *,
    report: Report,
    cells: Sequence[Cell],
    by: User,
    via: str,
    at: datetime | None = None,
    batch: UUID | None = None,
    why: str = "",
    document: str = "",
    version: int | None = None,
    asked: Asked | None = None,
) -> Entered:
    """Put these cells into one report; `version` is the one that the writer saw, if it matters.

    `asked`: what the report asks, where the caller has read it already.
    """
    return enter_many(
        cells_by_report={report: cells},
        by=by,
        via=via,
        at=at,
        batch=batch,
        why=why,
        document=document,
        versions={} if version is None else {report.pk: version},
        asked=None if asked is None else {report.pk: asked},
    )


def enter_many(
    *,
    cells_by_report: Mapping[Report, Sequence[Cell]],
    by: User,
    via: str,
    at: datetime | None = None,
    batch: UUID | None = None,
    why: str = "",
    document: str = "",
    versions: Mapping[int, int] | None = None,
    asked: Mapping[int, Asked] | None = None,
) -> Entered:
    """Put cells into many reports at once.

    A cell is compared first: an equal value is unchanged even where it could not be written.
    `document` is the number by which a manager fills in for a bureau (代录).
    """
    act = Act(by, at or timezone.now(), via, batch, why)
    asked = asked or asked_of(cells_by_report)
    wanted = read_all(cells_by_report, asked)
    refuse_unseen(by, region_codes(cells_by_report), regions_in(asked))
    with acting(by=by, at=act.at) as acts:
        reports = held(wanted)
        refuse_other_versions(reports, versions or {})
        there = standing_in(wanted)
        changes = changes_in(reports, wanted, there)
        texts = texts_to_save(wanted, there, changes)
        touched = touched_by(reports, changes, (place[0] for place, _number in texts))
        on = calendar.day_of(act.at)
        documents = admit(touched, by=by, via=via, on=on, document=document.strip())
        refuse_clashes(changes)
        write(changes, act, documents)
        save_explanations(texts, by, act.at)
        raise_versions(touched)
        record(acts, changes, act, document)
    return entered(changes, wanted, there)


def read_all(
    cells_by_report: Mapping[Report, Sequence[Cell]], asked: Mapping[int, Asked]
) -> dict[int, list[Wanted]]:
    """The cells with their keys, or all that is wrong with any of them."""
    wanted: dict[int, list[Wanted]] = {}
    problems: list[Problem] = []
    for report, cells in cells_by_report.items():
        wanted[report.pk], wrong = wanted_in(cells, asked[report.pk])
        problems += wrong
    if problems:
        raise Invalid(*problems)
    return wanted


def region_codes(cells_by_report: Mapping[Report, Sequence[Cell]]) -> dict[Report, set[str]]:
    return {report: {c.region for c in cells} for report, cells in cells_by_report.items()}


def regions_in(asked: Mapping[int, Asked]) -> dict[str, Region]:
    return {
        code: region
        for each in asked.values()
        for regions, _measures in each.blocks
        for code, region in regions.items()
    }


def refuse_other_versions(reports: Iterable[Report], versions: Mapping[int, int]) -> None:
    """Everything in the report must be as it was seen, not only the cells written."""
    for report in reports:
        if report.version != versions.get(report.pk, report.version):
            facts = {"region": report.region.name, "period": period_in_words(report.period)}
            raise Conflict(
                _("The report of %(region)s for %(period)s has changed meanwhile.") % facts
            )


def changes_in(
    reports: Iterable[Report],
    wanted: Mapping[int, list[Wanted]],
    there: Mapping[Place, Standing],
) -> list[Change]:
    """The cells in which something else stands than is wanted."""
    changes = []
    for report in reports:
        key = report.id
        for one in wanted[key]:
            standing = there.get((key, one.region, one.measure), NEVER_FILLED)
            if standing.content != (one.cell.state, one.cell.value):
                changes.append(Change(report, one, standing))
    return changes


def touched_by(
    reports: Iterable[Report], changes: Iterable[Change], explained: Iterable[int]
) -> list[Report]:
    keys = {change.report.id for change in changes} | set(explained)
    return [report for report in reports if report.id in keys]


def raise_versions(reports: Iterable[Report]) -> None:
    keys = [report.pk for report in reports]
    Report.objects.filter(pk__in=keys).update(version=F("version") + 1)


def record(acts: Acts, changes: list[Change], act: Act, document: str) -> None:
    """One record for all: how many, and the hash over the revisions."""
    if not changes:
        return
    reports = {change.report.id: change.report for change in changes}
    periods = {report.period.name for report in reports.values()}
    one = next(iter(reports.values())) if len(reports) == 1 else None
    acts.record(
        "enter",
        object_type="report",
        object_label=str(one) if one else _("%(number)s reports") % {"number": len(reports)},
        region_code=one.region.code if one else "",
        period=periods.pop() if len(periods) == 1 else "",
        new={
            "changes": len(changes),
            "sha256": digest(map(line, changes)),
            "via": str(act.via),
            "batch": str(act.batch or ""),
            "document": document,
        },
        reason=act.why,
    )


def line(change: Change) -> str:
    report, wanted, there = change
    cell = wanted.cell
    return hashed_line(
        (report.period.name, report.region.code, cell.region, cell.measure, there.revision + 1),
        (there.content.state, change.old_value),
        (cell.state, wanted.scaled),
    )


def hashed_line(
    cell: tuple[str, str, str, str, int], old: tuple[str, int | None], new: tuple[str, int | None]
) -> str:
    """`period⇥report⇥region⇥measure⇥number⇥old state⇥old⇥new state⇥new`, values × 10⁴."""
    before, after = ("" if value is None else value for _state, value in (old, new))
    return (
        f"{cell[0]}\t{cell[1]}\t{cell[2]}\t{cell[3]}\t{cell[4]}"
        f"\t{old[0]}\t{before}\t{new[0]}\t{after}"
    )


def digest(lines: Iterable[str]) -> str:
    """SHA-256 over the sorted lines."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def entered(
    changes: Sequence[Change],
    wanted: Mapping[int, list[Wanted]],
    there: Mapping[Place, Standing],
) -> Entered:
    new = sum(change.there.content.state == FigureState.BLANK for change in changes)
    total = sum(map(len, wanted.values()))
    revisions: dict[Key, int] = {}
    if len(wanted) == 1:
        for key, cells in wanted.items():
            for cell in cells:
                number = there.get((key, cell.region, cell.measure), NEVER_FILLED).revision
                revisions[cell.cell.region, cell.cell.measure] = number
        revisions |= {(c.wanted.cell.region, c.wanted.cell.measure): c.number for c in changes}
    return Entered(new, len(changes) - new, total - len(changes), revisions)
