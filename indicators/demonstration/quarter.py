"""A quarter of the demonstration under way, and the simple things that people do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from indicators.demonstration.events import Events
from indicators.demonstration.people import People
from indicators.reporting import actions
from indicators.reporting.calendar import period_named
from indicators.reporting.cells import Cell, Key
from indicators.reporting.errors import Incomplete
from indicators.reporting.models import FigureState, Report, ReportingPeriod, Via
from regions.models import User

VERIFIED = "已与业务台账核对，数据属实"
NOT_APPLICABLE_HERE = ("HOSP_VET_TOTAL", "HOSP_VET_L2")
WITHOUT_HOSPITAL = "429021"


def name_of(number: int) -> str:
    """0 is the baseline period 2015Q4, 1 is 2016Q1 …"""
    year, part = divmod(number - 1, 4)
    return f"{2016 + year}Q{part + 1}"


def morning_after(number: int) -> datetime:
    """09:00 of the first day after the quarter, Asia/Shanghai."""
    day = period_named(name_of(number)).ends_on + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(9)), timezone.get_default_timezone())


@dataclass(frozen=True)
class Quarter:
    """One period with everybody who acts in it, and what befalls it."""

    period: ReportingPeriod
    number: int
    people: People
    events: Events

    def day(self, days: int, hour: int) -> datetime:
        """So many days after the period's end."""
        return morning_after(self.number) + timedelta(days=days - 1, hours=hour - 9)

    def report(self, region: str) -> Report:
        reports = Report.objects.select_related("period", "region")
        return reports.get(period=self.period, region__code=region)

    def reviewer(self, region: str) -> User:
        return self.people["reviewer2" if int(region[2:4]) % 2 else "reviewer"]


def cells_of(figures: Mapping[Key, Decimal]) -> list[Cell]:
    """The figures as cells; the region without a hospital says 不适用."""
    return [
        Cell(*key, FigureState.NOT_APPLICABLE)
        if key[0] == WITHOUT_HOSPITAL and key[1] in NOT_APPLICABLE_HERE
        else Cell(*key, FigureState.NUMBER, value)
        for key, value in figures.items()
    ]


def slipped(cells: list[Cell], measure: str) -> list[Cell]:
    """The same cells with one digit too many in one of them."""
    return [
        Cell(cell.region, measure, cell.state, cell.value * 10)
        if cell.measure == measure and cell.value
        else cell
        for cell in cells
    ]


def fill(report: Report, cells: list[Cell], by: User, at: datetime, why: str = "") -> None:
    actions.enter(report=report, cells=cells, by=by, via=Via.IMPORT, at=at, why=why)


def hand_in(report: Report, by: User, at: datetime, told: Mapping[str, str]) -> None:
    """Submit; what the checks ask about is explained, by what is told of it or in general."""
    responsible = f"{by.name}（演示）"
    report.refresh_from_db(fields=["version"])  # as a page would see it: read once, not twice
    try:
        actions.submit(report=report, by=by, responsible=responsible, at=at)
    except Incomplete as refusal:
        texts = {(f.region, f.measure): told.get(f.measure, VERIFIED) for f in refusal.findings}
        actions.submit(report=report, by=by, responsible=responsible, explanations=texts, at=at)


def review(report: Report, by: User, at: datetime) -> None:
    actions.begin_review(report=report, by=by, at=at)
    actions.approve(report=report, by=by, at=at + timedelta(hours=1))
