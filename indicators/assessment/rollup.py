"""Figures → values: for any indicators, spans and sets of regions in one statement.

The states of the regions come out of `rollup_sql` (rules 1 to 4), the sums are added there too,
and each value is divided once, in Decimal, by `values`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from indicators.assessment.assembly import COUNT, Assembly
from indicators.assessment.dialect import REGIONS, STATES, WHOLE, fetch, joined
from indicators.assessment.formulas import formulas_of
from indicators.assessment.kept_sums import KeptSums, Read
from indicators.assessment.ledger import Ledger, Span
from indicators.assessment.places import Place
from indicators.assessment.tables import Question
from indicators.assessment.values import Key, Value
from indicators.assessment.vocabulary import State
from indicators.assessment.worst import candidates, worst_of
from indicators.plan.models import Indicator
from indicators.reporting.models import Basis, ReportingPeriod

OUTSIDE = f"CASE WHEN state > 0 THEN regional.region * {STATES} + state END"
"""Who is not counted, and why, in one number."""


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
    answer: dict[Key, Value] = dict(nobody(question))
    kept = KeptSums.of(question)
    found = [kept.known(), *(kept.keep(part, read(part)) for part in kept.lacking())]
    sums = list(chain.from_iterable(rows for rows, _worst in found))
    worst = dict(chain.from_iterable(one.items() for _rows, one in found))
    answer.update(Assembly.of(question, sums, worst).values(sums))
    return answer


def read(question: Question) -> Read:
    """One statement, and none where nothing is to be read."""
    beginning = question.beginning()
    if beginning is None:
        return [], {}
    parts = [*selects(question), candidates(question)]
    rows = fetch(beginning, "\nUNION ALL\n".join(filter(None, parts)))
    sums = [row for row in rows if row[COUNT] is not None]
    return sums, worst_of(question, (row for row in rows if row[COUNT] is None))


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


def selects(question: Question) -> Iterator[str]:
    """One SELECT for each kind of place that is asked for."""
    sums = f"COUNT(*), SUM(above), SUM(below), {joined(OUTSIDE)}"
    if question.whole:
        yield f"""SELECT {WHOLE}, indicator, span, 0, {sums}
            FROM regional GROUP BY indicator, span"""
    if question.groups:
        yield f"""SELECT m.place, indicator, span, 0, {sums}
            FROM regional CROSS JOIN member m WHERE m.region = regional.region
            GROUP BY m.place, indicator, span"""
    if question.regions:
        listed = ", ".join(map(str, question.regions))
        yield f"""SELECT {REGIONS}, indicator, span, region, 1, above, below,
            CAST({OUTSIDE} AS TEXT)
            FROM regional WHERE region IN ({listed})"""
