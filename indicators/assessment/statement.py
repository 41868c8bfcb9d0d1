"""The roll-up's statement and what it selects: sums, who is not in them, and the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from indicators.assessment.assembly import COUNT, Sums
from indicators.assessment.dialect import REGIONS, STATES, WHOLE, fetch, joined
from indicators.assessment.formulas import Mode
from indicators.assessment.tables import Cell, Question
from indicators.assessment.worst import Worst, candidates, worst_of

Answer: TypeAlias = tuple[Sequence[Sums], Worst]

CELLS_A_STATEMENT = 800_000
"""So many figures are looked for at once: three seconds or so, well under a statement's timeout."""

MUCH = 20_000
"""Rather than for so many figures the totals are asked first: some hundred regions' quarter."""

OUTSIDE = f"CASE WHEN state > 0 THEN regional.region * {STATES} + state END"
"""Who is not counted, and why, in one number."""


class Correction(NamedTuple):
    """Of regions that are looked at beside their totals: what counts, and what they have."""

    regions: int = 0
    above: int | None = None
    below: int | None = None
    outside: str | None = None
    had_above: int | None = None
    had_below: int | None = None


def read(question: Question) -> Answer:
    """One statement, and none where nothing is to be read."""
    beginning = question.beginning()
    if beginning is None:
        return [], {}
    parts = [*selects(question), candidates(question)]
    rows = fetch(beginning, "\nUNION ALL\n".join(filter(None, parts)))
    sums = [row for row in rows if row[COUNT] is not None]
    return sums, worst_of(question, (row for row in rows if row[COUNT] is None))


def corrections(question: Question) -> Iterator[tuple[Any, ...]]:
    """Place, indicator, span, and the fields of a correction."""
    for part in parts(question):
        beginning = part.beginning()
        if beginning is not None:
            rows = fetch(beginning, "\nUNION ALL\n".join(selects(part, HAD)))
            yield from (row[:3] + row[4:] for row in rows)


HAD = ", SUM(had_above), SUM(had_below)"


def selects(question: Question, more: str = "") -> Iterator[str]:
    """One SELECT for each kind of place that is asked for."""
    sums = f"COUNT(*), SUM(above), SUM(below), {joined(OUTSIDE)}{more}"
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


def parts(question: Question) -> Iterator[Question]:
    """A question that is too much for one statement, in the order of the spans."""
    weights = weights_of(question)
    cells = sorted(question.wanted, key=itemgetter(1))
    part: list[Cell] = []
    weighed = 0
    for cell in cells:
        if part and weighed + weights[cell] > CELLS_A_STATEMENT:
            yield replace(question, answered=question.due - set(part))
            part, weighed = [], 0
        part.append(cell)
        weighed += weights[cell]
    if part:
        yield replace(question, answered=question.due - set(part))


def is_much(question: Question) -> bool:
    return sum(weights_of(question).values()) > MUCH


def weights_of(question: Question) -> dict[Cell, int]:
    """How many figures are looked for: one a region and point."""
    modes = {one.key: one.mode for one in question.formulas}
    points: Counter[tuple[Mode, int]] = Counter(
        (mode, one[0]) for mode in set(modes.values()) for _, one in question.readings(mode)
    )
    regions = max(len(question.named), 1)
    return {
        cell: points[modes[cell[0]], cell[1]]
        * (len(question.among[cell]) if question.among else regions)
        for cell in question.wanted
    }
