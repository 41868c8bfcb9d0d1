"""One report to read: figures beside earlier ones, remarks, moves, and every change."""

from __future__ import annotations

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.reporting.models import Report, Revision
from indicators.reporting.sheet_form import entries_of
from indicators.reporting.views.finding import (
    corrections_beside,
    find_report,
    last_return,
    moves_offered,
    shut_because,
)
from indicators.reporting.worksheet import progress, read_sheet
from regions.permissions import Permission, can


@login_required
def report_detail(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = find_report(request, period, region)
    lines = read_sheet(report)
    history = revisions_of(report)
    rows = [(entry, history.get(entry.line.key, [])) for entry in entries_of(lines)]
    return render(
        request,
        "reporting/detail.html",
        {
            "report": report,
            "rows": rows,
            "returned": last_return(report),
            "progress": progress(lines),
            "changes": report.status_changes.select_related("by", "submission"),
            "submissions": report.submissions.select_related("by").defer("figures"),
            "moves": moves_offered(request, report),
            **corrections_beside(request, report),
            "fills": can(request.user, Permission.FILL, report.region) and not shut_because(report),
        },
    )


def revisions_of(report: Report) -> dict[tuple[str, str], list[Revision]]:
    """By codes of region and measure, the latest change first; one query."""
    found: dict[tuple[str, str], list[Revision]] = defaultdict(list)
    related = report.revisions.select_related("by", "region", "measure")
    for revision in related.order_by("-number"):
        found[revision.region.code, revision.measure.code].append(revision)
    return found
