"""Which periods a plan has, what they asked, and which figures count: the ground of a roll-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter

from django.db.models import Count, Min, Sum

from indicators.assessment.months import MONTHS_A_YEAR, month_number
from indicators.plan.models import Periodicity, Plan
from indicators.reporting.calendar import MONTHS, belongs
from indicators.reporting.models import Basis, PeriodMeasure, Report, ReportingPeriod
from indicators.reporting.past import counting_on, opened_by

YEAR_END = (12, 31)

Versions = dict[int, tuple[int, int]]
"""By period how many reports it has, and how often they were written to or moved."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a value is asked for: a period, or several in order (2018 as its four quarters).

    `unopened` counts periods that belong to it and were never opened: missing for everybody.
    """

    name: str
    periods: tuple[ReportingPeriod, ...]
    unopened: int = 0

    @property
    def last(self) -> ReportingPeriod:
        return self.periods[-1]

    @classmethod
    def of(cls, period: ReportingPeriod | Span) -> Span:
        return period if isinstance(period, Span) else cls(period.name, (period,))


@dataclass(frozen=True)
class Ledger:
    """The opened periods of a plan, its baseline period included, in order; dates are Shanghai's.

    `first_asked` is the end of the first period that asked a measure. With `known_on`, figures
    and statuses are those of that day's end.
    """

    plan: Plan
    periods: tuple[ReportingPeriod, ...]
    first_asked: Mapping[int, date]
    basis: Basis = Basis.OFFICIAL
    known_on: date | None = None

    @classmethod
    def of(
        cls,
        plan: Plan,
        basis: Basis = Basis.OFFICIAL,
        known_on: date | None = None,
        opened: Iterable[ReportingPeriod] | None = None,
    ) -> Ledger:
        """Two queries, whatever the plan; one where all opened periods are there already."""
        known = periods_around(plan, known_on) if opened is None else around(plan, opened)
        periods = tuple(one for one in known if belongs(plan, one))
        asked = PeriodMeasure.objects.filter(period__in=[period.pk for period in periods])
        first = asked.order_by().values_list("measure").annotate(Min("period__ends_on"))
        return cls(plan, periods, dict(first), basis, known_on)

    @cached_property
    def by_end(self) -> dict[date, ReportingPeriod]:
        return {period.ends_on: period for period in self.periods}

    @cached_property
    def versions(self) -> Versions:
        """Each period's data version as it was when somebody first asked for it."""
        return self.versions_now()

    def versions_now(self) -> Versions:
        """Each period's data version: its reports, and how often they were written to or moved.

        Neither ever falls, so a version never returns.
        """
        reports = Report.objects.filter(period__in=[period.pk for period in self.periods])
        counted = reports.order_by().values_list("period").annotate(Count("pk"), Sum("version"))
        return {period: (number, version) for period, number, version in counted}

    @cached_property
    def first_asked_all(self) -> dict[int, tuple[date, date]]:
        """By indicator the days by which all its measures had been asked, as far as looked up."""
        return {}

    @cached_property
    def witnesses(self) -> set[str]:
        """Hashes of audit records that the database was seen to hold: each is looked for once."""
        return set()

    @cached_property
    def baseline_period(self) -> ReportingPeriod | None:
        """基期填报: it ends on the plan's baseline day and lies before the plan's start."""
        return self.by_end.get(self.plan.baseline_on)

    def in_plan(self, until: date) -> list[ReportingPeriod]:
        """The opened periods from the plan's start to a day."""
        start = self.plan.starts_on
        return [one for one in self.periods if start <= one.starts_on and one.ends_on <= until]

    def since_start(self, last: ReportingPeriod) -> Span:
        """Everything from the plan's start to the end of a period."""
        opened = self.in_plan(last.ends_on)
        months = month_number(last.ends_on) - month_number(self.plan.starts_on)
        steps = months // MONTHS[self.periodicity]
        return Span(last.name, tuple(opened), max(steps, 0) - len(opened))

    @property
    def periodicity(self) -> Periodicity:
        return Periodicity(self.plan.periodicity)

    def year(self, year: int) -> Span:
        """A whole year as the set of its periods."""
        inside = tuple(one for one in self.periods if one.ends_on.year == year)
        return Span(str(year), inside, MONTHS_A_YEAR // MONTHS[self.periodicity] - len(inside))

    def before(self, period: ReportingPeriod) -> ReportingPeriod | None:
        """The period that ends on the day before this one starts."""
        return self.by_end.get(period.starts_on - timedelta(days=1))

    def year_earlier(self, period: ReportingPeriod) -> ReportingPeriod | None:
        return self.by_end.get(a_year_before(period.ends_on))

    def year_ends(self, until: date) -> list[ReportingPeriod]:
        """The plan's opened periods that end a year, up to a day."""
        return [period for period in self.in_plan(until) if period.ends_year]

    def standing(self, period: ReportingPeriod) -> ReportingPeriod | None:
        """The year end whose figures stand in a period; at a year end its own, the old no more."""
        return self.by_end.get(standing_day(period))


def standing_day(period: ReportingPeriod) -> date:
    """The day of the year end that stands in a period."""
    return period.ends_on if period.ends_year else date(period.ends_on.year - 1, *YEAR_END)


def a_year_before(day: date) -> date:
    """The same month's end of the year before."""
    month = month_number(day) - MONTHS_A_YEAR  # also the number of the first day after it
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1) - timedelta(days=1)


def periods_around(plan: Plan, known_on: date | None = None) -> list[ReportingPeriod]:
    """All opened periods of the plan's term and the one that ends on its baseline day."""
    first = date(plan.baseline_on.year, 1, 1)
    return list(opened_by(ReportingPeriod.objects.between(first, plan.ends_on), known_on))


def around(plan: Plan, opened: Iterable[ReportingPeriod]) -> list[ReportingPeriod]:
    """The same out of all that were opened."""
    first = date(plan.baseline_on.year, 1, 1)
    inside = (one for one in opened if first <= one.starts_on and one.ends_on <= plan.ends_on)
    return sorted(inside, key=attrgetter("starts_on"))


def default_period(plan: Plan, *, on: date, known_on: date | None = None) -> ReportingPeriod | None:
    """The latest whose due day has passed, else the latest with an approved report."""
    mine = [period for period in periods_around(plan, known_on) if belongs(plan, period)]
    due = [period for period in mine if period.due_on < on]
    if due:
        return due[-1]
    reports = Report.objects.filter(period__in=mine)
    counting = counting_on(reports, Basis.OFFICIAL, known_on)
    approved = set(counting.values_list("period", flat=True))
    return next((period for period in reversed(mine) if period.pk in approved), None)
