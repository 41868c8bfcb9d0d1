"""The matrix layout: regions down, measures across, one period a row."""

from __future__ import annotations

from indicators.exchange.book import Row
from indicators.exchange.proposals import Proposal
from indicators.exchange.table import Table
from indicators.reporting.models import FigureState


class MatrixTable(Table):
    """Every cell below a measure proposes a value for its row's region."""

    def has_input(self, row: Row) -> bool:
        return any(column in self.header.measures for column in row.columns())

    def read(self, row: Row) -> None:
        if self.is_total(row):
            return
        measures = self.header.measures
        cells = [cell for column in measures if (cell := row.get(column))]
        period, region = self.period_of(row), self.region_of(row)
        for cell in cells:
            measure = measures[cell.column]
            content = self.content(cell, measure)
            if period and region and content and content[0] != FigureState.BLANK:
                spot = self.spot(cell.row, cell.column)
                self.proposals.append(Proposal(period, region, measure, *content, "", spot))
