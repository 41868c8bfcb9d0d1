"""The overview from other sides: the heat matrix, the zones side by side, what needs attention."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.assessment.board import Board
from indicators.dashboard.attention import concerns
from indicators.dashboard.filters import PeriodForm, asked
from indicators.dashboard.heat import heat_of, worst_first
from indicators.dashboard.overview import reported, side_by_side
from indicators.dashboard.selection import (
    VERDICTS_ALONE,
    Selection,
    board_of,
    regions_of,
    select,
)
from indicators.dashboard.views.nothing import nothing_yet
from regions.models import Zone

ON_A_PAGE = 60
"""Regions beside one another."""

MANY = 120
"""Of more regions nobody is told who lost in rank."""


def shown(selection: Selection, board: Board) -> dict[str, Any]:
    """What every one of these pages says of its numbers."""
    return {
        "selection": selection,
        "known_on": selection.known_on,
        "form": PeriodForm(selection),
        "reported": reported(board.completeness),
    }


def codes_of(selection: Selection) -> list[str]:
    return list(selection.plan.indicators.active().values_list("code", flat=True))


@login_required
@require_safe
def overview_heat(request: HttpRequest) -> HttpResponse:
    """Every indicator × every region; sorted by the verdicts of one of them where asked."""
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    regions = [one.code for one in regions_of(selection)]
    region = asked(request, "region", [selection.plan.region.code, *regions])
    indicator = asked(request, "indicator", codes_of(selection))
    if indicator and len(regions) > ON_A_PAGE:
        regions = worst_first(
            board_of(selection, indicators=[indicator], **VERDICTS_ALONE), indicator
        )
    page = Paginator(regions, ON_A_PAGE).get_page(request.GET.get("page"))
    places = [selection.plan.region.code, *page, region]
    board = board_of(selection, places=places, **VERDICTS_ALONE)
    heat = heat_of(board.rows, region, indicator)
    context = shown(selection, board) | {"heat": heat, "by": region or indicator, "page": page}
    return render(request, "dashboard/heat.html", context)


@login_required
@require_safe
def overview_zones(request: HttpRequest) -> HttpResponse:
    """The plan's functional zones side by side, the province beside them."""
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    zones = Zone.objects.values_list("code", flat=True)
    board = board_of(selection, places=[selection.plan.region.code, *zones], **VERDICTS_ALONE)
    wanted = board.places
    context = shown(selection, board) | {
        "zones": wanted,
        "lines": side_by_side(board.rows, wanted),
    }
    return render(request, "dashboard/zones.html", context)


@login_required
@require_safe
def overview_attention(request: HttpRequest) -> HttpResponse:
    """Newly behind, regressing, due soon, lost in rank, incomplete: each with its one sentence."""
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    are_many = len(regions_of(selection)) > MANY
    whole = {"places": [selection.plan.region.code]} if are_many else {}
    board = board_of(selection, history=False, **whole)
    earlier = board.ledger.before(selection.period)
    narrowed = {"places": [selection.plan.region.code], "history": False}
    before = board_of(replace(selection, period=earlier), **narrowed) if earlier else None
    context = shown(selection, board) | {
        "concerns": concerns(board, before),
        "without_ranks": are_many,
    }
    return render(request, "dashboard/attention.html", context)
