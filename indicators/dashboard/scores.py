"""How places stand over all indicators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from indicators.assessment.board import Board, Row
from indicators.assessment.exactness import EXACT
from indicators.assessment.places import Place
from indicators.assessment.verdicts_over_time import Tally
from indicators.dashboard.charts import Heading
from indicators.dashboard.overview import Summary, summary_of
from indicators.dashboard.selection import Selection
from indicators.dashboard.tallies import summed, tally_chart
from indicators.plan.models import Theme
from indicators.reporting.calendar import day_of
from indicators.reporting.period_words import period_in_words
from indicators.reporting.timeliness import Timeliness, timeliness_of
from regions.models import Region, User
from regions.permissions import Permission, can

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


class Beside(NamedTuple):
    """A region's row and that of the whole for the same indicator, period and basis."""

    row: Row
    whole: Row

    @property
    def value(self) -> Decimal | None:
        """A level of the whole measures a region's; a total does not, only what part it is of it.

        No part of a total of 0.
        """
        own, total = self.row.value.value, self.whole.value.value
        if not self.whole.formula.sums:
            return total
        return EXACT.divide(own, total) if own is not None and total else None

    @property
    def is_provisional(self) -> bool:
        return self.value is not None and self.whole.judgement.provisional


def beside_the_whole(
    groups: Iterable[tuple[Theme, Sequence[Row]]], board: Board
) -> list[tuple[Theme, list[Beside]]]:
    """Each row of one region with that of the whole."""
    whole = {row.indicator.code: row for row in board.province}
    return [
        (theme, [Beside(row, whole[row.indicator.code]) for row in rows]) for theme, rows in groups
    ]


def best_and_worst(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The three with the smallest and the three with the largest lag, of those that have one."""
    lagging = [(row.judgement.lag, row) for row in rows if row.judgement.lag is not None]
    lagging.sort(key=lambda pair: pair[0])
    ordered = [row for _lag, row in lagging]
    worst = [row for lag, row in reversed(lagging) if lag > 0][:EXTREMES]
    return [row for row in ordered if row not in worst][:EXTREMES], worst


def history_of(board: Board, place: str, tallies: Sequence[Tally]) -> dict[str, Any]:
    """Chart and table of how many indicators stood where; empty before the plan's first period."""
    if not tallies:
        return {}
    heading = Heading(
        title=_("Indicators by verdict"),
        unit=_("items"),
        place=place,
        period=period_in_words(board.period),
        basis=str(board.basis.label),
        source=board.plan.name,
    )
    return {"chart": tally_chart(heading, tallies), "rows": summed(tallies)[::-1]}


def punctuality(user: User, region: Region, selection: Selection) -> Timeliness | None:
    """The region's timeliness in the period's year, for who may know where its reports stand."""
    if not can(user, Permission.SEE_STATUS, region):
        return None
    on = selection.known_on or day_of()
    year = selection.period.starts_on.year
    return timeliness_of(region, user, year, on=on, known_on=selection.known_on)
