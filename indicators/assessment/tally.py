"""What all regions reported in one period: the sum of each measure, and the regions it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.assessment.dialect import WHOLE

Regions = frozenset[int]

NONE: Regions = frozenset()


class Total(NamedTuple):
    """Of all regions, or of a group: figures, numbers and numbers but 0 among them, their sum."""

    figures: int = 0
    numbers: int = 0
    nonzero: int = 0
    sum: int = 0


@dataclass(frozen=True)
class Tally:
    """`asked`: the regions with a report; `counted`: those whose report counts.

    By place and measure the totals. By measure, and only where there are any: `strays`, whose
    figure counts though their own report does not (the province supplied it); `not_applicable` and
    `zero`, whose figure is that (zero only for measures that stand below some line); `absent`, who
    has none, wherever the numbers do not tell that by themselves. `lines`: the figures of the
    province that serve all regions.
    """

    asked: Regions = NONE
    counted: Regions = NONE
    totals: Mapping[tuple[int, int], Total] = field(default_factory=dict)
    strays: Mapping[int, Regions] = field(default_factory=dict)
    not_applicable: Mapping[int, Regions] = field(default_factory=dict)
    zero: Mapping[int, Regions] = field(default_factory=dict)
    absent: Mapping[int, Regions] = field(default_factory=dict)
    lines: Mapping[int, int | None] = field(default_factory=dict)

    def of(self, place: int, measure: int) -> Total:
        return self.totals.get((place, measure), Total())

    def exceptions(self, measure: int, *, below: bool) -> Regions | None:
        """The regions asked that have no number there, or 0 below the line.

        None where the total holds a figure of a region that is not asked.
        """
        strays = self.strays.get(measure, NONE)
        if strays - self.asked:
            return None
        empty = self.not_applicable.get(measure, NONE) | self.lacking(measure)
        return empty | self.zero.get(measure, NONE) if below else empty

    def lacking(self, measure: int) -> Regions:
        """Without a figure: those whose report does not count, unless the figures say more."""
        if not self.of(WHOLE, measure).figures:
            return self.asked
        if self.is_unexplained(measure):
            return self.absent.get(measure, NONE)
        return self.asked - self.counted - self.strays.get(measure, NONE)

    def is_unexplained(self, measure: int) -> bool:
        """Whether not every report that counts has a figure."""
        figures = self.of(WHOLE, measure).figures
        own = figures - len(self.strays.get(measure, NONE))
        return figures > 0 and own != len(self.counted)
