"""How numbers and targets are written on a page; nothing is calculated further with it.

四舍五入 everywhere (`rounded`). The sign is the hyphen that spreadsheets and our own import read,
so that a number copied off a page stays a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.assessment.exactness import rounded
from indicators.assessment.progress import displayed
from indicators.assessment.vocabulary import Comparator

MISSING = "—"
WAN = Decimal(10_000)
IN_WAN_FROM = Decimal(100_000)
SYMBOLS = {Comparator.AT_LEAST: "≥", Comparator.DONE: "≥", Comparator.AT_MOST: "≤"}

Number = Decimal | int


def number(value: Number | None, decimals: int | None = None) -> str:
    """1234.5 → 1,234.5; without decimals as exact as it is."""
    if value is None:
        return MISSING
    exact = Decimal(value)
    return f"{exact if decimals is None else rounded(exact, decimals):,f}"


def with_unit(number: str, unit: str) -> str:
    """33.6 张/千人, but 79.8%."""
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def judged(
    value: Decimal | None,
    decimals: int,
    target: Decimal | None = None,
    comparator: Comparator | str | None = None,
) -> str:
    """A value beside its target: never rounded so that an unmet one looks met."""
    if value is None:
        return MISSING
    return (
        f"{displayed(value, decimals, target, Comparator(comparator) if comparator else None):,f}"
    )


def signed(value: Number | None, decimals: int = 0) -> str:
    """A change: +0.21, -3, and 0.00 for what rounds to nothing."""
    if value is None:
        return MISSING
    shown = rounded(Decimal(value), decimals)
    return f"{shown:+,f}" if shown else f"{shown:f}"


def percent(share: Number | None, decimals: int = 0) -> str:
    """A share of 1 as 48 %."""
    return MISSING if share is None else f"{number(Decimal(share) * 100, decimals)}%"


def signed_percent(share: Number | None, decimals: int = 1) -> str:
    """A relative change: 0.018 → +1.8%."""
    return MISSING if share is None else f"{signed(Decimal(share) * 100, decimals)}%"


def completion(share: Decimal | None) -> str:
    """A completion share; 99.96 % is not shown as 100 % while the target is unmet."""
    hundred = Decimal(100)
    return MISSING if share is None else f"{judged(share * 100, 0, hundred, Comparator.AT_LEAST)}%"


def points(lag: Decimal | None, decimals: int = 1) -> str:
    """A lag in percentage points, 百分点."""
    if lag is None:
        return MISSING
    return _("%(number)s points") % {"number": number(lag, decimals)}


def lag(value: Decimal | None) -> str:
    """A lag in words: 滞后 12.0 个百分点, and 超前 for one that is negative."""
    if value is None:
        return MISSING
    words = _("behind by %(points)s") if value > 0 else _("ahead by %(points)s")
    return words % {"points": points(abs(value))}


def large(value: Number | None, decimals: int = 0) -> str:
    """120,000 → 12万 where that is exact to two places (Chinese only); else as a plain number."""
    if value is None:
        return MISSING
    in_wan = Decimal(value) / WAN
    if get_language() == "en" or abs(Decimal(value)) < IN_WAN_FROM or in_wan != round(in_wan, 2):
        return number(value, decimals)
    return f"{in_wan.normalize():,f}万"


def about(value: Number | None, decimals: int = 0) -> str:
    """A forecast: from 100,000 on in 万 with one decimal, 129,417 → 12.9万 (Chinese only)."""
    if value is None or get_language() == "en" or abs(Decimal(value)) < IN_WAN_FROM:
        return number(value, decimals)
    return f"{number(Decimal(value) / WAN, 1)}万"


def promised(target: Number | None, comparator: str, each_year: str = "", decimals: int = 0) -> str:
    """What is promised: ≥35, ≤5, ≥12万; a trend in words."""
    if comparator in (Comparator.RISING, Comparator.FALLING):
        return trend(comparator, strict=each_year == "strict")
    if target is None:
        return MISSING
    return f"{SYMBOLS[Comparator(comparator)]}{large(target, places(target, decimals))}"


def places(target: Number, decimals: int) -> int:
    """Decimals that show a target in full, and no more than those of its indicator beyond that."""
    exponent = Decimal(target).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else decimals


def trend(comparator: str, *, strict: bool) -> str:
    if comparator == Comparator.RISING:
        return _("rising every year") if strict else _("rising or level")
    return _("falling every year") if strict else _("falling or level")


def names(found: Iterable[object]) -> str:
    """Names in a row: 天门、神农架, in English with commas."""
    return _(", ").join(map(str, found))
