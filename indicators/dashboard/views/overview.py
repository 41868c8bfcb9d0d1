"""做得完吗? Every promise of the plan for the province, or for a zone, at first sight."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.assessment.vocabulary import Verdict
from indicators.dashboard.filters import AT_RISK, OverviewForm, asked
from indicators.dashboard.gravest import gravest
from indicators.dashboard.overview import (
    by_theme,
    matching,
    reported,
    reporting_in,
    summary_of,
    themes_of,
)
from indicators.dashboard.selection import board_of, select
from indicators.dashboard.views.nothing import nothing_yet


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    key = request.GET.get("zone") or selection.plan.region.code
    board = board_of(selection, places=[key])
    zones = {one.key: one for one in board.zones}
    zone = zones.get(asked(request, "zone", list(zones)))
    rows = board.of_place(key)
    completeness = reporting_in(board, zone)
    themes = themes_of(rows)
    theme = asked(request, "theme", [one.code for one in themes])
    verdict = asked(request, "verdict", [AT_RISK, *Verdict])
    summary = summary_of(rows)
    context = {
        "selection": selection,
        "known_on": selection.known_on,
        "form": OverviewForm(selection, themes, board.zones, request.GET.dict()),
        "zone": zone,
        "summary": summary,
        "gravest": gravest(board, rows),
        "counts": summary.counts,
        "verdict": verdict,
        "completeness": completeness,
        "reported": reported(completeness),
        "time_share": board.time_share,
        "groups": by_theme(matching(rows, theme=theme, verdict=verdict)),
    }
    return render(request, "dashboard/overview.html", context)
