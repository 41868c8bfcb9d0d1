"""/periods/: open, change the days, close, grant more time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from indicators.reporting import actions
from indicators.reporting.calendar import day_of
from indicators.reporting.errors import Refused
from indicators.reporting.models import ReportingPeriod
from indicators.reporting.period_forms import DaysForm, ExtendForm, OpenForm
from indicators.reporting.period_list import proposed, read_periods, state_of
from indicators.reporting.period_words import period_in_words
from indicators.reporting.plans import all_plans, current, plan_named, plan_tabs
from indicators.reporting.views.finding import person
from regions.gates import needs
from regions.permissions import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE)
def period_list(request: HttpRequest) -> HttpResponse:
    """The periods of a plan, or of the only one; below them its next one to open."""
    if request.method != "POST":
        return show_all(request)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return show_all(request, form, status=422)
    try:
        period = actions.open_period(by=person(request), **form.cleaned_data)
    except Refused as refusal:
        return show_all(request, refused(form, refusal), status=refusal.status)
    messages.success(request, _("%(period)s is open.") % {"period": period_in_words(period)})
    return redirect("period-detail", period.name)


def refused(form: Any, refusal: Refused) -> Any:
    """The form with what was written and why it was not done."""
    form.add_error(None, [problem.message for problem in refusal.problems])
    return form


def show_all(request: HttpRequest, form: OpenForm | None = None, status: int = 200) -> HttpResponse:
    on, plans = day_of(), all_plans()
    plan = plan_named(request, plans) or current(plans, on)
    periods = read_periods(on=on, plan=plan if len(plans) > 1 else None)
    name = proposed(plan, [one.period for one in periods]) if plan else ""
    context = {
        "periods": periods,
        "form": form or OpenForm(initial={"name": name, "shift": True}),
        "plans": plan_tabs(plans, plan, "period-list") if plan else [],
    }
    return render(request, "reporting/period_list.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE)
def period_detail(request: HttpRequest, period: str) -> HttpResponse:
    """One period; a POST changes its days or opens it again."""
    found = get_object_or_404(ReportingPeriod, name=period)
    if request.method != "POST":
        return show(request, found)
    form = DaysForm(request.POST)
    if not form.is_valid():
        return show(request, found, days=form, status=422)
    try:
        actions.open_period(name=found.name, by=person(request), **form.cleaned_data)
    except Refused as refusal:
        return show(request, found, days=refused(form, refusal), status=refusal.status)
    messages.success(request, _("%(period)s is open.") % {"period": period_in_words(found)})
    return redirect("period-detail", found.name)


def show(
    request: HttpRequest,
    period: ReportingPeriod,
    days: DaysForm | None = None,
    extension: ExtendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = day_of()
    known = {"opens": period.opens_on, "due": period.due_on, "locks": period.locks_on}
    extensions = period.extensions.select_related("region", "granted_by").order_by("-granted_at")
    context = {
        "period": period,
        "state": state_of(period, on),
        "days": days or DaysForm(initial=known),
        "form": extension or ExtendForm(period=period),
        "extensions": [(one, one.until >= on) for one in extensions],
        "measures": period.measures.order_by("code"),
    }
    return render(request, "reporting/period_detail.html", context, status=status)


@login_required
@require_POST
@needs(Permission.MANAGE)
def period_close(request: HttpRequest, period: str) -> HttpResponse:
    found = get_object_or_404(ReportingPeriod, name=period)
    actions.close_period(period=found, by=person(request))
    messages.success(request, _("%(period)s is closed.") % {"period": period_in_words(found)})
    return redirect("period-detail", found.name)


@login_required
@require_POST
@needs(Permission.MANAGE)
def period_extend(request: HttpRequest, period: str) -> HttpResponse:
    found = get_object_or_404(ReportingPeriod, name=period)
    form = ExtendForm(request.POST, period=found)
    if not form.is_valid():
        return show(request, found, extension=form, status=422)
    try:
        granted = actions.extend(period=found, by=person(request), **form.cleaned_data)
    except Refused as refusal:
        return show(request, found, extension=refused(form, refusal), status=refusal.status)
    facts = {"region": granted.region.name, "day": granted.until}
    messages.success(request, _("%(region)s may report until %(day)s.") % facts)
    return redirect("period-detail", found.name)
