"""The roll-up's rows of sums, taken from what is kept and read where nothing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from indicators.assessment.assembly import Sums
from indicators.assessment.dialect import WHOLE
from indicators.assessment.kept import Shelf
from indicators.assessment.statement import Answer
from indicators.assessment.tables import Cell, Question
from indicators.assessment.worst import Worst


class Entry(NamedTuple):
    """Of one formula and span: for each place its sums and, where they decide, the worst."""

    sums: dict[str, tuple[Any, ...]]
    worst: dict[str, Any]


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

    def known(self) -> Answer:
        """What is kept, as if it had been read."""
        sums: list[Sums] = []
        worst: Worst = {}
        numbers = {key: number for number, key in self.places.items()}
        for cell, entry in self.entries.items():
            sums += [(numbers[place], *cell, 0, *row) for place, row in entry.sums.items()]
            worst |= {(numbers[place], *cell): one for place, one in entry.worst.items()}
        return sums, worst

    @cached_property
    def rest(self) -> Question:
        """What is not kept."""
        return replace(self.shelf.question, answered=frozenset(self.entries))

    def keep(self, part: Question, read: Answer) -> Answer:
        """What was read of a part; where nobody was asked, that too."""
        if not self.shelf.is_open:
            return read
        added = {cell: Entry({}, {}) for cell in part.wanted}
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
