"""What a page is asked to show: the plan, a period and a basis; nothing but what exists."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from indicators.assessment.board import default_period
from indicators.plan.models import Plan
from indicators.reporting.calendar import day_of
from indicators.reporting.models import Basis, ReportingPeriod
from regions.models import Region
from regions.permissions import Permission, can


@dataclass(frozen=True, slots=True)
class Selection:
    """The plan, the period and the basis of a page, and what else there is to choose from."""

    plan: Plan
    period: ReportingPeriod
    basis: Basis
    periods: list[ReportingPeriod]
    may_be_provisional: bool

    @property
    def query(self) -> str:
        """What links to other pages of the same period and basis carry along."""
        chosen = {"period": self.period.name}
        if self.basis is Basis.PROVISIONAL:
            chosen["basis"] = self.basis.value
        return urlencode(chosen)


def select(request: HttpRequest, region: Region | None = None) -> Selection | None:
    """Period and basis as asked for, else the default; None while nothing has been reported."""
    if not can(request.user, Permission.SEE_VALUES):
        raise PermissionDenied
    plan = Plan.objects.select_related("region").first()
    periods = list(ReportingPeriod.objects.order_by("-starts_on"))
    period = period_asked(request, plan, periods) if plan else None
    if plan is None or period is None:
        return None
    allowed = can(request.user, Permission.SEE_PROVISIONAL, region or plan.region)
    return Selection(plan, period, basis_asked(request, allowed), periods, allowed)


def period_asked(
    request: HttpRequest, plan: Plan, periods: list[ReportingPeriod]
) -> ReportingPeriod | None:
    """The one named, 404 if there is none; without a name never an empty open one."""
    name = request.GET.get("period")
    if not name:
        return default_period(plan, on=day_of())
    found = next((period for period in periods if period.name == name), None)
    if found is None:
        raise Http404(name)
    return found


def basis_asked(request: HttpRequest, allowed: bool) -> Basis:
    name = request.GET.get("basis") or Basis.OFFICIAL
    if name not in Basis.values:
        raise Http404(name)
    if name == Basis.PROVISIONAL and not allowed:
        raise PermissionDenied
    return Basis(name)
