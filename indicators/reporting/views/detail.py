"""One report to read: figures beside earlier ones, remarks, moves, and every change."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.reporting.calendar import end_of
from indicators.reporting.models import Report, Revision, Status
from indicators.reporting.past import day_named, status_on
from indicators.reporting.sheet_form import entries_of
from indicators.reporting.views.finding import (
    find_report,
    last_return,
    moves_offered,
    shut_because,
)
from indicators.reporting.worksheet import progress, read_sheet
from regions.permissions import Permission, can


@login_required
def report_detail(request: HttpRequest, period: str, region: str) -> HttpResponse:
    known_on = day_named(request.GET.get("known_on"))
    report = find_report(request, period, region)
    status = status_shown(request, report, known_on)
    lines = read_sheet(report, known_on)
    history = revisions_of(report, known_on)
    until = {"at__lt": end_of(known_on)} if known_on else {}
    fills = can(request.user, Permission.FILL, report.region) and not shut_because(report)
    context = {
        "report": report,
        "status": status,
        "known_on": known_on,
        "rows": [(entry, history.get(entry.line.key, [])) for entry in entries_of(lines)],
        "returned": None if known_on else last_return(report),
        "progress": progress(lines),
        "changes": report.status_changes.filter(**until).select_related("by", "submission"),
        "submissions": report.submissions.filter(**until).select_related("by").defer("figures"),
        "moves": set() if known_on else moves_offered(request, report),
        "fills": fills and not known_on,
    }
    return render(request, "reporting/detail.html", context)


def status_shown(request: HttpRequest, report: Report, known_on: date | None) -> str:
    """Where it stands, or stood that day; who sees only what is approved sees no older draft."""
    if known_on is None:
        return report.status
    status = status_on(known_on, report)
    sees_all = can(request.user, Permission.SEE_REPORT, report.region)
    if status is None or not (sees_all or status == Status.APPROVED):
        raise Http404
    return status


def revisions_of(
    report: Report, known_on: date | None = None
) -> dict[tuple[str, str], list[Revision]]:
    """By codes of region and measure, the latest change first; one query."""
    found: dict[tuple[str, str], list[Revision]] = defaultdict(list)
    related = report.revisions.select_related("by", "region", "measure")
    if known_on:
        related = related.filter(at__lt=end_of(known_on))
    for revision in related.order_by("-number"):
        found[revision.region.code, revision.measure.code].append(revision)
    return found
