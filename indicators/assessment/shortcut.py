"""Sums of many regions out of their totals: the few that lack something are looked at one by one.

A region that has a number for all that an indicator reads is counted, and its numbers are in the
totals. So of a sum everything is known but the exceptions: what they have goes out of the totals,
and what the roll-up's own statement counts of them comes in. Only for sums: where the worst
decides, or one figure serves all regions, or a zone limits them, each region is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from indicators.assessment.assembly import Sums
from indicators.assessment.dialect import WHOLE
from indicators.assessment.formulas import Formula, provincial
from indicators.assessment.statement import Correction, corrections
from indicators.assessment.tables import NOTHING, Cell, Question
from indicators.assessment.totals import NONE, Regions, Term, Totals

MOST = 2
"""One in so many regions may be an exception; else all are looked at."""


class Read(NamedTuple):
    """One point of an indicator in a span: the periods of the figures above and below the line."""

    summed: bool
    point: int
    above: int
    below: int
    unopened: int


@dataclass(frozen=True)
class Shortcut:
    """What of a question can be added so."""

    question: Question

    @cached_property
    def cells(self) -> dict[Cell, Regions]:
        """The cells that can, with their exceptions."""
        found = {cell: self.exceptions(cell) for cell in self.reads}
        return {cell: regions for cell, regions in found.items() if regions is not None}

    def sums(self) -> Iterator[Sums]:
        """Of each cell and place, as the statement would have said it."""
        found = {row[:3]: Correction._make(row[3:]) for row in corrections(self.looked_at)}
        for place, members in self.places.items():
            for cell, exceptions in self.cells.items():
                asked = self.totals.asked(self.reads[cell][0].point)
                inside = asked if members is None else asked & members
                if inside:
                    corrected = found.get((place, *cell), Correction())
                    regular = len(inside - exceptions)
                    yield (place, *cell, 0, *self.added(place, cell, regular, corrected))

    def added(
        self, place: int, cell: Cell, regular: int, of: Correction
    ) -> tuple[int, int | None, int | None, str | None]:
        """How many regions, above, below, and who is not counted."""
        above, below = of.above, of.below
        if regular:
            above = self.above(place, cell) - int(of.had_above or 0) + int(of.above or 0)
            if self.formulas[cell[0]].denominator:
                below = self.below(place, cell) - int(of.had_below or 0) + int(of.below or 0)
        return regular + of.regions, above, below, of.outside

    def above(self, place: int, cell: Cell) -> int:
        parts = self.formulas[cell[0]].numerators
        reads = self.reads[cell]
        return sum(self.totals.of(place, one.above, part.id).sum for one in reads for part in parts)

    def below(self, place: int, cell: Cell) -> int:
        """Of a stock below a summed flow: once, for it is the same figure at each point."""
        formula, reads = self.formulas[cell[0]], self.reads[cell]
        once = reads[0].summed and not formula.flows_below
        measure = formula.measures[-1].id
        read = reads[:1] if once else reads
        return sum(self.totals.of(place, one.below, measure).sum for one in read)

    @cached_property
    def places(self) -> dict[int, Regions | None]:
        """The places by their numbers; None for the whole."""
        whole: dict[int, Regions | None] = {WHOLE: None} if self.question.whole else {}
        return {**whole, **self.totals.groups}

    @cached_property
    def looked_at(self) -> Question:
        """The exceptions alone."""
        among = {cell: regions for cell, regions in self.cells.items() if regions}
        return replace(self.question, answered=self.question.due - among.keys(), among=among)

    @cached_property
    def formulas(self) -> dict[int, Formula]:
        return {one.key: one for one in self.question.formulas if is_plain(one)}

    @cached_property
    def reads(self) -> dict[Cell, list[Read]]:
        """By indicator and span, in the order of the points."""
        found: dict[Cell, list[Read]] = defaultdict(list)
        for one in self.formulas.values():
            for summed, (span, *read) in self.question.readings(one.mode):
                if (one.key, span) in self.question.wanted:
                    found[one.key, span].append(Read(summed, *read))
        return found

    @cached_property
    def totals(self) -> Totals:
        reads = [read for several in self.reads.values() for read in several]
        periods = {pk for one in reads for pk in (one.point, one.above, one.below)} - {NOTHING}
        measures = {one.id for formula in self.formulas.values() for one in formula.measures}
        below = {one.denominator.id for one in self.formulas.values() if one.denominator}
        groups = {n: frozenset(place.region_ids or ()) for n, place in self.question.groups}
        return Totals(self.question.ledger, groups, periods, measures, below)

    def exceptions(self, cell: Cell) -> Regions | None:
        """None where each region of the cell has to be looked at."""
        formula, reads = self.formulas[cell[0]], self.reads[cell]
        asked = {self.totals.asked(pk) for one in reads for pk in periods(formula, one)}
        if len(asked) != 1 or any(one.unopened for one in reads):
            return None
        found = [self.totals.exceptions(term) for term in terms(formula, reads)]
        lists = [regions for regions in found if regions is not None]
        exceptions = NONE.union(*lists)
        few = len(lists) == len(found) and MOST * len(exceptions) <= len(*asked)
        return exceptions if few else None


def is_plain(formula: Formula) -> bool:
    """A sum, or a ratio of sums, of what each region reported or had supplied for itself."""
    limited = formula.lowest or formula.single or formula.indicator.zone_id is not None
    return not (limited or any(map(provincial, formula.measures)))


def periods(formula: Formula, read: Read) -> Iterator[int]:
    """Those in which the same regions have to be asked; a period never opened asks nobody."""
    yield from (read.point, read.above)
    if formula.denominator:
        yield read.below


def terms(formula: Formula, reads: Sequence[Read]) -> set[Term]:
    """All figures that are read of a region."""
    found = {Term(one.above, part.id, below=False) for one in reads for part in formula.numerators}
    if formula.denominator:
        found |= {Term(one.below, formula.denominator.id, below=True) for one in reads}
    return found
