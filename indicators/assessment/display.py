"""A value as a page shows it; nothing is calculated with what comes out of here."""

from __future__ import annotations

from decimal import Decimal, localcontext

from indicators.assessment.exactness import EXACT, rounded
from indicators.assessment.targets import meets
from indicators.assessment.vocabulary import TRENDS, Comparator


def displayed(
    value: Decimal,
    decimals: int,
    target: Decimal | None = None,
    comparator: Comparator | None = None,
) -> Decimal:
    """四舍五入, with more decimals where an unmet value would look as if it met its target."""
    with localcontext(EXACT):
        if target is None or comparator is None or comparator in TRENDS:
            return rounded(value, decimals)
        if meets(value, target, comparator):
            return rounded(value, decimals)
        while _looks_met(value, decimals, target, comparator):
            decimals += 1
        return rounded(value, decimals)


def _looks_met(value: Decimal, decimals: int, target: Decimal, comparator: Comparator) -> bool:
    """Against the target itself, and against it as rounded beside the value."""
    shown = rounded(value, decimals)
    return meets(shown, target, comparator) or shown == rounded(target, decimals)
