"""Sums of many regions out of their totals: the few that lack something are looked at one by one.

A region that has a number for all that an indicator reads is counted, and its numbers are in the
totals. So of a sum everything is known but the exceptions: what they have goes out of the totals,
and what the roll-up's own statement counts of them comes in. Where the worst decides, it is looked
for among those that are counted (`least`). Where one figure is added for all regions, or a zone
limits them, each region is looked at.
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
from indicators.assessment.kept_totals import KeptTotals
from indicators.assessment.least import Least
from indicators.assessment.statement import Answer, Correction, corrections
from indicators.assessment.tables import NOTHING, Cell, Question
from indicators.assessment.tally import NONE, Regions, Tally
from indicators.assessment.totals import Totals

NOBODY = Tally()
"""Of a period that was never opened."""

MOST = 2
"""One in so many regions may be an exception; else all are looked at."""


class Term(NamedTuple):
    """What is read of each region: a measure in a period, above or below the line."""

    period: int
    measure: int
    below: bool


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

    def answer(self) -> Answer:
        """Of these cells; in several statements, which have to see one moment."""
        lowest = {cell: self.reads[cell][0].above for cell in self.cells if self.is_lowest(cell)}
        least = Least(self.question, self.totals, lowest, self.tallies)
        return list(self.sums()), least.worst()

    def is_lowest(self, cell: Cell) -> bool:
        return self.formulas[cell[0]].lowest

    def sums(self) -> Iterator[Sums]:
        """Of each cell and place, as the statement would have said it."""
        found = {row[:3]: Correction._make(row[3:]) for row in corrections(self.looked_at)}
        for place, members in self.places.items():
            for cell, exceptions in self.cells.items():
                asked = self.asked(self.reads[cell][0].point)
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
        return sum(self.sum(place, one.above, part.id) for one in reads for part in parts)

    def below(self, place: int, cell: Cell) -> int:
        """Of a stock below a summed flow: once, for it is the same figure at each point."""
        formula, reads = self.formulas[cell[0]], self.reads[cell]
        once = reads[0].summed and not formula.flows_below
        measure = formula.measures[-1].id
        read = reads[:1] if once else reads
        return sum(self.sum(place, one.below, measure) for one in read)

    def sum(self, place: int, period: int, measure: int) -> int:
        return self.tallies.get(period, NOBODY).of(place, measure).sum

    def asked(self, period: int) -> Regions:
        return self.tallies.get(period, NOBODY).asked

    @cached_property
    def places(self) -> dict[int, Regions | None]:
        """The places by their numbers; None for the whole."""
        whole: dict[int, Regions | None] = {WHOLE: None} if self.question.whole else {}
        return {**whole, **self.groups}

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
    def tallies(self) -> dict[int, Tally]:
        """By period; equal sets of regions are the same set, so that comparing them is quick."""
        reads = [read for several in self.reads.values() for read in several]
        periods = {pk for one in reads for pk in (one.point, one.above, one.below)} - {NOTHING}
        once: dict[Regions, Regions] = {}
        return {
            period: replace(tally, asked=once.setdefault(tally.asked, tally.asked))
            for period, tally in KeptTotals(self.totals).of(sorted(periods)).items()
        }

    @cached_property
    def totals(self) -> Totals:
        measures = {one.id for formula in self.formulas.values() for one in formula.measures}
        denominators = (one.denominator for one in self.formulas.values() if one.denominator)
        below = {one.id: one for one in denominators}
        lines = {pk for pk, one in below.items() if provincial(one)}
        return Totals(self.question.ledger, self.groups, measures, below.keys() - lines, lines)

    @cached_property
    def groups(self) -> dict[int, Regions]:
        return {n: frozenset(place.region_ids or ()) for n, place in self.question.groups}

    def exceptions(self, cell: Cell) -> Regions | None:
        """None where each region of the cell has to be looked at."""
        formula, reads = self.formulas[cell[0]], self.reads[cell]
        asked = {self.asked(pk) for one in reads for pk in periods(formula, one)}
        if len(asked) != 1 or any(one.unopened for one in reads) or not fits(formula, reads):
            return None
        found = [self.excepted(term) for term in terms(formula, reads)]
        lists = [regions for regions in found if regions is not None]
        exceptions = NONE.union(*lists)
        few = len(lists) == len(found) and MOST * len(exceptions) <= len(*asked)
        return exceptions if few else None

    def excepted(self, term: Term) -> Regions | None:
        """Who has no such number; where the province's serves all, nobody if it is one."""
        tally = self.tallies.get(term.period, NOBODY)
        if term.measure in self.totals.lines:
            return NONE if (tally.lines.get(term.measure) or 0) > 0 else None
        return tally.exceptions(term.measure, below=term.below)


def is_plain(formula: Formula) -> bool:
    """Of what each region reported or had supplied for itself; of `lowest` at least above."""
    limited = formula.single or formula.indicator.zone_id is not None
    own = formula.numerators if formula.lowest else formula.measures
    return not (limited or any(map(provincial, own)))


def fits(formula: Formula, reads: Sequence[Read]) -> bool:
    """Whether of `lowest` each region's number stands in one row (`least`)."""
    if not formula.lowest:
        return True
    alike = {pk for one in reads for pk in (one.above, one.below)}
    return len(reads) == len(formula.numerators) == len(alike) == 1


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
