"""The regions: how each stands over all indicators, and one region's score card."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.assessment.verdicts_over_time import verdicts_over_time
from indicators.dashboard.filters import PeriodForm
from indicators.dashboard.overview import by_theme, summary_of
from indicators.dashboard.scores import (
    beside_the_whole,
    best_and_worst,
    history_of,
    punctuality,
    standings,
)
from indicators.dashboard.selection import VERDICTS_ALONE, board_of, regions_of, select, sources_of
from indicators.dashboard.views.nothing import nothing_yet
from regions.models import Region, User, Zone
from regions.permissions import Permission, can

ON_A_PAGE = 50


@login_required
@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """Each region with the number of its indicators at every verdict."""
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    page = Paginator(regions_of(selection), ON_A_PAGE).get_page(request.GET.get("page"))
    listed = [*(one.code for one in page), *Zone.objects.values_list("code", flat=True)]
    board = board_of(selection, places=listed, **VERDICTS_ALONE)
    context = {
        "selection": selection,
        "known_on": selection.known_on,
        "form": PeriodForm(selection),
        "completeness": board.completeness,
        "page": page,
        "regions": standings(row for row in board.rows if row.place.is_region),
        "zones": standings(row for row in board.rows if row.place.zone),
    }
    return render(request, "dashboard/regions.html", context)


@login_required
@require_safe
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One region over all indicators; its own bureau may look at what is not approved yet."""
    region = get_object_or_404(Region.objects.prefectures().visible_to(request.user), code=code)
    selection = select(request, region)
    if selection is None:
        return nothing_yet(request)
    places = [region.code, selection.plan.region.code]
    sources = sources_of(selection, places=places)
    board, tallies = sources.board(), verdicts_over_time(sources, region.code)
    rows = board.of_place(region.code)
    best, worst = best_and_worst(rows)
    context = {
        "region": region,
        "list_url": f"{reverse('region-list')}?{selection.query}",
        "selection": selection,
        "known_on": selection.known_on,
        "form": PeriodForm(selection),
        "summary": summary_of(rows),
        "groups": beside_the_whole(by_theme(rows), board),
        "best": best,
        "worst": worst,
        "history": history_of(board, region.name, tallies),
        "timeliness": punctuality(cast(User, request.user), region, selection),
        "sees_report": can(request.user, Permission.SEE_REPORT, region),
    }
    return render(request, "dashboard/region.html", context)
