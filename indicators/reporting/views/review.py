"""Reviewing: begin, approve, return with reasons, let go, and reopen what was approved."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators.reporting import actions
from indicators.reporting.calendar import CORRECTION_DAYS, day_of, working_days_after
from indicators.reporting.correction_form import DeclineForm
from indicators.reporting.errors import Conflict, Invalid, Refused
from indicators.reporting.models import CorrectionRequest, ReasonCode, Report, Status
from indicators.reporting.period_words import period_in_words
from indicators.reporting.review_form import ReturnForm, keep_remarks, remarks_sent, version_sent
from indicators.reporting.review_sheet import read_review
from indicators.reporting.views.finding import (
    OF_ANOTHER,
    UNDER_REVIEW,
    moves_offered,
    person,
    report_for,
)
from regions.permissions import Permission

DECISIONS = frozenset({"send_back", "reopen"})


@login_required
@require_safe
def report_review(request: HttpRequest, period: str, region: str) -> HttpResponse:
    return show(request, report_for(request, period, region, Permission.REVIEW))


def empty_form(asked: CorrectionRequest | None) -> ReturnForm:
    """Five working days are offered, and the reason of the region that asks for a correction."""
    day = working_days_after(day_of(), CORRECTION_DAYS)
    return ReturnForm(initial={"correct_until": day, "reason": asked.reason if asked else ""})


def show(
    request: HttpRequest,
    report: Report,
    form: ReturnForm | None = None,
    declining: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = read_review(report, person(request))
    keep_remarks(sheet.entries, request.POST.dict())
    moves = moves_offered(request, report)
    asked = report.correction_requests.open().to_show().first()
    context = {
        "report": report,
        "sheet": sheet,
        "form": form or empty_form(asked),
        "declining": declining or DeclineForm(),
        "asked": asked,
        "codes": ReasonCode.choices,
        "moves": moves,
        "decides": moves & DECISIONS,
        "own_work": report.status in UNDER_REVIEW and not moves & OF_ANOTHER,
    }
    return render(request, "reporting/review.html", context, status=status)


def refuse(
    request: HttpRequest, report: Report, form: ReturnForm, refusal: Refused
) -> HttpResponse:
    """The page as things stand now, with all that was written."""
    form.add_error(None, [problem.message for problem in refusal.problems])
    fresh = report_for(request, report.period.name, report.region.code, Permission.REVIEW)
    return show(request, fresh, form, status=refusal.status)


@login_required
@require_POST
def review_begin(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    seen = version_sent(request.POST)
    actions.begin_review(report=report, by=person(request), version=seen)
    return redirect("report-review", period, region)


@login_required
@require_POST
def review_release(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    seen = version_sent(request.POST)
    actions.release_review(report=report, by=person(request), version=seen)
    messages.success(request, _("Let go. Any reviewer may take it up."))
    return redirect("report-review", period, region)


@login_required
@require_POST
def review_approve(request: HttpRequest, period: str, region: str) -> HttpResponse:
    """Not while remarks stand beside the figures: they would be lost."""
    report = report_for(request, period, region, Permission.REVIEW)
    if remarks_sent(request.POST):
        written = Invalid(_("Remarks are written: return the report with them, or empty them."))
        return refuse(request, report, ReturnForm(request.POST), written)
    actions.approve(report=report, by=person(request), version=version_sent(request.POST))
    messages.success(request, _("Approved: %(report)s.") % {"report": title(report)})
    return redirect(next_to_review(request))


@login_required
@require_POST
def review_send_back(request: HttpRequest, period: str, region: str) -> HttpResponse:
    """What was written stays on the page until the report has gone back."""
    report = report_for(request, period, region, Permission.REVIEW)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, report, form, status=422)
    remarks, seen = remarks_sent(request.POST), version_sent(request.POST)
    facts = form.cleaned_data
    try:
        actions.send_back(report=report, by=person(request), remarks=remarks, version=seen, **facts)
    except (Conflict, Invalid) as refusal:
        return refuse(request, report, form, refusal)
    messages.success(request, _("Returned: %(report)s.") % {"report": title(report)})
    return redirect(next_to_review(request))


@login_required
@require_POST
def review_reopen(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.REVIEW)
    form, seen = ReturnForm(request.POST), version_sent(request.POST)
    if not form.is_valid():
        return show(request, report, form, status=422)
    try:
        actions.reopen(report=report, by=person(request), version=seen, **form.cleaned_data)
    except (Conflict, Invalid) as refusal:
        return refuse(request, report, form, refusal)
    messages.success(request, _("Reopened: %(report)s.") % {"report": title(report)})
    return redirect("report-detail", period, region)


def title(report: Report) -> str:
    return f"{report.region.name} {period_in_words(report.period)}"


def next_to_review(request: HttpRequest) -> str:
    """After a decision the one submitted first opens, but for what another has begun."""
    user = person(request)
    mine = Q(status=Status.SUBMITTED) | Q(reviewer=user)
    waiting = Report.objects.awaiting_review_by(user).filter(mine)
    related = waiting.select_related("period", "region").annotate(came=Max("submissions__at"))
    report = related.order_by("came", "pk").first()
    if report is None:
        return resolve_url("tasks")
    return resolve_url("report-review", report.period.name, report.region.code)
