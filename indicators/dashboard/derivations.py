"""Which verdict a page is asked to explain."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from indicators.assessment.board import Board
from regions.models import Region


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
