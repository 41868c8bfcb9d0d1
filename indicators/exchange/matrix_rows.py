"""The matrix layout: regions down, measures across, one period a row."""

from __future__ import annotations

from functools import cached_property

from indicators.exchange.book import Row
from indicators.exchange.headings import Role
from indicators.exchange.proposals import Proposal
from indicators.exchange.table import BLANK, Table

KEYS = (Role.REGION_CODE, Role.REGION, Role.PERIOD)


class MatrixTable(Table):
    """Every cell below a measure proposes a value for its row's region."""

    @cached_property
    def inputs(self) -> frozenset[int]:
        return frozenset(self.header.measures)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        return self.columns(*KEYS)

    def read(self, row: Row) -> None:
        code, name, when = row.texts(self.keys)
        if (code, name) not in self.places and self.is_total(row, name):
            return
        period, region = self.period_of(row, when), self.region_of(row, code, name)
        for column, measure in self.header.measures.items():
            cell = row.get(column)
            content = self.content(cell, measure) if cell else BLANK
            if period and region and content and content is not BLANK:
                spot = self.spot(row.number, column)
                self.proposals.append(Proposal(period, region, measure, content, "", spot))
