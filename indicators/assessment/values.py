"""A value of an indicator for a place and a period, with who is in it and who is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.assessment.exactness import EXACT
from indicators.assessment.vocabulary import State
from indicators.plan.fields import SCALE, from_scaled
from indicators.reporting.models import ReportingPeriod
from regions.models import Region

LARGEST = 2**63 - 1

Key = tuple[int, str, str]
"""Indicator, place, span."""


def names(regions: Sequence[Region]) -> tuple[str, ...]:
    return tuple(region.name for region in regions)


@dataclass(frozen=True, slots=True)
class Value:
    """The sums are whole numbers × 10⁴, as SQL added them; the one division happens here.

    `counted` regions of `expected`; a region that lacks some of a flow's periods is missing and
    not counted, though the sums hold what it has. `as_of`: the period whose day the value has.
    """

    state: State
    as_of: ReportingPeriod
    factor: int = 1
    above: int | None = None
    below: int | None = None
    counted: int = 0
    expected: int = 0
    missing_regions: tuple[Region, ...] = ()
    not_applicable_regions: tuple[Region, ...] = ()
    worst_regions: tuple[Region, ...] = ()

    @property
    def numerator(self) -> Decimal | None:
        return None if self.above is None else from_scaled(self.above)

    @property
    def denominator(self) -> Decimal | None:
        return None if self.below is None else from_scaled(self.below)

    @property
    def value(self) -> Decimal | None:
        """Exact to 50 digits: multiplied first, divided last."""
        return None if self.above is None else quotient(self.above, self.below, self.factor)

    @property
    def is_number(self) -> bool:
        return self.state == State.NUMBER

    @property
    def complete(self) -> bool:
        """Less than all: 暂定."""
        return self.counted >= self.expected

    @property
    def missing(self) -> tuple[str, ...]:
        return names(self.missing_regions)

    @property
    def not_applicable(self) -> tuple[str, ...]:
        return names(self.not_applicable_regions)

    @property
    def worst(self) -> tuple[str, ...]:
        return names(self.worst_regions)

    def stands_in(self, period: ReportingPeriod) -> date | None:
        """The earlier day that the value has in a period, if it stands there."""
        return None if self.as_of == period else self.as_of.ends_on


def quotient(above: int, below: int | None, factor: int) -> Decimal:
    """above × factor ÷ below of two numbers × 10⁴; without a denominator the scale is taken out."""
    return EXACT.divide(Decimal(above * factor), Decimal(SCALE if below is None else below))


def checked(total: int | Decimal | None) -> int | None:
    """A sum within 64 bits (PostgreSQL adds beyond them and SQLite refuses); an overflow raises."""
    if total is None:
        return None
    whole = int(total)
    if abs(whole) > LARGEST:
        raise OverflowError("A sum lies beyond 64 bits.")
    return whole
