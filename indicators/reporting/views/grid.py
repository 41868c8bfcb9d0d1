"""The grid: the clerk fills in, saves, and sees at once what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.reporting.actions import enter
from indicators.reporting.calendar import day_of
from indicators.reporting.errors import Conflict
from indicators.reporting.models import Report, Via
from indicators.reporting.numbers import NOT_APPLICABLE_TEXT
from indicators.reporting.sheet_form import (
    Entry,
    carry,
    cells_of,
    entries_of,
    entries_sent,
    show_clashes,
)
from indicators.reporting.views.finding import (
    last_return,
    person,
    report_for,
    shut_because,
)
from indicators.reporting.worksheet import progress, read_sheet
from regions.permissions import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.FILL)
    if request.method == "POST":
        return save(request, report)
    reason = shut_because(report)
    if reason:
        messages.info(request, reason)
        return redirect("report-detail", period, region)
    return show(request, report, entries_of(read_sheet(report)), status=200)


def save(request: HttpRequest, report: Report) -> HttpResponse:
    """Everything that was typed, or nothing: then it all stays on the screen."""
    sent = request.POST.dict()
    entries = entries_sent(read_sheet(report), sent)
    carry(entries, sent.get("carry", ""), sent)
    cells = cells_of(entries)
    if any(entry.problem for entry in entries):
        return show(request, report, entries, status=422)
    try:
        done = enter(report=report, cells=cells, by=person(request), via=Via.FORM)
    except Conflict as refusal:
        if not refusal.cells:
            raise
        show_clashes(entries, refusal.cells)
        return show(request, report, entries, status=409)
    told = {"new": done.new, "changed": done.changed}
    messages.success(request, _("Saved: %(new)s new, %(changed)s changed.") % told)
    after = "report-submit" if "submit" in request.POST else "report-edit"
    return redirect(after, report.period.name, report.region.code)


def show(
    request: HttpRequest, report: Report, entries: list[Entry], *, status: int
) -> HttpResponse:
    lines = [entry.line for entry in entries]
    until = report.correct_until or report.period.due_on
    context = {
        "report": report,
        "entries": entries,
        "progress": progress(lines),
        "returned": last_return(report),
        "until": until,
        "days_left": (until - day_of()).days,
        "problems": [entry for entry in entries if entry.problem],
        "clashes": [entry for entry in entries if entry.clash],
        "offers": sum(bool(entry.offered) for entry in entries),
        "words": words(),
    }
    if report.region.is_province:
        context |= matrix_of(entries)
        return render(request, "reporting/edit_province.html", context, status=status)
    return render(request, "reporting/edit.html", context, status=status)


def words() -> dict[str, str]:
    """What the grid says by itself, while no answer has come."""
    return {
        "na": NOT_APPLICABLE_TEXT,
        "saving": _("saving …"),
        "unsaved": _("not saved yet"),
        "offline": _("No connection. What you typed is kept here and sent as soon as it is back."),
        "session": _("You are logged out. What you typed is kept here; log in and it is sent."),
        "server": _("The server did not answer as expected. What you typed is kept here."),
        "login": _("Log in (in another tab)"),
        "retry": _("Try again"),
        "restored": _("What had not been saved the last time stands in the cells again."),
        "pasted": _("Pasted into so many cells: "),
        "beyond": _("What does not fit the grid was left out; so many values: "),
        "found": _("So many measures fit: "),
    }


def matrix_of(entries: list[Entry]) -> dict[str, Any]:
    """The province's report as regions × measures; None where a measure is not asked of one."""
    measures = list(dict.fromkeys(entry.line.measure for entry in entries))
    regions = sorted({entry.line.region for entry in entries}, key=lambda r: (r.position, r.code))
    found = {(entry.line.region, entry.line.measure): entry for entry in entries}
    rows = [(region, [found.get((region, m)) for m in measures]) for region in regions]
    return {"measures": measures, "rows": rows}
