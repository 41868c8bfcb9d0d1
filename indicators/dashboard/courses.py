"""An indicator's course as a chart: what the board's row says, put into marks and lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from indicators.assessment import formats
from indicators.assessment.board import Board, Row
from indicators.assessment.vocabulary import Comparator
from indicators.dashboard.charts import Heading, Level, Mark, indicator_chart
from indicators.plan.models import Target
from indicators.reporting.period_words import period_in_words


def chart_of(board: Board, row: Row, versions: list[Target]) -> dict[str, Any]:
    """Values, targets in force and superseded, planned path and forecast of one place."""
    indicator, judgement = row.indicator, row.judgement
    heading = Heading(
        title=indicator.name,
        unit=indicator.unit,
        place=row.place.name,
        period=period_in_words(row.period),
        basis=str(board.basis.label),
        source=board.plan.name,
    )
    baseline = row.baseline
    return indicator_chart(
        heading,
        [
            Mark(value.as_of.ends_on, value.value, period_in_words(period), value.complete)
            for period, value in row.history
        ],
        decimals=indicator.decimals,
        baseline=mark(baseline.on, baseline.value) if baseline else None,
        targets=levels_of(board, row, versions),
        planned=planned_points(row),
        forecast=mark(indicator.due_on, judgement.forecast),
    )


def mark(day: date, value: Decimal | None) -> Mark | None:
    """A single point, named by its day."""
    return None if value is None else Mark(day, value, day.isoformat())


def levels_of(board: Board, row: Row, versions: list[Target]) -> list[Level]:
    """The versions adopted by the period's end, or the first; the row is judged by the last."""
    if row.target is None:
        return []
    ordered = sorted(versions, key=lambda version: (version.adopted_on, version.order))
    adopted = [one for one in ordered if one.adopted_on <= board.period.ends_on] or ordered[:1]
    return [level_of(board, row, version, version is adopted[-1]) for version in adopted]


def level_of(board: Board, row: Row, version: Target, in_force: bool) -> Level:
    """One version of the target of the due year."""
    indicator = row.indicator
    return Level(
        value=version.value,
        starts_on=max(version.adopted_on, board.plan.starts_on),
        due_on=indicator.due_on,
        label=formats.promised(version.value, indicator.comparator, decimals=indicator.decimals),
        in_force=in_force,
    )


def planned_points(row: Row) -> list[tuple[date, Decimal]]:
    """The polyline baseline → yearly targets → target, where there is something to begin with."""
    promise, baseline = row.promise, row.baseline
    if promise.target is None or promise.comparator == Comparator.DONE:
        return []
    due = promise.due_on
    yearly = sorted(promise.yearly_targets.items())
    stops = [(date(year, 12, 31), value) for year, value in yearly if year < due.year]
    if baseline:
        stops.insert(0, (baseline.on, baseline.value))
    return [*stops, (due, promise.target)] if stops else []
