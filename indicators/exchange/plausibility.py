"""The checks over what a file proposes: hard ones refuse it, soft ones are to be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.exchange.comparing import Compared, Comparison
from indicators.exchange.problems import Problem
from indicators.exchange.proposals import Proposal
from indicators.exchange.spots import refused_at
from indicators.reporting.cells import Key
from indicators.reporting.checks import check
from indicators.reporting.findings import Facts, Finding, rules_in_force
from indicators.reporting.ledger import Ledger, ledger_of
from indicators.reporting.models import Report


def weigh(comparison: Comparison) -> None:
    """At most one finding a cell, the strongest; those of a later period see the earlier ones."""
    moved = {
        cells[0].report: [each for each in cells if each.moves]
        for cells in comparison.changed.values()
    }
    reports = sorted((r for r, cells in moved.items() if cells), key=lambda r: r.period.starts_on)
    if not reports:
        return
    ledger, rules = ledger_of(reports), rules_in_force()
    for report in reports:
        ledger.propose(report, numbers(moved[report]))
    for report in reports:
        by_key = {key_of(each.proposal): each.proposal for each in moved[report]}
        keys = [*by_key, *parts_of(by_key, ledger, report)]
        for finding in check(keys, ledger.facts, ledger.beside(report), rules):
            tell(comparison, finding, by_key, ledger.facts)


def numbers(cells: list[Compared]) -> dict[Key, Decimal | None]:
    return {key_of(each.proposal): each.proposal.value for each in cells}


def key_of(proposal: Proposal) -> Key:
    return proposal.region.code, proposal.measure.code


def parts_of(moved: dict[Key, Proposal], ledger: Ledger, report: Report) -> Iterator[Key]:
    """Stored parts whose whole the file changes: they may now be more than it."""
    for region, measure in ledger.own(report):
        whole = ledger.facts[measure].whole if measure in ledger.facts else ""
        if whole and (region, whole) in moved and (region, measure) not in moved:
            yield region, measure


def tell(
    comparison: Comparison,
    finding: Finding,
    moved: dict[Key, Proposal],
    facts: Mapping[str, Facts],
) -> None:
    """At its own cell; a stored part that is now too much, at its whole's."""
    own = moved.get((finding.region, finding.measure))
    proposal = own or moved[finding.region, facts[finding.measure].whole]
    if finding.is_hard:
        comparison.problems.append(told(finding, proposal, facts, own is None))
    elif own and not own.explanation:
        comparison.warnings.append(told(finding, proposal, facts, False))


def told(
    finding: Finding, proposal: Proposal, facts: Mapping[str, Facts], of_a_part: bool
) -> Problem:
    message = finding.message
    if of_a_part:
        message = f"{facts[finding.measure].name}: {message}"
    fix = _("Correct one of the two values")
    if not finding.is_hard:
        fix = _("Check the value; if it is right, write why into the explanation")
    return refused_at(proposal.spot, finding.code, message, fix, proposal.shown)
