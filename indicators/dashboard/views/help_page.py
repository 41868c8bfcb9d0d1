"""How to fill, how verdicts are judged, what the words mean, and whom to ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.dashboard import help_texts, worked_example
from indicators.plan.models import Indicator
from indicators.reporting import plans
from indicators.reporting.calendar import day_of
from regions.models import Membership
from regions.permissions import roles_of


@login_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """For everybody; names of people only for who has a role."""
    plan = plans.current(plans.all_plans(), day_of())
    thresholds = worked_example.thresholds_of(plan)
    askable = [role for _, role in help_texts.QUESTIONS] if roles_of(request.user) else []
    held = Membership.objects.in_force().filter(role__in=askable, region__parent=None)
    people = [(one.role, one.user.name) for one in held.select_related("user")]
    context = {
        "plan": plan,
        "texts": help_texts,
        "thresholds": thresholds,
        "bounds": worked_example.bounds(thresholds),
        "examples": worked_example.examples(thresholds),
        "example": worked_example,
        "pooled": worked_example.ratio(worked_example.POOLED),
        "mean": worked_example.mean(worked_example.POOLED),
        "asked": [
            (what, role.label, sorted({name for held_role, name in people if held_role == role}))
            for what, role in help_texts.QUESTIONS
        ],
        "readings": Indicator.objects.active().exclude(note_zh=""),
    }
    return render(request, "dashboard/help.html", context)
