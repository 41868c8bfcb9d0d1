"""Which verdict a page is asked to explain, and what it says of it."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from indicators.assessment.board import Board
from indicators.assessment.derivation_text import Told, tell
from indicators.dashboard.selection import Selection, board_of
from indicators.plan.models import Indicator
from regions.models import Region, User

MOST_REGIONS = 100
"""A page lists so many; an export lists all."""


def board_to_explain(request: HttpRequest, selection: Selection, indicator: Indicator) -> Board:
    """One region with its history, or the whole and the zones with theirs, beside all regions."""
    region = region_asked(request)
    if region is None:
        return board_of(selection, indicators=[indicator.code], of_regions=False)
    places = [region.code, selection.plan.region.code]
    return board_of(selection, indicators=[indicator.code], places=places)


def explained(request: HttpRequest, board: Board, indicator: Indicator) -> Told:
    """404 where the board knows no such place."""
    row = board.row(indicator.code, place_asked(request, board))
    if row is None:
        raise Http404(indicator.code)
    return tell(board, row, cast(User, request.user), MOST_REGIONS)


def region_asked(request: HttpRequest) -> Region | None:
    """The one region whose verdict is to be explained; None for the whole and for a zone."""
    key = request.GET.get("region", "")
    return Region.objects.prefectures().filter(code=key).first()


def place_asked(request: HttpRequest, board: Board) -> str:
    """Whose verdict is to be explained: `?region=`, else the whole; 404 for an unknown one."""
    key = request.GET.get("region") or board.plan.region.code
    if key not in {row.place.key for row in board.rows}:
        raise Http404(key)
    return key
