"""What a file proposes beside what is stored: new, changed, unchanged, or not to be written.

A row is compared first: an equal value is unchanged even where it could not be written; only a
change is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.exchange.problems import Problem
from indicators.exchange.proposals import Proposal, Spot
from indicators.exchange.spots import address, refused_at
from indicators.reporting.asked import asked_of
from indicators.reporting.explaining import plain
from indicators.reporting.models import FigureState, Report
from indicators.reporting.standing import (
    NEVER_FILLED,
    Place,
    Standing,
    explanations_in,
    standing_in,
)
from regions.models import Level


class Compared(NamedTuple):
    """A proposal for a report's cell, and what stands there now."""

    report: Report
    proposal: Proposal
    there: Standing
    explains: bool

    @property
    def is_new(self) -> bool:
        return self.moves and self.there.content.state == FigureState.BLANK

    @property
    def moves(self) -> bool:
        """Whether another value is proposed; a blank proposes none."""
        wanted = self.proposal.content
        return wanted.state != FigureState.BLANK and wanted != self.there.content

    @property
    def changes(self) -> bool:
        return self.moves or self.explains

    @property
    def counts(self) -> bool:
        """A blank that explains nothing new is no cell of the file."""
        return self.explains or self.proposal.state != FigureState.BLANK


@dataclass
class Comparison:
    """All of a file's proposals; `problems` refuse the whole of it."""

    compared: list[Compared] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def by_report(self) -> dict[Report, list[Compared]]:
        found: dict[Report, list[Compared]] = {}
        for each in self.compared:
            found.setdefault(each.report, []).append(each)
        return found

    def changed(self) -> dict[Report, list[Compared]]:
        """The reports in which something would change, with that."""
        changes = {r: [c for c in cells if c.changes] for r, cells in self.by_report().items()}
        return {report: cells for report, cells in changes.items() if cells}


def compare(proposals: Sequence[Proposal]) -> Comparison:
    """A number of queries that does not depend on the number of proposals."""
    found = Comparison()
    placed = place(proposals, found.problems)
    refuse_twice(placed, found.problems)
    reports = {report.pk for report, _proposal in placed}
    stored, explained = standing_in(reports), explanations_in(reports)
    for report, proposal in placed:
        found.compared.append(beside(report, proposal, stored, explained))
    warn_of_blanks(found)
    return found


def place(proposals: Sequence[Proposal], problems: list[Problem]) -> list[tuple[Report, Proposal]]:
    """Each proposal with the report that carries it; those that nobody asks are problems."""
    reports = reports_of(proposals)
    asked = asked_of(reports.values())
    placed: list[tuple[Report, Proposal]] = []
    for proposal in proposals:
        report = reports.get((proposal.period.pk, proposal.carrier))
        region, measure = proposal.region.code, proposal.measure.code
        if report and asked[report.pk].find(region, measure):
            placed.append((report, proposal))
        else:
            problems.append(not_asked(proposal, report))
    return placed


def reports_of(proposals: Sequence[Proposal]) -> dict[tuple[int, int | None], Report]:
    periods = {proposal.period.pk for proposal in proposals}
    carriers = {proposal.carrier for proposal in proposals}
    wanted = Q(region__in=carriers) | Q(region__level=Level.PROVINCE)
    found = Report.objects.filter(wanted, period__in=periods).select_related("period", "region")
    return {(report.period_id, report.region_id): report for report in found}


def not_asked(proposal: Proposal, report: Report | None) -> Problem:
    said = {
        "region": proposal.region.name,
        "period": proposal.period.name,
        "measure": proposal.measure.name,
    }
    message = _("%(measure)s is not asked of %(region)s in %(period)s") % said
    if report is None:
        message = _("%(region)s does not report in %(period)s") % said
    fix = _("Delete the row, or download the template again")
    return refused_at(proposal.spot, "not_asked", message, fix, proposal.shown)


def refuse_twice(placed: Iterable[tuple[Report, Proposal]], problems: list[Problem]) -> None:
    """A cell given twice, even with the same value: both places are named."""
    first: dict[Place, Spot] = {}
    for report, proposal in placed:
        key = (report.pk, proposal.region.pk, proposal.measure.pk)
        before = first.setdefault(key, proposal.spot)
        if before is not proposal.spot:
            said = {"place": address(before, beside=proposal.spot)}
            problems.append(
                refused_at(
                    proposal.spot,
                    "duplicate",
                    _("The same item of the same region and period stands already in %(place)s")
                    % said,
                    _("Keep one of the two"),
                    proposal.shown,
                )
            )


def beside(
    report: Report,
    proposal: Proposal,
    stored: dict[Place, Standing],
    explained: dict[tuple[Place, int], str],
) -> Compared:
    key = (report.pk, proposal.region.pk, proposal.measure.pk)
    there = stored.get(key, NEVER_FILLED)
    if not proposal.explanation:
        return Compared(report, proposal, there, explains=False)
    moved = proposal.state != FigureState.BLANK and proposal.content != there.content
    told = "" if moved else explained.get((key, there.revision), "")
    return Compared(report, proposal, there, explains=plain(proposal.explanation) != told)


def warn_of_blanks(found: Comparison) -> None:
    """An explanation beside an empty cell is for a blank; where a value stands it is left out."""
    kept: list[Compared] = []
    for each in found.compared:
        blank = each.proposal.state == FigureState.BLANK
        if blank and each.there.content.state != FigureState.BLANK:
            found.warnings.append(
                refused_at(
                    each.proposal.spot,
                    "blank_keeps_value",
                    _("The cell is empty, but a value is stored; it stays unexplained"),
                    _("To empty it, do so on the page of the report"),
                    "",
                )
            )
        else:
            kept.append(each)
    found.compared = kept
