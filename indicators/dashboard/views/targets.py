"""The targets: what is promised for which year, for the province and region by region."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.dashboard.filters import asked
from indicators.dashboard.targets import (
    by_region,
    by_year,
    history_of,
    of_indicator,
    undivided,
    year_tabs,
)
from indicators.plan.models import Baseline, Indicator, Target
from indicators.reporting.calendar import day_of
from indicators.reporting.plans import all_plans, plan_listed, plan_tabs
from regions.gates import needs
from regions.permissions import Permission, can


@login_required
@require_safe
@needs(Permission.SEE_VALUES)
def target_list(request: HttpRequest) -> HttpResponse:
    """The province's over the years; of one year, region by region."""
    plans = all_plans()
    plan = plan_listed(request, plans, day_of())
    indicators = list(Indicator.objects.active().of(plan))
    visible = Target.objects.visible_to(request.user).select_related("region")
    targets = list(visible.filter(indicator__in=indicators))
    provincial = by_year(indicators, plan, targets, day_of())
    year = asked(request, "year", [str(head) for head in provincial.heads])
    matrix = by_region(indicators, plan, targets, day_of(), int(year)) if year else provincial
    context = {
        "plan": plan,
        "plans": plan_tabs(plans, plan, "target-list"),
        "tabs": year_tabs(provincial.heads, year, plan if len(plans) > 1 else None),
        "year": year,
        "matrix": matrix,
    }
    return render(request, "dashboard/targets.html", context)


@login_required
@require_safe
@needs(Permission.SEE_VALUES)
def target_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: regions × years, and every version with its document."""
    related = Indicator.objects.active().select_related("plan__region", "zone")
    indicator = get_object_or_404(related, code=code)
    visible = Target.objects.visible_to(request.user).filter(indicator=indicator)
    targets = list(visible.select_related("region", "entered_by"))
    matrix = of_indicator(indicator, targets, day_of())
    baselines = Baseline.objects.visible_to(request.user).filter(indicator=indicator)
    whole = can(request.user, Permission.SEE_STATUS, indicator.plan.region)
    context = {
        "indicator": indicator,
        "matrix": matrix,
        "history": history_of(indicator, targets, day_of()),
        "undivided": undivided(matrix) if whole else [],
        "baselines": list(baselines.select_related("region", "entered_by")),
        "may_start": indicator.takes_baseline and can(request.user, Permission.MANAGE),
        "may_adopt": indicator.takes_target and can(request.user, Permission.MANAGE),
        "may_divide": indicator.can_be_divided
        and can(request.user, Permission.MANAGE, indicator.plan.region),
    }
    return render(request, "dashboard/target.html", context)
