"""What is lacking in the numerator's own unit: beds, counties, people, yuan."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, localcontext

from indicators.assessment.exactness import EXACT, TOLERANCE, rounded
from indicators.assessment.vocabulary import LOWER_IS_BETTER, TRENDS, Comparator


def gap(
    *,
    comparator: Comparator,
    target: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    factor: int | Decimal,
) -> Decimal | None:
    """target × denominator ÷ factor − numerator (denominator 1 if none), turned for at_most.

    Exact and signed: ≤ 0 is met and the rest surplus (超出), since only then do the regions' gaps
    add up to a pooled or divided total. A trend has none, nor has a value that is not there.
    """
    if target is None or numerator is None or comparator in TRENDS:
        return None
    with localcontext(EXACT):
        needed = target * (1 if denominator is None else denominator) / factor
        lacking = needed - numerator
        return 0 - lacking if comparator in LOWER_IS_BETTER else lacking


def displayed_gap(exact: Decimal, decimals: int) -> Decimal:
    """Rounded up to the measure's decimals: 12.1 counties lacking are 13, 4.2 over are 4."""
    with localcontext(EXACT):
        return rounded(exact - TOLERANCE, decimals, ROUND_CEILING)
