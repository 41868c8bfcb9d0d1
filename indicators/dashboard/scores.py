"""How places stand over all indicators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from indicators.assessment.board import Row
from indicators.assessment.places import Place
from indicators.dashboard.overview import Summary, summary_of

EXTREMES = 3


def standings(rows: Iterable[Row]) -> list[tuple[Place, Summary]]:
    """Each place with its indicators counted by verdict, in the places' usual order."""
    order: dict[str, int] = {}
    listed = list(rows)
    for row in listed:
        order.setdefault(row.place.key, len(order))
    listed.sort(key=lambda row: order[row.place.key])
    grouped = groupby(listed, attrgetter("place"))
    return [(place, summary_of(list(group))) for place, group in grouped]


def best_and_worst(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The three with the smallest and the three with the largest lag, of those that have one."""
    lagging = [(row.judgement.lag, row) for row in rows if row.judgement.lag is not None]
    lagging.sort(key=lambda pair: pair[0])
    ordered = [row for _lag, row in lagging]
    worst = [row for lag, row in reversed(lagging) if lag > 0][:EXTREMES]
    return [row for row in ordered if row not in worst][:EXTREMES], worst
