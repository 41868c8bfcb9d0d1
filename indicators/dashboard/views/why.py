"""Why: one verdict with everything it comes from, as a page and as a part of one."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from indicators.assessment.derivation_text import tell
from indicators.dashboard.derivations import place_asked, region_asked
from indicators.dashboard.filters import PlaceForm
from indicators.dashboard.selection import board_of, select
from indicators.dashboard.views.nothing import nothing_yet
from indicators.plan.models import Indicator
from regions.gates import needs
from regions.models import User
from regions.permissions import Permission

RELATED = ("theme", "denominator", "zone", "plan")


@login_required
@require_safe
@needs(Permission.SEE_VALUES)
@vary_on_headers("HX-Request")
def indicator_why(request: HttpRequest, code: str) -> HttpResponse:
    """`?region=` is a region's or a zone's code; a bureau may ask for its own provisional one."""
    indicator = get_object_or_404(Indicator.objects.active().select_related(*RELATED), code=code)
    region = region_asked(request)
    selection = select(request, region, of=indicator)
    if selection is None:
        return nothing_yet(request)
    places = [region.code, selection.plan.region.code] if region else None
    board = board_of(selection, indicators=[indicator.code], places=places)
    row = board.row(indicator.code, place_asked(request, board))
    if row is None:
        raise Http404(code)
    context = {
        "indicator": indicator,
        "parts": [one.measure for one in indicator.numerators.select_related("measure")],
        "selection": selection,
        "known_on": selection.known_on,
        "form": PlaceForm(selection, row.place.key),
        "why": tell(board, row, cast(User, request.user)),
        "in_full": True,
    }
    is_part = request.headers.get("HX-Request") == "true"
    template = "indicator/_derivation.html" if is_part else "why.html"
    return render(request, f"dashboard/{template}", context)
