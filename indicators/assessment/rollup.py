"""Figures → values: for any indicators, spans and sets of regions in one statement,
or in several where it is much.

The states of the regions come out of `rollup_sql` (rules 1 to 4), the sums are added there too
or, where there is much to add, out of totals (`shortcut`), and each value is divided once, in
Decimal, by `values`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from indicators.assessment.assembly import Assembly
from indicators.assessment.dialect import one_moment, sees_one_moment
from indicators.assessment.formulas import formulas_of
from indicators.assessment.kept_sums import KeptSums
from indicators.assessment.ledger import Ledger, Span
from indicators.assessment.places import Place
from indicators.assessment.shortcut import Shortcut
from indicators.assessment.statement import Answer, is_much, parts, read
from indicators.assessment.tables import Question
from indicators.assessment.values import Key, Value
from indicators.assessment.vocabulary import State
from indicators.plan.models import Indicator
from indicators.reporting.models import Basis, ReportingPeriod


def rollup(
    indicators: Sequence[Indicator],
    periods: Sequence[ReportingPeriod | Span],
    places: Sequence[Place],
    basis: Basis = Basis.OFFICIAL,
    *,
    known_on: date | None = None,
) -> dict[Key, Value]:
    """Values by (indicator's key, place's key, span's name); `single` only for the whole."""
    if not indicators:
        return {}
    plan = indicators[0].plan
    formulas = formulas_of(plan, indicators)
    spans = [*map(Span.of, periods)]
    return roll(Question(Ledger.of(plan, basis, known_on), formulas, spans, places))


def roll(question: Question) -> dict[Key, Value]:
    """The same for a question whose ledger and formulas are there already."""
    if not question.places:
        return {}
    answer: dict[Key, Value] = dict(nobody(question))
    kept = KeptSums.of(question)
    found = [kept.known(), *(kept.keep(part, read) for part, read in readings(kept.rest))]
    sums = list(chain.from_iterable(rows for rows, _worst in found))
    worst = dict(chain.from_iterable(one.items() for _rows, one in found))
    answer.update(Assembly.of(question, sums, worst).values(sums))
    return answer


def readings(rest: Question) -> Iterator[tuple[Question, Answer]]:
    """What was read, part by part, each with the question that it answers.

    Much is added measure by measure as far as that goes; each region is looked at for the rest.
    """
    if is_much(rest) and sees_one_moment() and not (rest.regions or rest.ledger.known_on):
        with one_moment():
            shortcut = Shortcut(rest)
            answer = shortcut.answer()
        yield replace(rest, answered=rest.due - shortcut.cells.keys()), answer
        rest = replace(rest, answered=rest.answered | shortcut.cells.keys())
    for part in parts(rest):
        yield part, read(part)


def nobody(question: Question) -> Iterator[tuple[Key, Value]]:
    """Where nobody is asked: 不适用; before a measure is asked for the first time: 未到期."""
    places = [place.key for place in question.places]
    wholes = [place.key for place in question.places if place.is_whole]
    for one in question.formulas:
        for number, span in enumerate(question.spans):
            due = (one.key, number) in question.due
            state = State.NOT_APPLICABLE if due else State.NOT_DUE
            value = Value(state, span.last, one.indicator.factor)
            for place in wholes if one.single else places:
                yield (one.key, place, span.name), value
