"""Reviewing: begin, approve, return with reasons, let go, and reopen what was approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators.reporting import actions
from indicators.reporting.calendar import CORRECTION_DAYS, day_of, working_days_after
from indicators.reporting.models import ReasonCode, Report
from indicators.reporting.review_form import ReturnForm, remarks_sent
from indicators.reporting.review_sheet import read_review
from indicators.reporting.views.finding import (
    login_required,
    moves_offered,
    person,
    report_for,
)
from regions.permissions import Permission


@login_required
def report_review(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    return show(request, report, empty_form())


def empty_form() -> ReturnForm:
    day = working_days_after(day_of(), CORRECTION_DAYS)
    return ReturnForm(initial={"correct_until": day})


def show(
    request: HttpRequest, report: Report, form: ReturnForm, status: int = 200
) -> HttpResponse:
    context = {
        "report": report,
        "sheet": read_review(report),
        "form": form,
        "codes": ReasonCode.choices,
        "moves": moves_offered(request, report),
    }
    return render(request, "reporting/review.html", context, status=status)


@login_required
@require_POST
def review_begin(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    actions.begin_review(report=report, by=person(request))
    return redirect("report-review", period, region)


@login_required
@require_POST
def review_release(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    actions.release_review(report=report, by=person(request))
    messages.success(request, _("Let go. Any reviewer may take it up."))
    return redirect("report-review", period, region)


@login_required
@require_POST
def review_approve(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    actions.approve(report=report, by=person(request))
    messages.success(request, _("Approved: %(report)s.") % {"report": report})
    return redirect(next_to_review(request))


def next_to_review(request: HttpRequest) -> str:
    """After a decision the next report opens; none left: the tasks."""
    waiting = Report.objects.awaiting_review_by(request.user).select_related("period", "region")
    report = waiting.order_by("first_submitted_at", "pk").first()
    if report is None:
        return resolve_url("tasks")
    return resolve_url("report-review", report.period.name, report.region.code)


@login_required
@require_POST
def review_send_back(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, report, form, status=422)
    remarks = remarks_sent(request.POST)
    actions.send_back(report=report, by=person(request), remarks=remarks, **form.cleaned_data)
    messages.success(request, _("Returned: %(report)s.") % {"report": report})
    return redirect(next_to_review(request))


@login_required
@require_POST
def review_reopen(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, report, form, status=422)
    actions.reopen(report=report, by=person(request), **form.cleaned_data)
    messages.success(request, _("Reopened: %(report)s.") % {"report": report})
    return redirect("report-detail", period, region)
