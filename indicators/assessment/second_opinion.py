"""The second opinion: growth observed over growth required (Open SDG, Eurostat).

It rests on compound rates, so it means nothing where a rate has no meaning; Open SDG puts 0.001
for 0 there, which calls every cumulative sum on track.
"""

from __future__ import annotations

from decimal import Decimal
from math import gcd

from indicators.assessment.exactness import rounded, same
from indicators.assessment.months import MONTHS_A_YEAR, Term
from indicators.assessment.promise import Promise
from indicators.assessment.vocabulary import LOWER_IS_BETTER, Opinion, Reason

DECIMALS = 20
BOUNDS = (
    (Decimal("0.95"), Opinion.ON_TRACK),
    (Decimal("0.6"), Opinion.ACCELERATE),
    (Decimal(0), Opinion.LIMITED),
)
MET = frozenset({Reason.MET, Reason.MET_LATE})


def second_opinion(
    promise: Promise,
    value: Decimal,
    term: Term,
    earliest: tuple[int, Decimal] | None,
    reason: Reason,
) -> tuple[Decimal | None, Opinion | None]:
    """R and what it says; `earliest` is the baseline, else the first value, with its month."""
    if reason in MET:
        return None, Opinion.TARGET_ACHIEVED
    target = promise.target
    if target is None or term.due or earliest is None:
        return None, None
    start, old = earliest
    if term.now - start < MONTHS_A_YEAR or not _can_grow(old, target, value):
        return None, None
    growth = _growth(old, value, term.now - start)
    ratio = growth / abs(_growth(old, target, term.end - start))
    return _opinion(-ratio if promise.comparator in LOWER_IS_BETTER else ratio)


def _can_grow(old: Decimal, target: Decimal, value: Decimal) -> bool:
    return old > 0 and target > 0 and value >= 0 and not same(old, target)


def _growth(old: Decimal, new: Decimal, months: int) -> Decimal:
    """Compound rate a year: (new ÷ old)^(12 ÷ months) − 1.

    The root by Newton's method from a float, whose 14 digits or more two steps turn into 50:
    as exact as a logarithm, at a tenth of its time.
    """
    if not new:
        return Decimal(-1)
    shared = gcd(MONTHS_A_YEAR, months)
    degree = months // shared
    goal = (new / old) ** (MONTHS_A_YEAR // shared)

    def nearer(root: Decimal) -> Decimal:
        return root - (root - goal / root ** (degree - 1)) / degree

    return nearer(nearer(Decimal(float(new / old) ** (MONTHS_A_YEAR / months)))) - 1


def _opinion(exact: Decimal) -> tuple[Decimal, Opinion]:
    ratio = rounded(exact, DECIMALS)
    said = (opinion for bound, opinion in BOUNDS if ratio >= bound)
    return ratio, next(said, Opinion.DETERIORATION)
