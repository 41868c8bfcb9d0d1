"""What a page is asked to show: period, basis, theme, zone, verdict; nothing but what exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from indicators.plan.models import Plan
from indicators.reporting.models import Basis, ReportingPeriod
from regions.models import Region
from regions.permissions import Permission, can

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regions.models import User


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
    """Period and basis as asked for, else the default; None while no period exists."""
    plan = Plan.objects.select_related("region").first()
    periods = list(ReportingPeriod.objects.order_by("-starts_on"))
    if plan is None or not periods:
        return None
    allowed = sees_provisional(request.user, region or plan.region)
    return Selection(
        plan, period_asked(request, periods), basis_asked(request, allowed), periods, allowed
    )


def sees_provisional(user: User | AnonymousUser, region: Region) -> bool:
    return can(user, Permission.SEE_PROVISIONAL, region)


def period_asked(request: HttpRequest, periods: list[ReportingPeriod]) -> ReportingPeriod:
    name = request.GET.get("period")
    if not name:
        return default_period(periods)
    found = next((period for period in periods if period.name == name), None)
    if found is None:
        raise Http404(name)
    return found


def default_period(periods: list[ReportingPeriod]) -> ReportingPeriod:
    """The latest whose due day has passed; else the earliest that there is."""
    today = timezone.localdate()
    return next((period for period in periods if period.due_on < today), periods[-1])


def basis_asked(request: HttpRequest, allowed: bool) -> Basis:
    name = request.GET.get("basis") or Basis.OFFICIAL
    if name not in Basis.values:
        raise Http404(name)
    if name == Basis.PROVISIONAL and not allowed:
        raise PermissionDenied
    return Basis(name)
