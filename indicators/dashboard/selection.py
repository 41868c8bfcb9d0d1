"""What a page is asked to show: the plan, a period and a basis; nothing but what exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from indicators.assessment.board import Board, Sources, default_period, read_sources
from indicators.assessment.ledger import Ledger
from indicators.plan.models import Indicator, Plan
from indicators.reporting import plans
from indicators.reporting.asked import regions_asked
from indicators.reporting.calendar import belongs, day_of
from indicators.reporting.models import Basis, ReportingPeriod
from indicators.reporting.past import PARAMETER, day_asked, day_query, opened_by, refuse_unopened
from regions.models import Region
from regions.permissions import Permission, can

VERDICTS_ALONE = {"history": False, "of_regions": False, "ranks": False}
"""What narrows a board to verdicts: no course, nobody ranked."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The plan, the period and the basis of a page, and what else there is to choose from.

    With `known_on` the page shows what was known at the end of that day. `plans` are those to
    choose from; none where the page itself is of one plan. `names_plan`: the period alone would
    lead to another.
    """

    plan: Plan
    period: ReportingPeriod
    basis: Basis
    periods: list[ReportingPeriod]
    may_be_provisional: bool
    known_on: date | None = None
    plans: Sequence[Plan] = ()
    names_plan: bool = False

    @property
    def query(self) -> str:
        """What links to other pages of the same period, basis and day carry along."""
        chosen = {"period": self.period.name}
        if self.basis is Basis.PROVISIONAL:
            chosen["basis"] = self.basis.value
        if self.known_on:
            chosen[PARAMETER] = self.known_on.isoformat()
        if self.names_plan:
            chosen[plans.PARAMETER] = self.plan.code
        return urlencode(chosen)

    @property
    def day_query(self) -> str:
        """What links to a report carry along: it has a period and no basis."""
        return day_query(self.known_on)


def select(
    request: HttpRequest, region: Region | None = None, of: Indicator | None = None
) -> Selection | None:
    """Plan, period and basis as asked for, else the default; None while nothing is reported.

    `of`: a page of one indicator is a page of its plan.
    """
    if not can(request.user, Permission.SEE_VALUES):
        raise PermissionDenied
    known_on, there = day_asked(request), plans.all_plans()
    opened = list(opened_by(ReportingPeriod.objects.order_by("-starts_on"), known_on))
    plan = plan_asked(request, there, opened, known_on, of)
    if plan is None:
        return None
    periods = [period for period in opened if belongs(plan, period)]
    period = period_asked(request, plan, periods, opened, known_on)
    if period is None:
        return None
    allowed = can(request.user, Permission.SEE_PROVISIONAL, region or plan.region)
    return Selection(
        plan=plan,
        period=period,
        basis=basis_asked(request, allowed),
        periods=periods,
        may_be_provisional=allowed,
        known_on=known_on,
        plans=there if of is None and len(there) > 1 else (),
        names_plan=plan != plans.of_period(there, period),
    )


def plan_asked(
    request: HttpRequest,
    there: Sequence[Plan],
    opened: Sequence[ReportingPeriod],
    known_on: date | None,
    of: Indicator | None,
) -> Plan | None:
    """The page's own, the one named, that of the period named, else the current one."""
    if of is not None:
        return next(plan for plan in there if plan.pk == of.plan_id)
    named = period_named(request, opened)
    by_period = plans.of_period(there, named) if named else None
    found = plans.plan_named(request, there) or by_period
    return found or plans.current(there, known_on or day_of())


def period_named(
    request: HttpRequest, periods: Sequence[ReportingPeriod]
) -> ReportingPeriod | None:
    name = request.GET.get("period")
    return next((period for period in periods if period.name == name), None)


def regions_of(selection: Selection) -> list[Region]:
    """Those that the period asks, in their usual order."""
    period = selection.period.pk
    found = regions_asked([period], selection.known_on)[period]
    return [region for region in found if region.pk != selection.plan.region_id]


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
    periods: Sequence[ReportingPeriod],
    opened: Sequence[ReportingPeriod],
    known_on: date | None,
) -> ReportingPeriod | None:
    """The one named, 404 if there is none; without a name never an empty open one.

    Who names a plan after looking at another one's period gets the plan's own.
    """
    name = request.GET.get("period")
    found = period_named(request, periods)
    moved = plans.PARAMETER in request.GET and period_named(request, opened) is not None
    if not name or (found is None and moved):
        return default_period(plan, on=known_on or day_of(), known_on=known_on)
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
