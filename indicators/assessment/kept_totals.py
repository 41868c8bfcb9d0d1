"""Totals and exceptions of each period, kept while nothing in it has moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from indicators.assessment.kept import database, digest, look_up, may_be_kept, put
from indicators.assessment.tally import Tally
from indicators.assessment.totals import Totals


class Entry(NamedTuple):
    """What a period's reports said at a data version."""

    version: tuple[int, int] | None
    tally: Tally


@dataclass(frozen=True)
class KeptTotals:
    """The versions are those of the moment in which the rest is read (`dialect.one_moment`)."""

    totals: Totals

    def of(self, periods: Collection[int]) -> dict[int, Tally]:
        if not may_be_kept(self.totals.ledger):
            return self.totals.read(periods)
        keys, versions = self.keys(periods), self.totals.ledger.versions_now()
        kept: dict[str, Entry] = look_up(self.totals.ledger, keys.values())
        known = {
            period: kept[key].tally
            for period, key in keys.items()
            if key in kept and kept[key].version == versions.get(period)
        }
        read = self.totals.read([period for period in periods if period not in known])
        if read:
            put({keys[pk]: Entry(versions.get(pk), tally) for pk, tally in read.items()})
        return known | read

    def keys(self, periods: Collection[int]) -> dict[int, str]:
        """By all that a tally follows from but the figures."""
        totals = self.totals
        groups = sorted((number, sorted(pks)) for number, pks in totals.groups.items())
        wanted = (*map(sorted, (totals.measures, totals.below, totals.lines)), groups)
        facts = ("totals", *database(), totals.ledger.plan.region_id, *wanted)
        return {period: digest((*facts, period)).hex() for period in periods}
