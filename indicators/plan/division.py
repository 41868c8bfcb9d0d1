"""A total divided by shares so that the parts add up to it exactly: the largest remainder.

Pure: no Django. After Hamilton and Hare–Niemeyer, as seats are given to parties.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key")


def divide(total: Decimal, weights: Mapping[Key, Decimal], *, decimals: int) -> dict[Key, Decimal]:
    """Each part is its exact share cut to `decimals`; what is left goes to the largest remainders.

    Of equal remainders the one named first comes first. Weights are not negative and not all 0, the
    total is not negative and has no more decimals than the parts; else ValueError.
    """
    if total < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("a negative total or weight")
    whole = sum(map(Fraction, weights.values()), Fraction(0))
    steps = Fraction(total) * 10**decimals
    if not whole or steps.denominator != 1:
        raise ValueError("no weight, or a total with more decimals than its parts")
    exact = {key: steps * Fraction(weight) / whole for key, weight in weights.items()}
    parts = {key: share.numerator // share.denominator for key, share in exact.items()}
    left = steps.numerator - sum(parts.values())
    for key in sorted(exact, key=lambda key: parts[key] - exact[key])[:left]:
        parts[key] += 1
    return {key: Decimal(part).scaleb(-decimals) for key, part in parts.items()}
