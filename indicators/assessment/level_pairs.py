"""Pairs of many regions out of values that are known already.

Where the same regions are counted in both periods, the pair is the two values. A region counted in
only one of them is looked at by itself, and what it has goes out of the sum; of `lowest` the worst
region decides, if it is counted in both. Where that is not enough the figures are read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeAlias

from indicators.assessment.formulas import Formula
from indicators.assessment.ledger import Versions
from indicators.assessment.places import Place, one
from indicators.assessment.rollup import roll
from indicators.assessment.tables import Question
from indicators.assessment.values import Key, Value, quotient
from indicators.reporting.models import Report
from regions.models import Region

PairCell = tuple[int, int, int]
"""An indicator and the numbers of two spans, the later one first."""

Numbers = tuple[Decimal, Decimal]
"""The value now and the one before."""

Kept = dict[str, Numbers]
"""Of one indicator and pair, by place."""

Regions: TypeAlias = frozenset[int]

MANY = 200
"""So many regions are not looked at by themselves."""


class Levels(NamedTuple):
    """Values, and the data versions as they were before any of them was read."""

    values: Mapping[Key, Value]
    seen: Versions


@dataclass(frozen=True)
class LevelPairs:
    """Of a question whose values are known."""

    question: Question
    levels: Levels
    cells: Collection[PairCell]

    def numbers(self) -> dict[PairCell, Kept]:
        """Of those cells that can be told so; of none if a figure has moved meanwhile."""
        found = {cell: kept for cell in self.apart if (kept := self.of_cell(cell)) is not None}
        return found if self.question.ledger.versions_now() == self.levels.seen else {}

    def of_cell(self, cell: PairCell) -> Kept | None:
        """By place, but where nobody is counted in both; None if one of them needs the figures."""
        found: Kept = {}
        for place in self.question.places:
            now, old = (self.side(cell, number, place) for number in cell[1:])
            if now.counted > 0 and old.counted > 0:
                if now.number is None or old.number is None:
                    return None
                found[place.key] = now.number, old.number
        return found

    def side(self, cell: PairCell, number: int, place: Place) -> Side:
        level, members = self.level(cell, number, place), place.region_ids
        apart = self.apart[cell] if members is None else self.apart[cell].intersection(members)
        span = self.question.spans[number].name
        own = [self.own[cell[0], self.regions[pk].code, span] for pk in sorted(apart)]
        return Side(self.formulas[cell[0]], level, apart, own)

    def level(self, cell: PairCell, number: int, place: Place) -> Value:
        return self.levels.values[cell[0], place.key, self.question.spans[number].name]

    @cached_property
    def formulas(self) -> dict[int, Formula]:
        return {formula.key: formula for formula in self.question.formulas}

    @cached_property
    def apart(self) -> dict[PairCell, Regions]:
        """The regions not counted in both periods, of each cell where they are few.

        Only of what is read at one point of a span, and not of the province alone.
        """
        plain = [
            cell
            for cell in self.cells
            for formula in [self.formulas[cell[0]]]
            if not (formula.single or formula.mode.cumulative)
        ]
        found = {cell: self.outside(cell) | self.asked_once(cell) for cell in plain}
        return {cell: regions for cell, regions in found.items() if len(regions) <= MANY}

    def outside(self, cell: PairCell) -> Regions:
        """Those that a value names as missing or 不适用."""
        levels = [
            self.level(cell, number, place) for place in self.question.places for number in cell[1:]
        ]
        named = ((*one.missing_regions, *one.not_applicable_regions) for one in levels)
        return frozenset(region.pk for regions in named for region in regions)

    def asked_once(self, cell: PairCell) -> Regions:
        """Those that have a report in one of both periods alone."""
        now, old = (self.asked[self.question.spans[number].last.pk] for number in cell[1:])
        return frozenset(now ^ old)

    @cached_property
    def asked(self) -> dict[int, set[int]]:
        """Who has a report, by period."""
        spans = {number for cell in self.cells for number in cell[1:]}
        found: dict[int, set[int]] = {self.question.spans[n].last.pk: set() for n in spans}
        reports = Report.objects.filter(period__in=found).order_by()
        reports = reports.exclude(region=self.question.ledger.plan.region_id)
        for period, region in reports.values_list("period_id", "region_id"):
            found[period].add(region)
        return found

    @cached_property
    def regions(self) -> dict[int, Region]:
        wanted = frozenset[int]().union(*self.apart.values())
        known = {pk: self.question.named[pk] for pk in wanted & self.question.named.keys()}
        unknown = wanted - known.keys()
        return known | Region.objects.in_bulk(unknown) if unknown else known

    @cached_property
    def own(self) -> dict[Key, Value]:
        """The values of the regions that are looked at by themselves."""
        if not self.regions:
            return {}
        asked = replace(self.question, places=[*map(one, self.regions.values())])
        return roll(replace(asked, among=dict.fromkeys(asked.due, frozenset(self.regions))))


@dataclass(frozen=True)
class Side:
    """One period of a pair: a value, and those who are counted in one of both periods alone."""

    formula: Formula
    level: Value
    apart: Regions
    own: Sequence[Value]

    @cached_property
    def counted(self) -> int:
        """In both."""
        return self.level.counted - sum(one.counted for one in self.own)

    @cached_property
    def number(self) -> Decimal | None:
        """None where the worst of those counted in both is not known."""
        level = self.level
        if not self.formula.lowest:
            above, below = self.left("above"), self.left("below")
            return quotient(above or 0, below, level.factor)
        if all(region.pk in self.apart for region in level.worst_regions):
            return None
        return level.value

    def left(self, name: str) -> int | None:
        """Of a sum what is left without them; a region that lacks a part has the rest in it."""
        total: int | None = getattr(self.level, name)
        return None if total is None else total - sum(getattr(one, name) or 0 for one in self.own)
