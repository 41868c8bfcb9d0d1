"""The board: every active indicator for the province, its regions and its zones, in one read.

It feeds the pages, the exports, the command and whatever asks for numbers from outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from indicators.assessment.completeness import Completeness, read_completeness
from indicators.assessment.formulas import formulas_of
from indicators.assessment.ledger import Ledger, default_period
from indicators.assessment.months import month_number
from indicators.assessment.places import Place, chosen, places_of
from indicators.assessment.readings import Readings
from indicators.assessment.rows import Row, row_of
from indicators.assessment.standings import with_ranks
from indicators.assessment.values import Key, Value
from indicators.plan.models import Baseline, Indicator, Plan, Target
from indicators.reporting.models import Basis, ReportingPeriod

__all__ = ["Board", "Row", "default_period", "read_board"]


@dataclass(frozen=True)
class Board:
    """All rows of a period, by indicator in the plan's order, by place as designed.

    `zones` are all that the plan draws, whether or not their rows are among these.
    """

    ledger: Ledger
    period: ReportingPeriod
    completeness: Completeness
    places: tuple[Place, ...]
    zones: tuple[Place, ...]
    rows: tuple[Row, ...]

    @property
    def plan(self) -> Plan:
        return self.ledger.plan

    @property
    def basis(self) -> Basis:
        return self.ledger.basis

    @property
    def known_on(self) -> date | None:
        return self.ledger.known_on

    @property
    def periods(self) -> tuple[ReportingPeriod, ...]:
        """All opened periods of the plan, the baseline period among them."""
        return self.ledger.periods

    @property
    def time_share(self) -> Decimal:
        """How much of the plan's own time is over at the period's end."""
        start, end = (month_number(day) for day in (self.plan.baseline_on, self.plan.ends_on))
        gone = min(max(month_number(self.period.ends_on) - start, 0), end - start)
        return Decimal(gone) / (end - start)

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Row]:
        return {(row.indicator.code, row.place.key): row for row in self.rows}

    def row(self, indicator: str, place: str) -> Row | None:
        """By the indicator's code and the region's or zone's."""
        return self.by_key.get((indicator, place))

    def of_place(self, key: str) -> list[Row]:
        return [row for row in self.rows if row.place.key == key]

    def of_indicator(self, code: str) -> list[Row]:
        return [row for row in self.rows if row.indicator.code == code]

    @property
    def province(self) -> list[Row]:
        return self.of_place(self.plan.region.code)


@dataclass(frozen=True)
class Sources:
    """All that is read for a board, before anything is judged."""

    ledger: Ledger
    completeness: Completeness
    places: tuple[Place, ...]
    zones: tuple[Place, ...]
    readings: Readings
    ranks: bool = True

    def board(self) -> Board:
        readings = self.readings
        rows = [
            row_of(readings, one, place)
            for one in readings.formulas
            for place in self.places
            if place.is_whole or not one.single
        ]
        ranked = tuple(with_ranks(rows, readings) if self.ranks else rows)
        return Board(
            self.ledger, readings.period, self.completeness, self.places, self.zones, ranked
        )

    def supposing(
        self,
        targets: Iterable[Target] = (),
        values: Mapping[Key, Value] | None = None,
        baselines: Iterable[Baseline] = (),
    ) -> Sources:
        """The same under other targets, values or baselines, which are not stored."""
        readings = replace(
            self.readings,
            promises=self.readings.promises.supposing(targets, baselines),
            values={**self.readings.values, **(values or {})},
        )
        return replace(self, readings=readings)


def read_board(
    *,
    plan: Plan,
    period: ReportingPeriod,
    basis: Basis = Basis.OFFICIAL,
    indicators: Iterable[Indicator | int | str] | None = None,
    places: Iterable[str] | None = None,
    known_on: date | None = None,
    history: bool = True,
) -> Board:
    """A number of queries that depends on nothing; without history no forecast and no curve.

    `indicators` (rows, keys or codes) and `places` (keys) narrow it; ranks are always among all.
    """
    ledger = Ledger.of(plan, basis, known_on)
    return read_sources(ledger, period, indicators, places, history).board()


def read_sources(
    ledger: Ledger,
    period: ReportingPeriod,
    indicators: Iterable[Indicator | int | str] | None = None,
    places: Iterable[str] | None = None,
    history: bool = True,
    of_regions: bool = True,
    ranks: bool = True,
) -> Sources:
    """What a board needs less than all may be left out: the regions' history, their ranks."""
    formulas = formulas_of(ledger.plan, indicators)
    completeness = read_completeness(ledger, period)
    everywhere = places_of(ledger.plan, [one.region for one in completeness.regions])
    wanted = chosen(everywhere, places)
    facts = {"history": history, "of_regions": of_regions, "ranks": ranks}
    readings = Readings.of(ledger, formulas, period, wanted, everywhere, **facts)
    zones = tuple(place for place in everywhere if place.zone)
    return Sources(ledger, completeness, tuple(wanted), zones, readings, ranks)
