"""What a page is asked to show: the plan, a period and a basis; nothing but what exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from indicators.assessment.board import Board, Sources, default_period, read_sources
from indicators.assessment.ledger import Ledger
from indicators.plan.models import Plan
from indicators.reporting.calendar import day_of
from indicators.reporting.models import Basis, ReportingPeriod
from indicators.reporting.past import PARAMETER, day_asked, day_query, opened_by, refuse_unopened
from regions.models import Region
from regions.permissions import Permission, can


@dataclass(frozen=True, slots=True)
class Selection:
    """The plan, the period and the basis of a page, and what else there is to choose from.

    With `known_on` the page shows what was known at the end of that day.
    """

    plan: Plan
    period: ReportingPeriod
    basis: Basis
    periods: list[ReportingPeriod]
    may_be_provisional: bool
    known_on: date | None = None

    @property
    def query(self) -> str:
        """What links to other pages of the same period, basis and day carry along."""
        chosen = {"period": self.period.name}
        if self.basis is Basis.PROVISIONAL:
            chosen["basis"] = self.basis.value
        if self.known_on:
            chosen[PARAMETER] = self.known_on.isoformat()
        return urlencode(chosen)

    @property
    def day_query(self) -> str:
        """What links to a report carry along: it has a period and no basis."""
        return day_query(self.known_on)


def select(request: HttpRequest, region: Region | None = None) -> Selection | None:
    """Period and basis as asked for, else the default; None while nothing has been reported."""
    if not can(request.user, Permission.SEE_VALUES):
        raise PermissionDenied
    known_on = day_asked(request)
    plan = Plan.objects.select_related("region").first()
    periods = list(opened_by(ReportingPeriod.objects.order_by("-starts_on"), known_on))
    period = period_asked(request, plan, periods, known_on) if plan else None
    if plan is None or period is None:
        return None
    allowed = can(request.user, Permission.SEE_PROVISIONAL, region or plan.region)
    basis = basis_asked(request, allowed)
    return Selection(plan, period, basis, periods, allowed, known_on)


def board_of(selection: Selection, **narrowed: Any) -> Board:
    """The board that a page shows; what narrows it is said as to `read_sources`."""
    return sources_of(selection, **narrowed).board()


def sources_of(selection: Selection, **narrowed: Any) -> Sources:
    """What that board is made from."""
    ledger = Ledger.of(
        selection.plan, selection.basis, selection.known_on, opened=selection.periods
    )
    return read_sources(ledger, selection.period, **narrowed)


def period_asked(
    request: HttpRequest,
    plan: Plan,
    periods: list[ReportingPeriod],
    known_on: date | None,
) -> ReportingPeriod | None:
    """The one named, 404 if there is none; without a name never an empty open one."""
    name = request.GET.get("period")
    if not name:
        return default_period(plan, on=known_on or day_of(), known_on=known_on)
    found = next((period for period in periods if period.name == name), None)
    if found is None:
        refuse_unopened(name, known_on)
        raise Http404(name)
    return found


def basis_asked(request: HttpRequest, allowed: bool) -> Basis:
    name = request.GET.get("basis") or Basis.OFFICIAL
    if name not in Basis.values:
        raise Http404(name)
    if name == Basis.PROVISIONAL and not allowed:
        raise PermissionDenied
    return Basis(name)
