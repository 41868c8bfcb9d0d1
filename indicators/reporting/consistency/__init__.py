"""The invariants that span rows or tables, and the hashes of submissions: `check_data`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indicators.reporting.consistency import (
    corrections,
    figures,
    filed,
    places,
    reports,
)
from indicators.reporting.consistency.faults import Fault

__all__ = ["CHECKS", "Fault", "faults"]

CHECKS: tuple[Callable[[], Iterator[Fault]], ...] = (
    figures.dangling,
    figures.misplaced,
    figures.too_exact,
    figures.unlike_revisions,
    figures.unchained,
    figures.unfounded_explanations,
    reports.states,
    reports.moves,
    reports.approved_submissions,
    reports.two_persons,
    reports.first_submissions,
    reports.numbering,
    reports.provinces,
    corrections.open_ones,
    corrections.granted,
    corrections.asked_too_early,
    corrections.named,
    filed.hashes,
    filed.still_as_submitted,
    filed.entries,
    places.periods,
    places.zones,
    places.regions,
    places.administrators,
    places.wholes,
)


def faults() -> Iterator[Fault]:
    """Everything that is broken, invariant by invariant."""
    for check in CHECKS:
        yield from check()
