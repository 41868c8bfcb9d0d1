"""Figures as tables, long and matrix, with the columns that 7-interfaces fixes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from indicators.exchange.asked_cells import (
    NOT_APPLICABLE,
    AskedCell,
    Selection,
    asked_cells,
    measures_for,
)
from indicators.exchange.tables import Column, Row, Table, Value
from indicators.plan.models import Measure

LONG = (
    Column("地区代码", 10),
    Column("地区", 20),
    Column("填报期", 10),
    Column("数据项代码", 24),
    Column("数据项", 44),
    Column("数值", 16),
    Column("单位", 12),
    Column("状态", 8),
    Column("说明", 40),
)
PLACE = (Column("地区代码", 10), Column("地区", 20), Column("填报期", 10))


def long_table(selection: Selection, name: str) -> Table:
    """One row per period, region and measure asked."""
    return Table(name, LONG, map(long_row, asked_cells(selection)))


def long_row(cell: AskedCell) -> Row:
    measure, region = cell.measure, cell.region
    return (
        region.code,
        region.name_zh,
        cell.period.name,
        measure.code,
        measure.name_zh,
        cell.value,
        measure.unit_zh,
        cell.state,
        cell.explanation,
    )


def matrix_table(selection: Selection, name: str) -> Table:
    """One row per period and region, one column per measure."""
    measures = matrix_measures(selection)
    columns = [Column(header_of(measure), 16) for measure in measures]
    return Table(name, (*PLACE, *columns), matrix_rows(selection, measures))


def header_of(measure: Measure) -> str:
    return f"{measure.name_zh}（{measure.unit_zh}）[{measure.code}]"


def matrix_measures(selection: Selection) -> list[Measure]:
    """Every measure that any of the chosen cells has, in order, once."""
    found = {
        measure.pk: measure
        for period, region in selection.ordered
        for measure in measures_for(region, selection.asked[period.pk])
    }
    return sorted(found.values(), key=lambda measure: (measure.position, measure.pk))


def matrix_rows(selection: Selection, measures: list[Measure]) -> Iterator[Row]:
    cells = asked_cells(selection)
    for (period, region), row in groupby(cells, key=lambda cell: (cell.period, cell.region)):
        shown = {cell.measure.pk: shown_in_matrix(cell) for cell in row}
        values: list[Value] = [shown.get(measure.pk) for measure in measures]
        yield (region.code, region.name_zh, period.name, *values)


def shown_in_matrix(cell: AskedCell) -> Decimal | str | None:
    """A number, 不适用, or nothing: a blank and a missing report look the same here."""
    return NOT_APPLICABLE if cell.state == NOT_APPLICABLE else cell.value
