"""What changed between two submissions of one report."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.reporting.differences import read_differences
from indicators.reporting.models import Submission
from indicators.reporting.views.finding import find_report


@login_required
@require_safe
def submission_diff(request: HttpRequest, period: str, region: str) -> HttpResponse:
    """`?from=1&to=2`; without them the last submission beside the one before."""
    report = find_report(request, period, region)
    known = list(report.submissions.select_related("by"))
    if not known:
        raise Http404
    new = numbered(known, request.GET.get("to"), known[-1])
    old = numbered(known, request.GET.get("from"), known[max(known.index(new) - 1, 0)])
    context = {
        "report": report,
        "submissions": known,
        "old": old,
        "new": new,
        "rows": read_differences(report, old, new),
    }
    return render(request, "reporting/submission_diff.html", context)


def numbered(known: list[Submission], text: str | None, otherwise: Submission) -> Submission:
    """The submission of that number; one that does not exist is not found."""
    if text is None:
        return otherwise
    for submission in known:
        if text == str(submission.number):
            return submission
    raise Http404(text)
