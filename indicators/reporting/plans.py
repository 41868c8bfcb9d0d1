"""Which plan a page shows: the one that is asked for, that of the period, else the latest begun.

Plans may follow one another or overlap; of several that start on one day the first by code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from indicators.plan.models import Plan
from indicators.reporting.calendar import belongs
from indicators.reporting.models import ReportingPeriod

PARAMETER = "plan"


def all_plans() -> list[Plan]:
    return list(Plan.objects.select_related("region"))


def latest(plans: Iterable[Plan]) -> Plan | None:
    return max(plans, key=lambda plan: plan.starts_on, default=None)


def of_period(plans: Iterable[Plan], period: ReportingPeriod) -> Plan | None:
    """The one in whose term it lies, else whose baseline it gives; of several the last begun."""
    theirs = [plan for plan in plans if belongs(plan, period)]
    within = [plan for plan in theirs if plan.starts_on <= period.starts_on]
    return latest(within or theirs)


def current(plans: Sequence[Plan], on: date) -> Plan | None:
    """The latest whose baseline day is over; before any of them, the first."""
    begun = [plan for plan in plans if plan.baseline_on <= on]
    return latest(begun) or next(iter(plans), None)


def plan_named(request: HttpRequest, plans: Sequence[Plan]) -> Plan | None:
    """404 for one that there is not; None where none is named."""
    code = request.GET.get(PARAMETER)
    if not code:
        return None
    found = next((plan for plan in plans if plan.code == code), None)
    if found is None:
        raise Http404(code)
    return found


def plan_listed(request: HttpRequest, plans: Sequence[Plan], on: date) -> Plan:
    """That of a page that shows no period; 404 while there is none at all."""
    found = plan_named(request, plans) or current(plans, on)
    if found is None:
        raise Http404
    return found


def plan_tabs(plans: Sequence[Plan], chosen: Plan, page: str) -> list[dict[str, Any]]:
    """One for each where there are several."""
    if len(plans) < 2:
        return []
    return [
        {"label": plan.name, "url": f"{reverse(page)}?plan={plan.code}", "current": plan == chosen}
        for plan in plans
    ]
