"""Submitting: what is missing or questioned is explained here, then one button."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from indicators.reporting import actions
from indicators.reporting.cells import EMPTY, Content, Key
from indicators.reporting.errors import Incomplete, Invalid
from indicators.reporting.models import Report, Submission
from indicators.reporting.review_form import version_sent
from indicators.reporting.sheet_form import Entry, entries_of
from indicators.reporting.submissions import cells_of
from indicators.reporting.views.finding import (
    person,
    report_for,
    shut_because,
)
from indicators.reporting.worksheet import read_sheet
from regions.permissions import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_submit(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.FILL)
    if request.method == "POST":
        return submit(request, report)
    reason = shut_because(report)
    if reason:
        messages.info(request, reason)
        return redirect("report-detail", period, region)
    last = report.submissions.order_by("-number").first()
    responsible = last.responsible if last else ""
    return show(request, report, responsible=responsible, status=200)


def submit(request: HttpRequest, report: Report) -> HttpResponse:
    """Pressed ten times it has one effect; what is still missing stays on the page."""
    responsible = request.POST.get("responsible", "").strip()
    try:
        actions.submit(
            report=report,
            by=person(request),
            responsible=responsible,
            explanations=explanations_sent(request, report),
            version=version_sent(request.POST),
        )
    except (Incomplete, Invalid) as refusal:
        problems = refusal.problems
        return show(request, report, responsible=responsible, status=422, problems=problems)
    messages.success(request, _("Submitted. The report is locked until the review ends."))
    return redirect("report-detail", report.period.name, report.region.code)


def explanations_sent(request: HttpRequest, report: Report) -> dict[Key, str]:
    """By codes of region and measure, those that say something."""
    entries = [entry for entry in entries_of(read_sheet(report)) if is_open(entry)]
    sent = {entry.line.key: request.POST.get(f"why-{entry.name}", "") for entry in entries}
    return {key: text.strip() for key, text in sent.items() if text.strip()}


def is_open(entry: Entry) -> bool:
    """A blank or a finding: what the page asks about."""
    return not entry.line.is_supplied and (entry.line.is_blank or entry.line.finding is not None)


def show(
    request: HttpRequest, report: Report, *, responsible: str, status: int, problems: object = ()
) -> HttpResponse:
    every = entries_of(read_sheet(report))
    entries = [entry for entry in every if is_open(entry)]
    for entry in entries:
        entry.explanation = request.POST.get(f"why-{entry.name}", entry.explanation)
    context = {
        "report": report,
        "hard": [entry for entry in entries if entry.line.finding and entry.line.finding.is_hard],
        "soft": [e for e in entries if e.line.finding and not e.line.finding.is_hard],
        "blank": [e for e in entries if e.line.is_blank and not e.line.finding],
        "changed": changed_since(report.submissions.order_by("-number").first(), every),
        "responsible": responsible,
        "problems": problems,
    }
    return render(request, "reporting/submit.html", context, status=status)


def changed_since(last: Submission | None, entries: list[Entry]) -> list[tuple[Entry, Content]]:
    """The cells that are not as they were submitted last, each with what stood there."""
    if last is None:
        return []
    filed = {key: cell.content for key, cell in cells_of(last).items()}
    before = [(entry, filed.get(entry.line.key, EMPTY)) for entry in entries]
    return [(e, old) for e, old in before if not e.line.is_supplied and e.line.content != old]


@login_required
@require_POST
def report_withdraw(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.FILL)
    actions.withdraw(report=report, by=person(request))
    messages.success(request, _("Withdrawn. You may change the report and submit it again."))
    return redirect("report-edit", period, region)
