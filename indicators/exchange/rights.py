"""What of a file the person may write: rows of other regions, reports that are shut, 代录."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from indicators.exchange.comparing import Compared, Comparison
from indicators.exchange.problems import Problem
from indicators.exchange.proposals import Proposal
from indicators.exchange.spots import refused_at
from indicators.plan.models import SuppliedBy
from indicators.reporting.admission import extensions, filled_by_the_bureau, forbidden, shut
from indicators.reporting.errors import Refused
from indicators.reporting.models import Via
from regions.models import User
from regions.permissions import Permission, can, regions_of

MOST_ROWS_NAMED = 20


def foreign(proposals: Iterable[Proposal], by: User) -> Iterator[Problem]:
    """Rows of regions for which the person may not fill in; nothing about them is compared.

    Told once a sheet and region, with the numbers of the rows.
    """
    own = set(regions_of(by, Permission.FILL).values_list("pk", flat=True))
    own |= set(regions_of(by, Permission.FILL_FOR).values_list("pk", flat=True))
    strangers: dict[tuple[str, int], list[Proposal]] = {}
    for proposal in proposals:
        if proposal.region.id not in own:
            strangers.setdefault((proposal.spot.sheet, proposal.region.id), []).append(proposal)
    return (foreign_rows(rows) for rows in strangers.values())


def foreign_rows(proposals: list[Proposal]) -> Problem:
    first = proposals[0]
    rows = list(dict.fromkeys(str(proposal.spot.row) for proposal in proposals))
    more = "" if len(rows) <= MOST_ROWS_NAMED else "…"
    said = {
        "region": first.region.name,
        "rows": "、".join(rows[:MOST_ROWS_NAMED]) + more,
        "number": len(rows),
    }
    message = _("%(region)s is not your region (%(number)d rows: %(rows)s); the file is refused")
    fix = _("Delete the rows of other regions, or use your own template")
    return refused_at(first.spot, "foreign_region", message % said, fix, first.region.name_zh)


def unwritable(comparison: Comparison, *, by: User, document: str, on: date) -> Iterator[Problem]:
    """Why changes cannot be written: once a report, at its first changed cell."""
    reports = {cells[0].report: cells for cells in comparison.changed.values()}
    for_others = {report for report in reports if not can(by, Permission.FILL, report.region)}
    touched = filled_by_the_bureau(for_others)
    later = extensions(reports, on)
    for report, cells in reports.items():
        reasons: list[Refused] = []
        if report in for_others:
            if not can(by, Permission.FILL_FOR, report.region):
                yield from map(supplied, cells)
                continue
            reasons += forbidden(report, by, Via.IMPORT, document, report.pk in touched)
        reasons += shut(report, on, later.get((report.period_id, report.region_id), []))
        yield from (refusal(reason, cells) for reason in reasons)


def refusal(reason: Refused, cells: list[Compared]) -> Problem:
    message, first = str(reason), cells[0].proposal
    if len(cells) > 1:
        message += _(" (%(number)d values cannot be written)") % {"number": len(cells)}
    fix = _("Leave these values as they are, or ask the province")
    return refused_at(first.spot, reason.code, message, fix, first.shown)


def supplied(compared: Compared) -> Problem:
    """A bureau's file with another number than the province supplies for it."""
    proposal, there = compared.proposal, compared.there.content
    shown = "" if there.value is None else f"{there.value:f}"
    message = _("This item is supplied by the province")
    fix = _("Leave the cell empty")
    if proposal.measure.supplied_by == SuppliedBy.PROVINCE and shown:
        fix = _("Leave the cell empty, or write %(value)s as supplied") % {"value": shown}
    return refused_at(proposal.spot, "supplied", message, fix, proposal.shown)
