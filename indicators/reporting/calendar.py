"""Periods by name, working days and deadlines; days are those of Asia/Shanghai, to midnight."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.plan.models import Periodicity, Plan
from indicators.reporting.errors import Unknown
from indicators.reporting.models import Extension, Report, ReportingPeriod
from indicators.reporting.period_words import NAME, period_in_words

HOLIDAYS = Path(settings.BASE_DIR) / "fixtures" / "holidays.csv"
DUE_DAYS, LOCK_DAYS, CORRECTION_DAYS = 15, 30, 5
MONTHS = {Periodicity.QUARTER: 3, Periodicity.HALF: 6, Periodicity.YEAR: 12}
ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    starts_on: date
    ends_on: date


def day_of(at: datetime | None = None) -> date:
    """The day in Asia/Shanghai; the server's clock decides where no moment is given."""
    return timezone.localdate(at, timezone.get_default_timezone())


def periodicity_of(name: str) -> Periodicity:
    if "Q" in name:
        return Periodicity.QUARTER
    return Periodicity.HALF if "H" in name else Periodicity.YEAR


def period_named(name: str) -> Span:
    """First and last day of 2018Q3, 2018H1 or 2018."""
    found = NAME.fullmatch(name)
    if not found:
        raise Unknown(
            _("“%(name)s” names no period; write 2018Q3, 2018H1 or 2018.") % {"name": name}
        )
    year, quarter, half = found.groups()
    months = MONTHS[periodicity_of(name)]
    last = int(quarter or half or 1) * months
    ends_on = date(int(year), last, monthrange(int(year), last)[1])
    return Span(date(int(year), last - months + 1, 1), ends_on)


def belongs(plan: Plan, period: ReportingPeriod) -> bool:
    """Whether a period has the plan's periodicity and lies in its term or ends the day before."""
    if periodicity_of(period.name) != plan.periodicity:
        return False
    inside = plan.starts_on <= period.starts_on and period.ends_on <= plan.ends_on
    return inside or period.ends_on == plan.baseline_on


def previous(name: str) -> str:
    """The name of the period before: 2017Q4 for 2018Q1."""
    return name_on(period_named(name).starts_on - ONE_DAY, periodicity_of(name))


def year_earlier(name: str) -> str:
    """The same period of the year before."""
    return f"{int(name[:4]) - 1}{name[4:]}"


def name_on(day: date, periodicity: Periodicity) -> str:
    """The period of that kind in which the day lies."""
    number = (day.month - 1) // MONTHS[periodicity] + 1
    letter = {Periodicity.QUARTER: f"Q{number}", Periodicity.HALF: f"H{number}"}
    return f"{day.year}{letter.get(periodicity, '')}"


@cache
def exceptions() -> Mapping[date, bool]:
    """Days that the State Council's yearly notices take out of the week's rule: worked or not."""
    with HOLIDAYS.open(encoding="utf-8-sig", newline="") as file:
        return {date.fromisoformat(r["day"]): r["kind"] == "work" for r in csv.DictReader(file)}


def is_working_day(day: date) -> bool:
    return exceptions().get(day, day.weekday() < 5)


def working_day_from(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    return day if is_working_day(day) else working_days_after(day, 1)


def working_days_after(day: date, number: int) -> date:
    """The last of so many working days that follow the day."""
    while number:
        day += ONE_DAY
        number -= is_working_day(day)
    return day


def last_day(report: Report, extensions: Iterable[Extension] | None = None) -> date:
    """The last day of writing and submitting: the period's own, an extension's, a correction's.

    Extensions of the report's region; those in the database where none are given.
    """
    if extensions is None:
        extensions = Extension.objects.filter(period=report.period_id, region=report.region_id)
    later = [extension.until for extension in extensions]
    return max([report.period.locks_on, *later, report.correct_until or date.min])


def why_shut(
    report: Report, *, on: date, extensions: Iterable[Extension] | None = None
) -> str | None:
    """Why nothing may be entered or submitted that day, or None if it may."""
    period = report.period
    if period.closed_at:
        return _("%(period)s is closed.") % {"period": period_in_words(period)}
    if on < period.opens_on:
        facts = {"period": period_in_words(period), "day": period.opens_on}
        return _("%(period)s opens on %(day)s.") % facts
    last = last_day(report, extensions) if on > period.locks_on else on
    if on > last:
        facts = {"period": period_in_words(period), "region": report.region.name, "day": last}
        return _("The last day for %(region)s to report %(period)s was %(day)s.") % facts
    return None


def may_write(report: Report, *, on: date, extensions: Iterable[Extension] | None = None) -> bool:
    """Whether the period is open for the report's region; its status is another question."""
    return why_shut(report, on=on, extensions=extensions) is None


def days_late(report: Report, *, on: date) -> int:
    """Days from the due day to the first submission, or to `on` while there is none; never < 0."""
    first = report.first_submitted_at
    return max(0, ((day_of(first) if first else on) - report.period.due_on).days)


def is_late(report: Report, *, on: date) -> bool:
    """On time is decided by the first submission, to the end of the due day."""
    return days_late(report, on=on) > 0
