"""Where the marks of an axis lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
PARTS = 6


def even_ticks(values: Sequence[float]) -> list[Decimal]:
    """From below the least to above the greatest in at most about six steps of 1, 2, 2.5 or 5."""
    if not values:
        return []
    low, high = Decimal(str(min(values))), Decimal(str(max(values)))
    step = even_step((high - low) or abs(high) or Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [place * step for place in range(int(first), int(max(last, first + 1)) + 1)]


def even_step(span: Decimal) -> Decimal:
    rough = span / PARTS
    size = Decimal(1).scaleb(rough.adjusted())
    return next(step * size for step in STEPS if step * size >= rough)


def year_ends(first: date, last: date) -> list[date]:
    ends = (date(year, 12, 31) for year in range(first.year, last.year + 1))
    return [end for end in ends if first <= end <= last]
