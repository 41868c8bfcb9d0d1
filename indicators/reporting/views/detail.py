"""One report to read: figures beside earlier ones, remarks, moves, and every change.

Today with its buttons; on a past day (`?known_on=`) as it was known then, without them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.reporting.models import Report, Revision
from indicators.reporting.past import day_asked, day_query, made_by, status_of
from indicators.reporting.past_form import PastDayForm
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
@require_safe
def report_detail(request: HttpRequest, period: str, region: str) -> HttpResponse:
    known_on = day_asked(request)
    report = find_report(request, period, region, known_on)
    offered = {} if known_on else buttons(request, report)
    context = {
        "report": report,
        "known_on": known_on,
        "form": PastDayForm(known_on),
        "list_url": reverse("report-list") + day_query(known_on),
    }
    return render(request, "reporting/detail.html", context | contents(report, known_on) | offered)


def contents(report: Report, known_on: date | None) -> dict[str, Any]:
    """What the report held, and what had become of it."""
    lines = read_sheet(report, known_on)
    history = revisions_of(report, known_on)
    changes = report.status_changes.select_related("by", "submission")
    submissions = report.submissions.select_related("by").defer("figures")
    return {
        "status": status_of(report),
        "rows": [(entry, history.get(entry.line.key, [])) for entry in entries_of(lines)],
        "returned": last_return(report, known_on),
        "progress": progress(lines),
        "changes": made_by(changes, known_on),
        "submissions": made_by(submissions, known_on),
    }


def buttons(request: HttpRequest, report: Report) -> dict[str, Any]:
    return {
        "moves": moves_offered(request, report),
        **corrections_beside(request, report),
        "fills": can(request.user, Permission.FILL, report.region) and not shut_because(report),
    }


def revisions_of(
    report: Report, known_on: date | None = None
) -> dict[tuple[str, str], list[Revision]]:
    """By codes of region and measure, the latest change first; one query."""
    found: dict[tuple[str, str], list[Revision]] = defaultdict(list)
    related = report.revisions.select_related("by", "region", "measure")
    for revision in made_by(related, known_on).order_by("-number"):
        found[revision.region.code, revision.measure.code].append(revision)
    return found
