"""更正申请 on the pages: the region asks, the reviewer declines; to grant it is to reopen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from indicators.reporting import actions
from indicators.reporting.actions.correcting import measures_of
from indicators.reporting.admission import wrong_state
from indicators.reporting.correction_form import CorrectionForm, DeclineForm
from indicators.reporting.errors import Conflict, Invalid
from indicators.reporting.models import Report, Status
from indicators.reporting.views.finding import person, report_for
from indicators.reporting.views.review import show as show_review
from regions.permissions import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correction_ask(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.FILL)
    measures = measures_of(report)
    if request.method == "POST":
        return ask(request, report, CorrectionForm(request.POST, measures=measures))
    reason = why_not(report)
    if reason:
        messages.info(request, reason)
        return redirect("report-detail", period, region)
    return show(request, report, CorrectionForm(measures=measures))


def why_not(report: Report) -> str:
    """Why no correction can be asked for now; nothing if it can."""
    if report.status != Status.APPROVED:
        return wrong_state(report)
    if report.correction_requests.open().exists():
        return _("A correction has been asked for already; it awaits an answer.")
    return ""


def ask(request: HttpRequest, report: Report, form: CorrectionForm) -> HttpResponse:
    """What was written stays on the page until it is accepted."""
    if not form.is_valid():
        return show(request, report, form, status=422)
    try:
        actions.ask_correction(report=report, by=person(request), **form.cleaned_data)
    except (Conflict, Invalid) as refusal:
        form.add_error(None, [problem.message for problem in refusal.problems])
        return show(request, report, form, status=refusal.status)
    messages.success(request, _("Asked for. The reviewer reopens the report or says why not."))
    return redirect("report-detail", report.period.name, report.region.code)


def show(
    request: HttpRequest, report: Report, form: CorrectionForm, status: int = 200
) -> HttpResponse:
    context = {"report": report, "form": form}
    return render(request, "reporting/correction_ask.html", context, status=status)


@login_required
@require_POST
def correction_decline(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return show_review(request, report, declining=form, status=422)
    try:
        actions.decline_correction(report=report, by=person(request), **form.cleaned_data)
    except (Conflict, Invalid) as refusal:
        form.add_error(None, [problem.message for problem in refusal.problems])
        fresh = report_for(request, period, region, Permission.REVIEW)
        return show_review(request, fresh, declining=form, status=refusal.status)
    messages.success(request, _("Declined. The region sees the answer; the approval stands."))
    return redirect("review-list")
