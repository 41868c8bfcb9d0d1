"""What a file proposes: one value for one region, period and measure, and where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from indicators.plan.models import Measure, SuppliedBy
from indicators.reporting.cells import Content
from indicators.reporting.models import FigureState, ReportingPeriod
from indicators.reporting.numbers import NOT_APPLICABLE_TEXT
from regions.models import Region


class Spot(NamedTuple):
    """A cell of the file: row and column count from 1; `heading` is that of its column."""

    sheet: str
    row: int
    column: int
    heading: str


class Proposal(NamedTuple):
    """A blank proposes nothing but its explanation: an empty cell never erases a value."""

    period: ReportingPeriod
    region: Region
    measure: Measure
    content: Content
    explanation: str
    spot: Spot

    @property
    def state(self) -> str:
        return self.content.state

    @property
    def value(self) -> Decimal | None:
        return self.content.value

    @property
    def shown(self) -> str:
        if self.content.state == FigureState.NOT_APPLICABLE:
            return NOT_APPLICABLE_TEXT
        value = self.content.value
        return "" if value is None else f"{value:f}"


def carrier(region: Region, measure: Measure) -> int | None:
    """The region in whose report it stands: its own, or the province for what that supplies."""
    if measure.supplied_by == SuppliedBy.BUREAU or region.is_province:
        return region.id
    return region.parent_id
