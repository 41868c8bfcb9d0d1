"""How exact the judgement is: 50 digits, divided last, and a tie stays a tie."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""Every public function calculates in a copy of this context, never in the caller's."""

WIDE = Context(prec=150)
"""For rounding alone, so that no value has too many digits to be shown."""

SETTLED = Decimal("1e-30")
"""Divisions blur the digits after the fiftieth: 0.28281250…, a tie, may read 0.28281249…"""

TOLERANCE = Decimal("1e-20")
"""A difference below it comes from dividing, not from the figures: the two are equal."""


def same(one: Decimal, other: Decimal) -> bool:
    """Whether two exact values count as equal."""
    return abs(one - other) < TOLERANCE


def reaches(value: Decimal, bound: Decimal) -> bool:
    """value ≥ bound, where a difference below the tolerance is none."""
    return value - bound > -TOLERANCE


def exceeds(value: Decimal, bound: Decimal) -> bool:
    """value > bound, where a difference below the tolerance is none."""
    return value - bound >= TOLERANCE


def rounded(value: Decimal, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """四舍五入 unless said otherwise, with exactly so many decimals and never a minus zero."""
    settled = value.quantize(SETTLED, ROUND_HALF_EVEN, WIDE)
    cut = settled.quantize(Decimal(1).scaleb(-decimals), rounding, WIDE)
    return cut if cut else abs(cut)
