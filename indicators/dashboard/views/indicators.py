"""The plan's indicators: the list, and one with clause, course, ranking and derivation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.assessment.board import Board, Row
from indicators.assessment.promises import known
from indicators.dashboard.courses import chart_of
from indicators.dashboard.derivations import (
    MOST_REGIONS,
    board_to_explain,
    explained,
    region_asked,
)
from indicators.dashboard.filters import PeriodForm
from indicators.dashboard.maps import map_of
from indicators.dashboard.selection import board_of, select
from indicators.plan.models import Indicator
from indicators.reporting.calendar import day_of
from indicators.reporting.plans import all_plans, plan_listed, plan_tabs
from regions.permissions import Permission, can


@login_required
@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """All promises of the plan, those that are followed by numbers first."""
    if not can(request.user, Permission.SEE_VALUES):
        raise PermissionDenied
    plans = all_plans()
    plan = plan_listed(request, plans, day_of())
    found = Indicator.objects.of(plan).select_related("theme")
    active = [one for one in found if one.is_active]
    others = [one for one in found if not one.is_active]
    context = {
        "plan": plan,
        "plans": plan_tabs(plans, plan, "indicator-list"),
        "active": active,
        "others": others,
    }
    return render(request, "dashboard/indicators.html", context)


@login_required
@require_safe
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    if not can(request.user, Permission.SEE_VALUES):
        raise PermissionDenied
    related = Indicator.objects.select_related("theme", "denominator", "zone", "plan")
    indicator = get_object_or_404(related, code=code)
    selection = select(request, of=indicator)
    parts = [one.measure for one in indicator.numerators.select_related("measure")]
    context = {"indicator": indicator, "parts": parts, "selection": selection}
    if selection is None or not indicator.is_active:
        return render(request, "dashboard/indicator_text.html", context)
    board = board_of(selection, indicators=[indicator.code], of_regions=False)
    row = board.province[0]
    other = board_to_explain(request, selection, indicator) if region_asked(request) else board
    targets = indicator.targets.filter(region=board.plan.region, year=indicator.due_on.year)
    context |= {
        "known_on": selection.known_on,
        "can_suppose": can(request.user, Permission.SUPPOSE),
        "form": PeriodForm(selection),
        "board": board,
        "row": row,
        "why": explained(request, other, indicator),
        "chart": chart_of(board, row, list(known(targets, board.ledger))),
        "map": map_of(board.rows),
        "page": Paginator(ranking(board), MOST_REGIONS).get_page(request.GET.get("page")),
        "zones": [one for one in board.rows if one.place.zone],
    }
    return render(request, "dashboard/indicator.html", context)


def ranking(board: Board) -> list[Row]:
    """The regions by rank, those not ranked last; of one rank in their usual order."""
    rows = [one for one in board.rows if one.place.is_region]
    return sorted(rows, key=lambda row: row.rank or len(rows) + 1)
