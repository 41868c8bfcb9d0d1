"""The periods as their manager sees them: their days, their reports, who has more time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from indicators.plan.models import Periodicity, Plan
from indicators.reporting import calendar
from indicators.reporting.models import Extension, ReportingPeriod, Status
from indicators.reporting.plans import all_plans


@dataclass(frozen=True, slots=True)
class PeriodState:
    """`came`: submitted at least once, of `asked` reports; `extended`: extensions that run."""

    period: ReportingPeriod
    state: str
    asked: int
    came: int
    approved: int
    extended: int


CLOSED, COMING, RUNNING, LATE, LOCKED = "closed", "coming", "running", "late", "locked"


def state_of(period: ReportingPeriod, on: date) -> str:
    if period.closed_at:
        return CLOSED
    if on < period.opens_on:
        return COMING
    if on <= period.due_on:
        return RUNNING
    return LATE if on <= period.locks_on else LOCKED


def read_periods(*, on: date, plan: Plan | None = None) -> list[PeriodState]:
    """Those of a plan, or all; the latest first; two queries."""
    counted = ReportingPeriod.objects.annotate(
        asked_count=Count("reports"),
        came_count=Count("reports", filter=Q(reports__first_submitted_at__isnull=False)),
        approved_count=Count("reports", filter=Q(reports__status=Status.APPROVED)),
    ).order_by("-starts_on")
    running = Extension.objects.filter(until__gte=on).order_by().values_list("period")
    extended = dict(running.annotate(regions=Count("region", distinct=True)))
    return [
        PeriodState(
            period,
            state_of(period, on),
            asked=period.asked_count,
            came=period.came_count,
            approved=period.approved_count,
            extended=extended.get(period.pk, 0),
        )
        for period in counted
        if plan is None or calendar.belongs(plan, period)
    ]


def proposed(plan: Plan, periods: Iterable[ReportingPeriod]) -> str:
    """The name of the next period that the plan asks for, its baseline period first; or nothing."""
    ends = [period.ends_on for period in periods if calendar.belongs(plan, period)]
    day = max(max(ends) + calendar.ONE_DAY, plan.starts_on) if ends else plan.baseline_on
    return calendar.name_on(day, Periodicity(plan.periodicity)) if day <= plan.ends_on else ""


def all_proposed() -> dict[str, Plan]:
    """The next period of each plan; of those that share it, the first plan."""
    periods = list(ReportingPeriod.objects.all())
    names = [(proposed(plan, periods), plan) for plan in all_plans()]
    return {name: plan for name, plan in reversed(names) if name}
