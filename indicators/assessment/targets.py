"""Which version of a target counts, and whether a value meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from indicators.assessment.exactness import reaches
from indicators.assessment.vocabulary import LOWER_IS_BETTER, Comparator


class Adopted(Protocol):
    """Anything adopted on a day; `order` grows with the time of entry."""

    @property
    def adopted_on(self) -> date: ...

    @property
    def order(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """One version of the target of an indicator, a region and a year."""

    adopted_on: date
    order: int
    value: Decimal


VersionT = TypeVar("VersionT", bound=Adopted)


def _age(version: Adopted) -> tuple[date, int]:
    return version.adopted_on, version.order


def target_in_force(versions: Sequence[VersionT], *, plan_start: date, on: date) -> VersionT | None:
    """The version latest adopted by that day, the one entered later where two share a day.

    The first counts from the plan's start, for plans are published months into their term.
    """
    adopted = [version for version in versions if version.adopted_on <= on]
    if adopted:
        return max(adopted, key=_age)
    return min(versions, key=_age, default=None) if on >= plan_start else None


def meets(value: Decimal, bound: Decimal, comparator: Comparator) -> bool:
    """≥ for at_least and done, ≤ for at_most; equal is met."""
    if comparator in LOWER_IS_BETTER:
        return reaches(bound, value)
    return reaches(value, bound)
