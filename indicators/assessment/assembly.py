"""Rows of sums → values: who is counted, who is missing, and the worst where it decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from indicators.assessment.dialect import MISSING, NOT_APPLICABLE, REGIONS, STATES, WHOLE
from indicators.assessment.formulas import Formula, as_of
from indicators.assessment.tables import Question
from indicators.assessment.values import Key, Value, checked
from indicators.assessment.vocabulary import State
from indicators.assessment.worst import Worst
from indicators.reporting.models import ReportingPeriod
from regions.models import Region

Days = dict[tuple[int, int], ReportingPeriod]
"""The period whose day a value has, by indicator and the number of a span."""


Sums: TypeAlias = tuple[int, int, int, int, int, Any, Any, str | None]
"""Place, indicator, span, region, how many asked, above, below, and who of them is not counted."""

COUNT: Final = 4
OUTSIDE: Final = 7


class Outside(NamedTuple):
    """Regions not counted, in their usual order."""

    missing: tuple[Region, ...] = ()
    not_applicable: tuple[Region, ...] = ()


NOBODY = Outside()


@dataclass(frozen=True)
class Assembly:
    """What turns the rows of one question into values."""

    question: Question
    formulas: dict[int, Formula]
    days: Days
    worst: Worst
    named: dict[int, Region]

    @classmethod
    def of(cls, question: Question, found: Sequence[Sums], worst: Worst) -> Assembly:
        formulas = {one.key: one for one in question.formulas}
        return cls(question, formulas, days(question), worst, named(question, found, worst))

    def values(self, found: Iterable[Sums]) -> Iterator[tuple[Key, Value]]:
        """One value a row; of `single` there is one for the whole alone."""
        spans, places = [span.name for span in self.question.spans], self.place_keys()
        for row in found:
            place, indicator, span, region = row[:4]
            formula = self.formulas[indicator]
            if place == WHOLE or not formula.single:
                key = (indicator, places[place, region], spans[span])
                yield key, self.value(formula, row, self.days[indicator, span])

    def place_keys(self) -> dict[tuple[int, int], str]:
        """By the group's number and the region's key, of which one is always given."""
        keys = {(number, 0): place.key for number, place in self.question.groups}
        keys |= {(REGIONS, pk): place.key for pk, place in self.question.regions.items()}
        return keys | {(WHOLE, 0): self.question.whole or ""}

    def value(self, formula: Formula, row: Sums, day: ReportingPeriod) -> Value:
        outside = self.outside(row[OUTSIDE])
        expected = row[4] - len(outside.not_applicable)
        counted = expected - len(outside.missing)
        above, below, worst = self.sums(formula, row, counted)
        state = State.NUMBER
        if above is None or (formula.denominator and not below):
            above = below = None
            state = State.NOT_REPORTED if outside.missing else State.NOT_APPLICABLE
        return Value(
            state,
            day,
            formula.indicator.factor,
            above,
            below,
            counted,
            expected,
            *outside,
            tuple(self.named[pk] for pk in worst) if worst else (),
        )

    def sums(
        self, formula: Formula, row: Sums, counted: int
    ) -> tuple[int | None, int | None, tuple[int, ...]]:
        """Above and below the line, and the worst regions where they decide."""
        place, indicator, span, region, _, above, below, _ = row
        if not formula.lowest:
            return checked(above), checked(below), ()
        if place == REGIONS:
            return above, below, (region,) if counted else ()
        return self.worst.get((place, indicator, span), (None, None, ()))

    def outside(self, listed: str | None) -> Outside:
        if not listed:
            return NOBODY
        found = [(state, self.named[pk]) for state, pk in outsiders(listed)]
        found.sort(key=lambda one: (one[1].position, one[1].code))
        missing, not_applicable = (
            tuple(region for said, region in found if said == state)
            for state in (MISSING, NOT_APPLICABLE)
        )
        return Outside(missing, not_applicable)


def outsiders(listed: str) -> Iterator[tuple[int, int]]:
    """State and key of each region in a list such as 53;70."""
    for number in listed.split(";"):
        pk, state = divmod(int(number), STATES)
        yield state, pk


def named(question: Question, found: Iterable[Sums], worst: Worst) -> dict[int, Region]:
    """Every region to be named; one query only for those that are no place of the question."""
    known = {place.region.pk: place.region for place in question.places if place.region}
    known |= question.named
    mentioned = {pk for row in found if row[OUTSIDE] for _, pk in outsiders(row[OUTSIDE])}
    mentioned |= {pk for _, _, worst_ones in worst.values() for pk in worst_ones}
    unknown = mentioned - known.keys()
    return known | Region.objects.in_bulk(unknown) if unknown else known


def days(question: Question) -> Days:
    """Where an indicator is due, the period whose day its value has."""
    return {
        (one.key, number): as_of(one.mode, question.ledger, question.spans[number])
        for one in question.formulas
        for number in range(len(question.spans))
        if (one.key, number) in question.due
    }
