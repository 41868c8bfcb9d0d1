"""What if: a place's value, verdict and gap under other numerators or another target.

Nothing is stored and nothing is read again: the values of a board are replaced and judged by the
very rules that judge the reported ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.assessment.board import Board
from indicators.assessment.exactness import same
from indicators.assessment.places import Place
from indicators.assessment.progress import judge
from indicators.assessment.promise import Observation
from indicators.assessment.promises import OWN, REFERENCE, Aim
from indicators.assessment.rows import Row, course, gap_of
from indicators.assessment.values import Value
from indicators.assessment.vocabulary import TRENDS
from indicators.plan.fields import to_scaled
from regions.models import Region


@dataclass(frozen=True, slots=True)
class Supposition:
    """Numerators by region's code, over all the periods that the value sums; a provincial target.

    A region is changed only where it has a value: what was not reported cannot be supposed, for
    its denominator would be a guess too.
    """

    numerators: Mapping[str, Decimal]
    target: Decimal | None = None


def changeable(row: Row, rows: Iterable[Row]) -> list[Row]:
    """The rows whose numerators go into this one; nothing of a trend, which has its own course."""
    if row.promise.comparator in TRENDS:
        return []
    parts = [row] if row.formula.single else [one for one in rows if one.place.is_region]
    return [one for one in parts if one.value.is_number]


def suppose(board: Board, indicator: str, supposed: Supposition) -> list[Row]:
    """The rows of one indicator as they would be, in the board's order; ranks are not told."""
    rows = board.of_indicator(indicator)
    parts = {one.place.key: one for one in changeable(rows[0], rows)}
    values = {
        code: replace(parts[code].value, above=to_scaled(number))
        for code, number in supposed.numerators.items()
        if code in parts
    }
    return [judged(row, value_of(row, parts, values), supposed.target) for row in rows]


def value_of(row: Row, parts: Mapping[str, Row], values: Mapping[str, Value]) -> Value:
    """A region's own is replaced; of many the sum moves by what their regions moved."""
    if row.place.key in values:
        return values[row.place.key]
    if row.place.is_region or row.formula.single or row.value.above is None:
        return row.value
    within = [part for part in parts.values() if is_within(part.place, row.place)]
    if row.formula.lowest:
        return worst(row, [values.get(part.place.key, part.value) for part in within], within)
    moved = [
        (values[part.place.key].above or 0) - (part.value.above or 0)
        for part in within
        if part.place.key in values
    ]
    return replace(row.value, above=row.value.above + sum(moved))


def is_within(region: Place, place: Place) -> bool:
    return place.is_whole or set(region.region_ids or ()) <= set(place.region_ids or ())


def worst(row: Row, values: Sequence[Value], parts: Sequence[Row]) -> Value:
    """The value of the worst of the regions counted, all of them named where they tie."""
    known = [
        (value.value, value, part.place.region)
        for value, part in zip(values, parts, strict=True)
        if value.value is not None and value.counted
    ]
    if not known:
        return row.value
    numbers = [number for number, _value, _region in known]
    extreme = max(numbers) if row.formula.highest_is_worst else min(numbers)
    tied = [(value, region) for number, value, region in known if same(number, extreme)]
    named: list[Region] = [region for _value, region in tied if region]
    first = tied[0][0]
    return replace(row.value, above=first.above, below=first.below, worst_regions=tuple(named))


def judged(row: Row, value: Value, target: Decimal | None) -> Row:
    """The row with another value and, where it follows the province's, another target."""
    aim, promise = row.aim, row.promise
    if target is not None and follows(row):
        aim = Aim(target, aim.yearly, aim.source or OWN)
        promise = replace(promise, target=target)
    history = tuple(
        (period, value if period == row.period else earlier) for period, earlier in row.history
    )
    if promise.comparator in TRENDS:
        return row
    seen = Observation(value.state, value.value, value.as_of.ends_on, value.complete)
    return replace(
        row,
        value=value,
        aim=aim,
        promise=promise,
        history=history,
        judgement=judge(promise, seen, history=course(row.formula, history)),
        gap=gap_of(row.formula, aim, value),
        rank=None,
        rank_change=None,
    )


def follows(row: Row) -> bool:
    """The province itself, and who is judged by its target as a line of reference."""
    return row.place.is_whole or row.aim.source == REFERENCE
