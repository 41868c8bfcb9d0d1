"""What a file proposes: one value for one region, period and measure, and where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from indicators.plan.models import Measure
from indicators.reporting.cells import Content
from indicators.reporting.models import ReportingPeriod
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
    state: str
    value: Decimal | None
    explanation: str
    spot: Spot

    @property
    def content(self) -> Content:
        return Content(self.state, self.value)

    @property
    def carrier(self) -> int | None:
        """The region in whose report it stands: its own, or the province for what that supplies."""
        if self.measure.supplied_by == "bureau" or self.region.is_province:
            return self.region.pk
        return self.region.parent_id

    @property
    def shown(self) -> str:
        if self.state == "not_applicable":
            return "不适用"
        return "" if self.value is None else f"{self.value:f}"
