"""The demonstration's quarters, told through the same verbs that people use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from indicators.demonstration.events import events_of
from indicators.demonstration.invented import QUARTERS, chance, of_the_bureaus, of_the_province
from indicators.demonstration.mishaps import (
    ask_for_correction,
    send_back_today,
    tell_reopening,
    tell_slip,
)
from indicators.demonstration.people import People, reporters
from indicators.demonstration.quarter import (
    Quarter,
    cells_of,
    fill,
    hand_in,
    morning_after,
    name_of,
    review,
    slipped,
)
from indicators.reporting import actions
from indicators.reporting.cells import Key
from indicators.reporting.models import Report
from regions.audit import acting
from regions.models import User

PROVINCE = "420000"


def tell_quarter(number: int, people: People) -> None:
    """Open, fill, submit, review, close: a whole quarter in one transaction."""
    manager, opened = people["manager"], morning_after(number)
    with acting(by=manager, at=opened):
        period = actions.open_period(name=name_of(number), by=manager, at=opened)
        quarter = Quarter(period, number, people, events_of(number))
        tell_province(quarter)
        figures = of_the_bureaus(number)
        for region, reporter in reporters(people).items():
            if not quarter.events.hits("unreported", region):
                own = {key: value for key, value in figures.items() if key[0] == region}
                tell_bureau(quarter, region, reporter, own)
        if number < QUARTERS - 1:
            actions.close_period(period=period, by=manager, at=quarter.day(40, 9))


def tell_province(quarter: Quarter) -> None:
    """The province's own report comes first, for the ratios wait for it."""
    report, manager = quarter.report(PROVINCE), quarter.people["manager"]
    fill(report, cells_of(of_the_province(quarter.number)), manager, quarter.day(2, 10))
    hand_in(report, manager, quarter.day(2, 15), {})
    review(report, quarter.people["reviewer"], quarter.day(3, 10))


def tell_bureau(
    quarter: Quarter, region: str, reporter: User, figures: Mapping[Key, Decimal]
) -> None:
    """One bureau's quarter, with whatever befell it."""
    events, report = quarter.events, quarter.report(region)
    blanks = events.blanks(region)
    filled_on = 4 + int(chance("day", region, quarter.number) * 8)
    handed_in_on = 18 if events.hits("late", region) else filled_on + 1
    cells = [cell for cell in cells_of(figures) if cell.measure not in blanks]
    why = ""
    if events.hits("slip", region):
        measure, why = events.told_of("slip", region)
        fill(report, slipped(cells, measure), reporter, quarter.day(filled_on, 10))
    if events.hits("returned_slip", region):
        why = tell_slip(quarter, report, reporter, cells)
    fill(report, cells, reporter, quarter.day(filled_on + 8 * bool(why), 11), why)
    handed_in_on += 8 * bool(why)
    hand_in(report, reporter, quarter.day(handed_in_on, 15), blanks)
    tell_review(quarter, report, reporter, handed_in_on + 1)


def tell_review(quarter: Quarter, report: Report, reporter: User, day: int) -> None:
    """Withdrawn, reopened, waiting, returned, to be corrected; most are simply approved."""
    region, events = report.region.code, quarter.events
    reviewer = quarter.reviewer(region)
    if events.hits("waiting", region):
        return
    if events.hits("returned", region):
        send_back_today(report, reviewer, events.told_of("returned", region)[1])
        return
    if events.hits("withdrawn", region):
        actions.withdraw(report=report, by=reporter, at=quarter.day(day - 1, 16))
        hand_in(report, reporter, quarter.day(day - 1, 17), {})
    review(report, reviewer, quarter.day(day, 10))
    if events.hits("reopened", region):
        tell_reopening(quarter, report, reporter, reviewer)
    if events.hits("correction", region):
        ask_for_correction(quarter, report, reporter, quarter.day(day + 3, 9))


def open_last(people: People, at: datetime) -> None:
    """2020Q4 opens on the day of loading; the province's own report in it is approved already."""
    manager, today = people["manager"], timezone.localdate(at)
    with acting(by=manager, at=at):
        period = actions.open_period(
            name=name_of(QUARTERS),
            by=manager,
            opens=today,
            due=today + timedelta(days=6),
            locks=today + timedelta(days=20),
            at=at,
        )
        quarter = Quarter(period, QUARTERS, people, events_of(QUARTERS))
        report = quarter.report(PROVINCE)
        fill(report, cells_of(of_the_province(QUARTERS)), manager, at)
        hand_in(report, manager, at, {})
        actions.begin_review(report=report, by=people["reviewer"], at=at)
        actions.approve(report=report, by=people["reviewer"], at=at)
