"""Trends (逐年提高, 巩固提高): better than a year ago, at this period and at every year end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from indicators.assessment.exactness import EXACT, same
from indicators.assessment.judgement import Ruling
from indicators.assessment.months import Term
from indicators.assessment.promise import Comparison, Promise
from indicators.assessment.vocabulary import (
    LOWER_IS_BETTER,
    Comparator,
    EachYear,
    Reason,
    Verdict,
)

FIRST_YEAR = Ruling(3, Verdict.NOT_DUE, Reason.FIRST_YEAR, 1)
NOT_COMPARED = Ruling(3, Verdict.NO_DATA, Reason.NOT_COMPARED, 1)
KEPT = Ruling(3, Verdict.ACHIEVED, Reason.KEPT, 2)
BROKEN = Ruling(3, Verdict.FAR_BEHIND, Reason.BROKEN, 2)
YEAR_END_MISSING = Ruling(3, Verdict.NO_DATA, Reason.YEAR_END_MISSING, 2)
WORSE = Ruling(3, Verdict.REGRESSING, Reason.WORSE, 3)
UNCHANGED = Ruling(3, Verdict.BEHIND, Reason.UNCHANGED, 3)
INTERRUPTED = Ruling(3, Verdict.SLIGHTLY_BEHIND, Reason.INTERRUPTED, 4)
KEEPING = Ruling(3, Verdict.ON_TRACK, Reason.KEEPING, 4)


@dataclass(frozen=True, slots=True)
class Record:
    """What was compared, and which earlier year ends were not good or could not be compared."""

    compared: Comparison | None = None
    broken: tuple[date, ...] = ()
    uncompared: tuple[date, ...] = ()


def improvement(comparison: Comparison, comparator: Comparator) -> Decimal | None:
    """By how much this value is better than the earlier one; None where it is not known.

    Equal within the tolerance is 0, so a rate that comes out of a division may stand still.
    """
    now, earlier = comparison.now, comparison.earlier
    if now is None or earlier is None:
        return None
    if same(now, earlier):
        return Decimal(0)
    return earlier - now if comparator in LOWER_IS_BETTER else now - earlier


def kept(comparison: Comparison, *, comparator: Comparator, each_year: EachYear) -> bool | None:
    """Whether one year was good: better, or equal unless strict; None where it is not known."""
    with localcontext(EXACT):
        better = improvement(comparison, comparator)
    return None if better is None else _good(better, each_year)


def _good(better: Decimal, each_year: EachYear) -> bool:
    return better > 0 or (not better and each_year != EachYear.STRICT)


def record(
    promise: Promise, on: date, this_year: Comparison | None, year_ends: Sequence[Comparison]
) -> Record:
    """The year ends before that day, sorted by what became of them."""
    judged = [
        (end.on, kept(end, comparator=promise.comparator, each_year=promise.each_year))
        for end in year_ends
        if end.can_exist and end.on < on
    ]
    return Record(
        this_year,
        broken=tuple(day for day, good in judged if good is False),
        uncompared=tuple(day for day, good in judged if good is None),
    )


def trend_ruling(promise: Promise, term: Term, seen: Record) -> Ruling:
    """The first row of the trends' own table that applies."""
    this = seen.compared
    if this is None or not this.can_exist:
        return FIRST_YEAR
    better = improvement(this, promise.comparator)
    if better is None:
        return NOT_COMPARED
    good = _good(better, promise.each_year)
    if term.due:
        return _at_the_end(good, seen)
    if not good:
        return WORSE if better else UNCHANGED
    return INTERRUPTED if seen.broken else KEEPING


def _at_the_end(good: bool, seen: Record) -> Ruling:
    """A break that is known outweighs a year end that is not."""
    if not good or seen.broken:
        return BROKEN
    return YEAR_END_MISSING if seen.uncompared else KEPT
