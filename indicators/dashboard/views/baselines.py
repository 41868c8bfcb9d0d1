"""Adopting a baseline where there is none: written, looked at, then adopted, like a target."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.assessment.adopting import effects_of_baseline, without_baseline
from indicators.assessment.board import default_period
from indicators.dashboard.baseline_form import BaselineForm
from indicators.dashboard.views.adopting import ADOPT, CHANGE
from indicators.plan import actions
from indicators.plan.models import Indicator
from indicators.reporting.calendar import day_of
from indicators.reporting.views.finding import person
from regions.gates import needs
from regions.models import Region
from regions.permissions import Permission, can
from regions.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE)
def baseline_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing is stored before the page of what would change has been sent back."""
    related = Indicator.objects.active().select_related("plan__region", "zone")
    indicator = get_object_or_404(related, code=code)
    if not indicator.takes_baseline:
        raise Http404(code)
    known: dict[str, Any] = {"indicator": indicator, "on": day_of()}
    known["regions"] = regions_without(request, indicator)
    if request.method != "POST":
        return show(request, BaselineForm(**known))
    form = BaselineForm(request.POST, **known)
    if not form.is_valid() or request.POST.get("step") == CHANGE:
        return show(request, form, status=200 if form.is_valid() else 422)
    if request.POST.get("step") == ADOPT and form.cleaned_data["seen"] is not None:
        return adopt(request, form)
    last = actions.last_baseline(indicator, form.cleaned_data["region"])
    return look(
        request, BaselineForm(request.POST.dict() | {"seen": last.pk if last else 0}, **known)
    )


def regions_without(request: HttpRequest, indicator: Indicator) -> list[Region]:
    """Those of the manager's to which neither the plan nor the baseline period gives a baseline."""
    on = day_of()
    found = [
        region
        for region in actions.may_have(indicator, on=on)
        if can(request.user, Permission.MANAGE, region)
    ]
    lacking = without_baseline(indicator, default_period(indicator.plan, on=on))
    return [region for region in found if region.code in lacking]


def look(request: HttpRequest, form: BaselineForm) -> HttpResponse:
    """Which verdicts would change; the form goes along, out of sight."""
    if not form.is_valid():  # it has been checked: this only fills it anew
        return show(request, form, status=422)
    proposed, on = form.proposed, day_of()
    period = default_period(form.indicator.plan, on=on)
    faults = actions.baseline_faults(form.indicator, proposed.region, proposed.on, on)
    if faults:
        form.add_error("valued_on", faults)
        return show(request, form, status=422)
    context = {
        "indicator": form.indicator,
        "form": form,
        "baseline": proposed,
        "today": on,
        "effects": effects_of_baseline(period, proposed, on=on) if period else None,
    }
    return render(request, "dashboard/adopt_confirm.html", context)


def adopt(request: HttpRequest, form: BaselineForm) -> HttpResponse:
    """What was written stays on the page until it is accepted."""
    try:
        actions.adopt_baseline(
            indicator=form.indicator,
            region=form.cleaned_data["region"],
            on=form.cleaned_data["valued_on"],
            value=form.cleaned_data["value"],
            document=form.document,
            by=person(request),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refusal:
        form.add_error(None, [problem.message for problem in refusal.problems])
        return show(request, form, status=refusal.status)
    messages.success(request, _("Adopted. The earlier versions stay in the history."))
    return redirect("target-detail", form.indicator.code)


def show(request: HttpRequest, form: BaselineForm, *, status: int = 200) -> HttpResponse:
    context = {"indicator": form.indicator, "form": form}
    return render(request, "dashboard/baseline_adopt.html", context, status=status)
