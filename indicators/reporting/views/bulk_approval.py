"""Approving together what holds nothing to look at."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indicators.reporting import actions
from indicators.reporting.bulk_approval import Candidate, candidates, names_sent
from indicators.reporting.calendar import day_of
from indicators.reporting.errors import Conflict, Refused
from indicators.reporting.models import Report
from indicators.reporting.views.finding import UNDER_REVIEW, person
from indicators.reporting.views.review import title
from regions.gates import needs
from regions.permissions import Permission, can

AT_ONCE = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.REVIEW)
def report_approve(request: HttpRequest) -> HttpResponse:
    """The page is the confirmation: it names every report that will be approved, and the rest."""
    if request.method != "POST":
        return show(request)
    versions = names_sent(request.POST.getlist("report"))
    reports = reports_named(request, versions)
    by = person(request)
    try:
        refuse_unseen(request, reports)
        seen = {r.pk: versions[r.period.name, r.region.code] for r in reports}
        done = actions.approve_all(reports=reports, by=by, versions=seen)
    except Refused as refusal:
        return show(request, [problem.message for problem in refusal.problems], refusal.status)
    said = ngettext("%(n)s report approved.", "%(n)s reports approved.", len(done))
    messages.success(request, said % {"n": len(done)})
    return redirect("review-list")


def show(request: HttpRequest, refused: Sequence[object] = (), status: int = 200) -> HttpResponse:
    by = person(request)
    waiting = Report.objects.awaiting_review_by(by).select_related("period", "region", "reviewer")
    found = candidates(list(waiting[:AT_ONCE]), by=by, on=day_of())
    context = {
        "free": [one for one in found if not one.obstacles],
        "others": [one for one in found if one.obstacles],
        "more": len(found) == AT_ONCE,
        "refused": refused,
    }
    return render(request, "reporting/approve.html", context, status=status)


def reports_named(request: HttpRequest, chosen: dict[tuple[str, str], int]) -> list[Report]:
    """Those chosen, all of which the person reviews (else 404)."""
    if len(chosen) > AT_ONCE:
        raise Http404(str(len(chosen)))
    any_of = Q(pk__in=[])
    for period, region in chosen:
        any_of |= Q(period__name=period, region__code=region)
    related = Report.objects.visible_to(request.user).select_related("period", "region", "reviewer")
    found = [r for r in related.filter(any_of) if can(request.user, Permission.REVIEW, r.region)]
    if len(found) != len(chosen):
        raise Http404(", ".join(f"{period} {region}" for period, region in chosen))
    return found


def refuse_unseen(request: HttpRequest, reports: Sequence[Report]) -> None:
    """Nothing chosen, or a report that holds something to look at."""
    if not reports:
        raise Conflict(_("Choose at least one report."))
    waiting = [report for report in reports if report.status in UNDER_REVIEW]
    found = candidates(waiting, by=person(request), on=day_of())
    held = [one for one in found if one.obstacles]
    if held:
        raise Conflict(*(said_of(one) for one in held))


def said_of(one: Candidate) -> str:
    """Which report it is, and all that there is to see in it."""
    why = _("; ").join(one.obstacles)
    return _("%(label)s: %(value)s") % {"label": title(one.report), "value": why}
