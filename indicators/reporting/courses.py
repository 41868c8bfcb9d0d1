"""A cell's last eight periods, for the sparkline beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from indicators.reporting import calendar
from indicators.reporting.cells import Key
from indicators.reporting.models import Figure, FigureState, Report
from indicators.reporting.worksheet import Line

LENGTH = 8


class Course(NamedTuple):
    """The numbers by period, the oldest first; None where there is none."""

    periods: tuple[str, ...] = ()
    values: tuple[Decimal | None, ...] = ()

    @property
    def points(self) -> list[tuple[str, Decimal | None]]:
        return list(zip(self.periods, self.values, strict=True))


def names_until(period: str) -> tuple[str, ...]:
    """The period and the seven before it, the oldest first."""
    names = [period]
    while len(names) < LENGTH:
        names.append(calendar.previous(names[-1]))
    return tuple(reversed(names))


def courses_of(report: Report, lines: Iterable[Line]) -> dict[Key, Course]:
    """What stands in these cells, at whatever status; one query."""
    lines, names = list(lines), names_until(report.period.name)
    figures = Figure.objects.filter(
        period__name__in=names,
        region__in={line.region.pk for line in lines},
        measure__in={line.measure.pk for line in lines},
        state=FigureState.NUMBER,
    )
    found: dict[Key, dict[str, Decimal]] = defaultdict(dict)
    columns = ("period__name", "region__code", "measure__code", "value")
    for period, region, measure, value in figures.order_by().values_list(*columns):
        found[region, measure][period] = value
    return {
        line.key: Course(names, tuple(found[line.key].get(name) for name in names))
        for line in lines
    }
