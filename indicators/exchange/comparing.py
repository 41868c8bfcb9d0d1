"""What a file proposes beside what is stored: new, changed, unchanged, or not to be written.

A row is compared first: an equal value is unchanged even where it could not be written; only a
change is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.exchange.problems import Problem
from indicators.exchange.proposals import Proposal, carrier
from indicators.exchange.spots import address, refused_at
from indicators.reporting.asked import asked_of
from indicators.reporting.explaining import plain
from indicators.reporting.models import FigureState, Report
from indicators.reporting.period_words import period_in_words
from indicators.reporting.standing import (
    NEVER_FILLED,
    Place,
    Standing,
    explanations_in,
    standing_in,
)
from regions.models import Level


class Compared(NamedTuple):
    """A proposal for a report's cell, and what stands there now.

    `moves`: another value is proposed (a blank proposes none); `explains`: another explanation.
    """

    report: Report
    proposal: Proposal
    there: Standing
    moves: bool
    explains: bool

    @property
    def changes(self) -> bool:
        return self.moves or self.explains

    @property
    def is_new(self) -> bool:
        return self.moves and self.there.content.state == FigureState.BLANK

    @property
    def counts(self) -> bool:
        """A blank that explains nothing new is no cell of the file."""
        return self.explains or self.proposal.content.state != FigureState.BLANK


@dataclass
class Comparison:
    """All of a file's proposals; `problems` refuse the whole of it."""

    compared: list[Compared] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @cached_property
    def changed(self) -> dict[int, list[Compared]]:
        """What would change, by the key of its report."""
        found: dict[int, list[Compared]] = {}
        for each in self.compared:
            if each.moves or each.explains:
                found.setdefault(each.report.id, []).append(each)
        return found


Placed = tuple[Report, Proposal, Place]


def compare(proposals: Sequence[Proposal]) -> Comparison:
    """A number of queries that does not depend on the number of proposals."""
    found = Comparison()
    placed = place(proposals, found.problems)
    refuse_twice(placed, found.problems)
    reports = {report.id for report, _proposal, _key in placed}
    stored, explained = standing_in(reports), explanations_in(reports)
    for each in placed:
        keep(found, beside(each, stored, explained))
    return found


def place(proposals: Sequence[Proposal], problems: list[Problem]) -> list[Placed]:
    """Each proposal with the report that carries it; those that nobody asks are problems."""
    reports = reports_of(proposals)
    asked = asked_of(reports.values())
    placed: list[Placed] = []
    for proposal in proposals:
        region, measure = proposal.region, proposal.measure
        report = reports.get((proposal.period.id, carrier(region, measure)))
        if report and asked[report.id].find(region.code, measure.code):
            placed.append((report, proposal, (report.id, region.id, measure.id)))
        else:
            problems.append(not_asked(proposal, report))
    return placed


def reports_of(proposals: Sequence[Proposal]) -> dict[tuple[int, int | None], Report]:
    periods = {proposal.period.id for proposal in proposals}
    carriers = {carrier(proposal.region, proposal.measure) for proposal in proposals}
    wanted = Q(region__in=carriers) | Q(region__level=Level.PROVINCE)
    found = Report.objects.filter(wanted, period__in=periods).select_related("period", "region")
    return {(report.period_id, report.region_id): report for report in found}


def not_asked(proposal: Proposal, report: Report | None) -> Problem:
    said = {
        "region": proposal.region.name,
        "period": period_in_words(proposal.period),
        "measure": proposal.measure.name,
    }
    message = _("%(measure)s is not asked of %(region)s in %(period)s") % said
    if report is None:
        message = _("%(region)s does not report in %(period)s") % said
    fix = _("Delete the row, or download the template again")
    return refused_at(proposal.spot, "not_asked", message, fix, proposal.shown)


def refuse_twice(placed: Iterable[Placed], problems: list[Problem]) -> None:
    """A cell given twice, even with the same value: both places are named."""
    first: dict[Place, Proposal] = {}
    for _report, proposal, key in placed:
        before = first.setdefault(key, proposal)
        if before is not proposal:
            said = {"place": address(before.spot, beside=proposal.spot)}
            message = _("The same item of the same region and period stands already in %(place)s")
            fix = _("Keep one of the two")
            problems.append(
                refused_at(proposal.spot, "duplicate", message % said, fix, proposal.shown)
            )


def beside(
    placed: Placed, stored: dict[Place, Standing], explained: dict[tuple[Place, int], str]
) -> Compared:
    report, proposal, key = placed
    there = stored.get(key, NEVER_FILLED)
    content = proposal.content
    moves = content != there.content and content.state != FigureState.BLANK
    explains = False
    if proposal.explanation:
        told = "" if moves else explained.get((key, there.revision), "")
        explains = plain(proposal.explanation) != told
    return Compared(report, proposal, there, moves, explains)


def keep(found: Comparison, each: Compared) -> None:
    """An explanation beside an empty cell is for a blank; where a value stands it is left out."""
    blank = FigureState.BLANK
    if each.proposal.content.state == blank and each.there.content.state != blank:
        message = _("The cell is empty, but a value is stored; it stays unexplained")
        fix = _("To empty it, do so on the page of the report")
        found.warnings.append(refused_at(each.proposal.spot, "blank_keeps_value", message, fix, ""))
    else:
        found.compared.append(each)
