"""The heat matrix: indicators × regions, a verdict a cell; the worst can be brought first.

Rows are sorted by a region, columns by an indicator: both by how grave the verdicts are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.assessment.board import Board, Row
from indicators.assessment.places import Place
from indicators.assessment.vocabulary import Verdict
from indicators.plan.models import Indicator

GRAVEST_FIRST = (
    Verdict.FAR_BEHIND,
    Verdict.REGRESSING,
    Verdict.BEHIND,
    Verdict.SLIGHTLY_BEHIND,
    Verdict.NOT_MET,
    Verdict.NO_DATA,
    Verdict.NOT_DUE,
    Verdict.ON_TRACK,
    Verdict.ACHIEVED,
    Verdict.NOT_APPLICABLE,
)
GRAVITY = {str(verdict): place for place, verdict in enumerate(GRAVEST_FIRST)}
NOWHERE = len(GRAVEST_FIRST)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: the province's row, then one a region; None where it has none of its own."""

    indicator: Indicator
    cells: list[Row | None]


@dataclass(frozen=True, slots=True)
class Heat:
    places: list[Place]
    lines: list[Line]


def heat_of(rows: Iterable[Row], regions: str = "", indicator: str = "") -> Heat:
    """`regions`: the region's code by which the rows are sorted; `indicator`: the columns."""
    found = {(row.indicator, row.place): row for row in rows if not row.place.zone}
    indicators = list(dict.fromkeys(indicator for indicator, _place in found))
    places = list(dict.fromkeys(place for _indicator, place in found))
    whole, others = places[:1], places[1:]
    if indicator:
        others.sort(key=lambda place: gravity(row_in(found, indicator, place, indicators)))
        places = whole + others
    lines = [Line(one, [found.get((one, place)) for place in places]) for one in indicators]
    if regions:
        column = next(n for n, place in enumerate(places) if place.key == regions)
        lines.sort(key=lambda line: gravity(line.cells[column]))
    return Heat(places, lines)


def worst_first(board: Board, code: str) -> list[str]:
    """The regions by how grave their verdicts on one indicator are."""
    rows = [row for row in board.of_indicator(code) if row.place.is_region]
    return [row.place.key for row in sorted(rows, key=gravity)]


def row_in(
    found: dict[tuple[Indicator, Place], Row], code: str, place: Place, among: Sequence[Indicator]
) -> Row | None:
    return next((found.get((one, place)) for one in among if one.code == code), None)


def gravity(row: Row | None) -> int:
    return NOWHERE if row is None else GRAVITY[row.judgement.verdict]
