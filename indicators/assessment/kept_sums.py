"""The roll-up's rows of sums, taken from what is kept and read where nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from indicators.assessment.assembly import Sums
from indicators.assessment.dialect import WHOLE
from indicators.assessment.formulas import Mode
from indicators.assessment.kept import Shelf
from indicators.assessment.tables import Cell, Question
from indicators.assessment.worst import Worst

Read = tuple[Sequence[Sums], Worst]


class Entry(NamedTuple):
    """Of one formula and span: for each place its sums and, where they decide, the worst."""

    sums: dict[str, tuple[Any, ...]]
    worst: dict[str, Any]


CELLS_A_STATEMENT = 400_000
"""So many figures are looked for at once: a few seconds, well under the statement's timeout."""


@dataclass(frozen=True)
class KeptSums:
    """The part of a question's answer that is known already, and the way to the rest."""

    shelf: Shelf

    @classmethod
    def of(cls, question: Question) -> KeptSums:
        return cls(Shelf(question, "sums"))

    @cached_property
    def entries(self) -> dict[Cell, Entry]:
        shelf = self.shelf
        due = shelf.question.due if shelf.is_open else ()
        found = {cell: shelf.get(*cell) for cell in due}
        return {cell: entry for cell, entry in found.items() if entry is not None}

    def known(self) -> Read:
        """What is kept, as if it had been read."""
        sums: list[Sums] = []
        worst: Worst = {}
        numbers = {key: number for number, key in self.places.items()}
        for cell, entry in self.entries.items():
            sums += [(numbers[place], *cell, 0, *row) for place, row in entry.sums.items()]
            worst |= {(numbers[place], *cell): one for place, one in entry.worst.items()}
        return sums, worst

    def lacking(self) -> Iterator[Question]:
        """What has to be read, in the order of the spans: at once where it is little."""
        question = self.shelf.question
        cells = sorted(question.due - self.entries.keys(), key=itemgetter(1))
        for part in parted(cells, list(map(self.weight, cells))):
            yield replace(question, answered=question.due - set(part))

    def weight(self, cell: Cell) -> int:
        """How many figures are looked for: one a region and point."""
        indicator, span = cell
        return self.points[self.shelf.modes[indicator], span] * max(
            len(self.shelf.question.named), 1
        )

    @cached_property
    def points(self) -> Counter[tuple[Mode, int]]:
        question = self.shelf.question
        modes = set(self.shelf.modes.values())
        return Counter((mode, one[0]) for mode in modes for _, one in question.readings(mode))

    def keep(self, part: Question, read: Read) -> Read:
        """What was read of a part; where nobody was asked, that too."""
        if not self.shelf.is_open:
            return read
        added = {cell: Entry({}, {}) for cell in part.due - part.answered}
        for place, indicator, span, _region, *row in read[0]:
            added[indicator, span].sums[self.places[place]] = tuple(row)
        for (place, *cell), one in read[1].items():
            added[cell[0], cell[1]].worst[self.places[place]] = one
        self.shelf.keep(added)
        return read

    @cached_property
    def places(self) -> dict[int, str]:
        """The places' keys by the numbers that they have in this question."""
        question = self.shelf.question
        named = {number: place.key for number, place in question.groups}
        return named | {WHOLE: question.whole or ""}


def parted(cells: Sequence[Cell], weights: Sequence[int]) -> Iterator[list[Cell]]:
    """In their order, none of the parts heavier than a statement may be, if not by one cell."""
    part: list[Cell] = []
    weighed = 0
    for cell, weight in zip(cells, weights, strict=True):
        if part and weighed + weight > CELLS_A_STATEMENT:
            yield part
            part, weighed = [], 0
        part.append(cell)
        weighed += weight
    if part:
        yield part
