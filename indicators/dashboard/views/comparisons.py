"""The overview from other sides: the heat matrix, the zones side by side, what needs attention."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.assessment.board import Board
from indicators.dashboard.attention import concerns
from indicators.dashboard.filters import PeriodForm, asked
from indicators.dashboard.heat import heat_of
from indicators.dashboard.overview import reported, side_by_side
from indicators.dashboard.selection import Selection, board_of, select
from indicators.dashboard.views.nothing import nothing_yet


def shown(selection: Selection, board: Board) -> dict[str, Any]:
    """What every one of these pages says of its numbers."""
    return {
        "selection": selection,
        "known_on": selection.known_on,
        "form": PeriodForm(selection),
        "reported": reported(board.completeness),
    }


@login_required
@require_safe
def overview_heat(request: HttpRequest) -> HttpResponse:
    """Every indicator × every region; sorted by the verdicts of one of them where asked."""
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    board = board_of(selection, history=False)
    region = asked(request, "region", [place.key for place in board.places if not place.zone])
    indicator = asked(request, "indicator", [row.indicator.code for row in board.province])
    heat = heat_of(board.rows, region, indicator)
    context = shown(selection, board) | {"heat": heat, "by": region or indicator}
    return render(request, "dashboard/heat.html", context)


@login_required
@require_safe
def overview_zones(request: HttpRequest) -> HttpResponse:
    """The plan's functional zones side by side, the province beside them."""
    selection = select(request)
    if selection is None:
        return nothing_yet(request)
    board = board_of(selection, history=False)
    wanted = [place for place in board.places if place.zone or place.is_whole]
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
    board = board_of(selection, history=False)
    earlier = board.ledger.before(selection.period)
    narrowed = {"places": [selection.plan.region.code], "history": False}
    before = board_of(replace(selection, period=earlier), **narrowed) if earlier else None
    context = shown(selection, board) | {"concerns": concerns(board, before)}
    return render(request, "dashboard/attention.html", context)
