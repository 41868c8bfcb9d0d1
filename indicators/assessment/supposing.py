"""What if: a province's values, verdicts and gaps under other numerators or another target.

Nothing is stored and nothing is read again: values and promises are replaced in what the board was
made from, and judged by the very code that judges the reported ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.assessment.board import Board, Sources
from indicators.assessment.exactness import same
from indicators.assessment.places import Place
from indicators.assessment.rows import Row
from indicators.assessment.values import Value
from indicators.assessment.vocabulary import TRENDS
from indicators.plan.fields import to_scaled
from indicators.plan.models import Target


@dataclass(frozen=True, slots=True)
class Supposition:
    """Numerators by region's code, over all the periods that the value sums; a provincial target.

    A region is changed only where it has a value: what was not reported cannot be supposed, for
    its denominator would be a guess too.
    """

    numerators: Mapping[str, Decimal]
    target: Decimal | None = None


def changeable(rows: Sequence[Row]) -> list[Row]:
    """Of an indicator's rows those whose numerators can be supposed; none of a trend."""
    if rows[0].promise.comparator in TRENDS:
        return []
    parts = rows[:1] if rows[0].formula.single else [one for one in rows if one.place.is_region]
    return [one for one in parts if one.value.is_number]


def suppose(sources: Sources, rows: Sequence[Row], supposed: Supposition) -> Board:
    """The board of one indicator as it would be; `rows` are its rows as reported."""
    parts = {one.place.key: one for one in changeable(rows)}
    values = {
        code: replace(parts[code].value, above=to_scaled(number))
        for code, number in supposed.numerators.items()
        if code in parts
    }
    moved = {
        (row.formula.key, row.place.key, row.period.name): value_of(row, parts, values)
        for row in rows
    }
    return sources.supposing(targets(rows[0], supposed.target), moved).board()


def targets(row: Row, value: Decimal | None) -> list[Target]:
    """The province's version that is supposed, never saved."""
    if value is None:
        return []
    due, region = row.indicator.due_on.year, row.place.region
    return [Target(indicator=row.indicator, region=region, year=due, value=value)]


def value_of(row: Row, parts: Mapping[str, Row], values: Mapping[str, Value]) -> Value:
    """A region's own is replaced; of many the sum moves by what their regions moved."""
    if row.place.key in values:
        return values[row.place.key]
    if row.place.is_region or row.formula.single or row.value.above is None:
        return row.value
    within = [part for part in parts.values() if is_within(part.place, row.place)]
    if row.formula.lowest:
        return worst(row, within, values)
    moved = [
        (values[part.place.key].above or 0) - (part.value.above or 0)
        for part in within
        if part.place.key in values
    ]
    return replace(row.value, above=row.value.above + sum(moved))


def is_within(region: Place, place: Place) -> bool:
    return place.is_whole or set(region.region_ids or ()) <= set(place.region_ids or ())


def worst(row: Row, parts: Iterable[Row], values: Mapping[str, Value]) -> Value:
    """The value of the worst of the regions counted, all of them named where they tie."""
    now = [(values.get(part.place.key, part.value), part.place.region) for part in parts]
    known = [
        (value.value, value, region)
        for value, region in now
        if value.value is not None and value.counted
    ]
    if not known:
        return row.value
    numbers = [number for number, _value, _region in known]
    extreme = max(numbers) if row.formula.highest_is_worst else min(numbers)
    tied = [(value, region) for number, value, region in known if same(number, extreme)]
    first, named = tied[0][0], tuple(region for _value, region in tied if region)
    return replace(row.value, above=first.above, below=first.below, worst_regions=named)
