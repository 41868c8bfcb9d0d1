"""Who stands where: exact values in the good direction, ties share a rank, 1 2 2 4."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal, localcontext
from typing import TypeVar

from indicators.assessment.exactness import EXACT, same
from indicators.assessment.vocabulary import LOWER_IS_BETTER, Comparator

Key = TypeVar("Key", bound=Hashable)


def rank(values: Mapping[Key, Decimal | None], *, comparator: Comparator) -> dict[Key, int]:
    """Ranks from the best on; who has no value (不适用, 未报, incomplete) is not in the answer.

    A sum is ranked by completion, of which more is better whatever the comparator: pass at_least.
    """
    known = [(value, key) for key, value in values.items() if value is not None]
    known.sort(key=lambda entry: entry[0], reverse=comparator not in LOWER_IS_BETTER)
    ranks: dict[Key, int] = {}
    leader, shared = None, 0
    with localcontext(EXACT):
        for place, (value, key) in enumerate(known, start=1):
            if leader is None or not same(value, leader):
                leader, shared = value, place
            ranks[key] = shared
    return ranks


def rank_change(before: Mapping[Key, int], now: Mapping[Key, int]) -> dict[Key, int]:
    """Rank in the period before − rank now, where both exist: up is positive."""
    return {key: before[key] - place for key, place in now.items() if key in before}
