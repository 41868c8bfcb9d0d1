"""Why: one verdict with everything it comes from, as a page and as a part of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from indicators.dashboard.derivations import board_to_explain, explained, region_asked
from indicators.dashboard.filters import PlaceForm
from indicators.dashboard.selection import select
from indicators.dashboard.views.nothing import nothing_yet
from indicators.plan.models import Indicator
from regions.gates import needs
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
    why = explained(request, board_to_explain(request, selection, indicator), indicator)
    context = {
        "indicator": indicator,
        "parts": [one.measure for one in indicator.numerators.select_related("measure")],
        "selection": selection,
        "known_on": selection.known_on,
        "form": PlaceForm(selection, why.row.place.key),
        "why": why,
        "in_full": True,
    }
    is_part = request.headers.get("HX-Request") == "true"
    template = "indicator/_derivation.html" if is_part else "why.html"
    return render(request, f"dashboard/{template}", context)
