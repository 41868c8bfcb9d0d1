"""Adopting a target: written, then looked at (which verdicts would change), then adopted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.assessment.adopting import effects_of
from indicators.assessment.board import default_period
from indicators.dashboard.shares import measures_to_divide_by, proposal
from indicators.dashboard.target_forms import AdoptForm, DivideForm, ShareForm, name_of
from indicators.plan import actions
from indicators.plan.models import Indicator, Target
from indicators.reporting.calendar import day_of
from indicators.reporting.views.finding import person
from regions.gates import needs
from regions.permissions import Permission, can
from regions.refusals import Forbidden, Refused

ADOPT, CHANGE = "adopt", "change"


def indicator_for(code: str) -> Indicator:
    related = Indicator.objects.aimed().select_related("plan__region", "zone")
    return get_object_or_404(related, code=code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE)
def target_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """One version. Nothing is stored before the page of what would change has been sent back."""
    indicator = indicator_for(code)
    regions = [
        region
        for region in actions.may_have(indicator, on=day_of())
        if can(request.user, Permission.MANAGE, region)
    ]
    known: dict[str, Any] = {"indicator": indicator, "regions": regions, "on": day_of()}
    if request.method != "POST":
        first = {"region": request.GET.get("region"), "year": request.GET.get("year")}
        return show(request, AdoptForm(initial=first, **known))
    form = AdoptForm(request.POST, **known)
    if not form.is_valid() or request.POST.get("step") == CHANGE:
        return show(request, form, status=200 if form.is_valid() else 422)
    if request.POST.get("step") == ADOPT and form.cleaned_data["seen"] is not None:
        return adopt(request, form)
    [wanted] = form.proposed
    last = actions.last_entered(indicator, wanted.region, wanted.year)
    seen = {"seen": last.pk if last else 0}
    return look(request, AdoptForm(request.POST.dict() | seen, **known))


def adopt(request: HttpRequest, form: AdoptForm) -> HttpResponse:
    """What was written stays on the page until it is accepted."""
    [wanted] = form.proposed
    try:
        actions.adopt_target(
            indicator=form.indicator,
            region=wanted.region,
            year=wanted.year,
            value=wanted.value,
            document=form.document,
            by=person(request),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refusal:
        return refused(request, form, refusal)
    messages.success(request, _("Adopted. The earlier versions stay in the history."))
    return redirect("target-detail", form.indicator.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE)
def target_divide(request: HttpRequest, code: str) -> HttpResponse:
    """The province's target among its regions: proposed by shares, adjusted, looked at, adopted."""
    indicator = indicator_for(code)
    if not can(request.user, Permission.MANAGE, indicator.plan.region):
        raise Forbidden(_("Only the province divides its targets."))
    years = years_to_divide(indicator)
    sent = request.POST if request.method == "POST" else request.GET
    year = sent.get("year", str(years[0]))
    if year not in map(str, years):
        raise Http404(year)
    total = actions.total_to_divide(indicator, int(year), on=day_of())
    if request.method == "POST":
        return divided(request, total)
    measures = measures_to_divide_by(indicator.plan)
    first = {"year": years[0], "by": request.GET.get("by")}
    shares = ShareForm(request.GET or None, years=years, measures=measures, initial=first)
    return propose(request, shares, total)


def years_to_divide(indicator: Indicator) -> list[int]:
    """Those for which the province has a target, the last first."""
    own = indicator.targets.filter(region=indicator.plan.region)
    years = sorted(set(own.values_list("year", flat=True)), reverse=True)
    if not indicator.can_be_divided or not years:
        raise Http404(indicator.code)
    return years


def parts_of(indicator: Indicator, total: Target) -> dict[str, Any]:
    regions = actions.sharing(indicator, on=day_of())
    return {"indicator": indicator, "total": total, "regions": regions, "on": day_of()}


def propose(request: HttpRequest, shares: ShareForm, total: Target) -> HttpResponse:
    """The parts as the shares have them, to be changed at will."""
    known = parts_of(total.indicator, total)
    period = default_period(total.indicator.plan, on=day_of())
    found = None
    if period and shares.is_bound and shares.is_valid():
        found = proposal(shares.cleaned_data["by"], total, known["regions"], period)
    parts = {name_of(region): f"{part:f}" for region, part in found.parts.items()} if found else {}
    form = DivideForm(initial=parts, **known)
    return show(request, form, shares=shares, proposal=found, template="target_divide")


def divided(request: HttpRequest, total: Target) -> HttpResponse:
    known = parts_of(total.indicator, total)
    form = DivideForm(request.POST, **known)
    if not form.is_valid() or request.POST.get("step") == CHANGE:
        status = 200 if form.is_valid() else 422
        return show(request, form, status=status, template="target_divide")
    if request.POST.get("step") == ADOPT and form.cleaned_data["seen"] is not None:
        return adopt_parts(request, form)
    seen = {"seen": actions.last_of_year(total.indicator, total.year)}
    return look(request, DivideForm(request.POST.dict() | seen, **known))


def adopt_parts(request: HttpRequest, form: DivideForm) -> HttpResponse:
    try:
        actions.divide_target(
            indicator=form.indicator,
            year=form.total.year,
            parts=form.parts,
            document=form.document,
            by=person(request),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refusal:
        return refused(request, form, refusal, "target_divide")
    messages.success(request, _("Adopted for every region."))
    return redirect("target-detail", form.indicator.code)


def look(request: HttpRequest, form: AdoptForm | DivideForm) -> HttpResponse:
    """Which verdicts would change; the form goes along, out of sight."""
    if not form.is_valid():  # it has been checked: this only fills it anew
        return show(request, form, status=422)
    indicator = form.indicator
    period = default_period(indicator.plan, on=day_of())
    context = {
        "indicator": indicator,
        "form": form,
        "proposed": form.proposed,
        "today": day_of(),
        "effects": effects_of(indicator, period, form.proposed, on=day_of()) if period else None,
    }
    return render(request, "dashboard/adopt_confirm.html", context)


def refused(
    request: HttpRequest,
    form: AdoptForm | DivideForm,
    refusal: Refused,
    template: str = "target_adopt",
) -> HttpResponse:
    form.add_error(None, [problem.message for problem in refusal.problems])
    return show(request, form, status=refusal.status, template=template)


def show(
    request: HttpRequest,
    form: AdoptForm | DivideForm,
    *,
    status: int = 200,
    template: str = "target_adopt",
    **more: Any,
) -> HttpResponse:
    context = {"indicator": form.indicator, "form": form, **more}
    return render(request, f"dashboard/{template}.html", context, status=status)
