"""Which promises are furthest from being kept, by how much, and where most of it is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.assessment import formats
from indicators.assessment.board import Board, Row
from indicators.assessment.derivation import gap_of
from indicators.assessment.gaps import displayed_gap
from indicators.assessment.ledger import Span
from indicators.assessment.places import Place, one
from indicators.assessment.rollup import roll
from indicators.assessment.tables import Question
from indicators.assessment.values import Key, Value
from indicators.dashboard.attention import shown, why_regressing
from indicators.dashboard.heat import gravity
from indicators.dashboard.overview import AT_RISK

MOST = 3
MOST_PLACES = 3
MOST_REGIONS = 100  # of more of them none is named: the overview of a nation opens at once too


@dataclass(frozen=True, slots=True)
class Grave:
    row: Row
    what: str
    where: str


def gravest(board: Board, rows: Iterable[Row]) -> list[Grave]:
    """By the verdict and then by the lag; the regions' values come in one read for all of them."""
    risky = [row for row in rows if row.judgement.verdict in AT_RISK]
    found = sorted(risky, key=lambda row: (gravity(row), -(row.judgement.lag or 0)))[:MOST]
    places = regions_in(board, found)
    formulas = [row.formula for row in found if names_its_places(row)]
    asked = Question(board.ledger, formulas, [Span.of(board.period)], places)
    values = roll(asked) if places and formulas else {}
    return [Grave(row, what(row), where(row, places, values)) for row in found]


def names_its_places(row: Row) -> bool:
    """A mean's gap is that of its parts; `lowest` knows its worst, a sum's parts have own aims."""
    formula = row.formula
    return not (formula.single or formula.lowest or formula.sums)


def regions_in(board: Board, rows: Sequence[Row]) -> list[Place]:
    """Those of the rows' own place."""
    among = rows[0].place.region_ids if rows else ()
    regions = [standing.region for standing in board.completeness.regions]
    inside = [region for region in regions if among is None or region.pk in among]
    return [one(region) for region in inside] if len(inside) <= MOST_REGIONS else []


def what(row: Row) -> str:
    if row.gap_shown is None or row.gap_shown <= 0:
        return why_regressing(row)
    indicator, unit = row.formula.indicator, row.formula.numerators[0].unit
    facts = {
        "now": shown(row),
        "promised": formats.promised(
            row.target, indicator.comparator, indicator.each_year, indicator.decimals
        ),
        "gap": formats.with_unit(formats.number(row.gap_shown), unit),
    }
    return _("Now %(now)s of %(promised)s, %(gap)s are lacking") % facts


def where(row: Row, places: Sequence[Place], values: Mapping[Key, Value]) -> str:
    """The regions that lack most, or the worst where the worst decides; nothing where none can."""
    if row.formula.lowest and row.value.worst_regions:
        worst = [region.short_name for region in row.value.worst_regions[:MOST_PLACES]]
        return _("worst: %(names)s") % {"names": formats.names(worst)}
    parts = [
        (gap, place.region.short_name)
        for place in places
        if place.region
        and (value := values.get((row.formula.key, place.key, row.period.name)))
        and (gap := gap_of(row, value))
        and gap > 0
    ]
    most = sorted(parts, key=lambda part: -part[0])[:MOST_PLACES]
    gaps = [formats.number(displayed_gap(gap, row.formula.decimals)) for gap, _name in most]
    told = [f"{name}\N{NO-BREAK SPACE}{gap}" for gap, (_gap, name) in zip(gaps, most, strict=True)]
    return _("most of it: %(names)s") % {"names": formats.names(told)} if told else ""
