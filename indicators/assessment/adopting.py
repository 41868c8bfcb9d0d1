"""Which verdicts a target would change, before it is adopted: judged in memory, nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.assessment.board import Row, Sources, read_sources
from indicators.assessment.ledger import Ledger
from indicators.assessment.promises import ADOPTED
from indicators.plan.models import Baseline, Indicator, Target
from indicators.reporting.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Effect:
    """One place in one period, by the targets in force and by the new ones."""

    before: Row
    after: Row

    @property
    def changes(self) -> bool:
        """Another verdict, or the same by another rule (达标 and 逾期达标 are two)."""
        then, now = self.before.judgement, self.after.judgement
        return (then.verdict, then.reason) != (now.verdict, now.reason)


@dataclass(frozen=True, slots=True)
class Effects:
    """`at_once`: the period is judged by the new targets as soon as they are adopted.

    Else they replace a version by which the period has been judged, and it stays so.
    """

    period: ReportingPeriod
    at_once: bool
    everywhere: tuple[Effect, ...]

    @property
    def changed(self) -> list[Effect]:
        return [one for one in self.everywhere if one.changes]

    @property
    def unchanged(self) -> int:
        return len(self.everywhere) - len(self.changed)


def effects_of(
    indicator: Indicator, period: ReportingPeriod, proposed: Sequence[Target], *, on: date
) -> Effects:
    """As if the proposed versions of one indicator, adopted on that day, counted in the period."""
    sources = sources_for(indicator, period)
    supposed = sources.supposing(proposed)
    at_once = on <= period.ends_on or are_first(proposed)
    return Effects(period, at_once, changes(sources, supposed))


def effects_of_baseline(period: ReportingPeriod, proposed: Baseline, *, on: date) -> Effects:
    """The same of a baseline; its own day lies before the periods in which it is used."""
    sources = sources_for(proposed.indicator, period)
    supposed = sources.supposing(baselines=[proposed])
    mine = proposed.indicator.baselines.filter(region=proposed.region)
    at_once = on <= period.ends_on or not mine.adopted().exists()
    return Effects(period, at_once, changes(sources, supposed))


def sources_for(indicator: Indicator, period: ReportingPeriod) -> Sources:
    return read_sources(Ledger.of(indicator.plan), period, [indicator], history=False)


def changes(sources: Sources, supposed: Sources) -> tuple[Effect, ...]:
    pairs = zip(sources.board().rows, supposed.board().rows, strict=True)
    return tuple(Effect(*pair) for pair in pairs)


def without_baseline(indicator: Indicator, period: ReportingPeriod | None) -> set[str]:
    """Codes of the regions to which neither the plan nor the baseline period gives one."""
    if period is None:
        return set()
    rows = sources_for(indicator, period).board().rows
    return {
        row.place.key
        for row in rows
        if row.place.region
        and not (row.promise.baseline and row.promise.baseline.source != ADOPTED)
    }


def are_first(proposed: Sequence[Target]) -> bool:
    """Whether none of them replaces another: a first version counts from the plan's start."""
    years = {one.year for one in proposed}
    regions = [one.region_id for one in proposed]
    indicators = {one.indicator_id for one in proposed}
    earlier = Target.objects.filter(indicator__in=indicators, region__in=regions, year__in=years)
    return not earlier.exists()
