"""What if: other numerators or another target, judged and not stored."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from indicators.dashboard.selection import select, sources_of
from indicators.dashboard.views.nothing import nothing_yet
from indicators.dashboard.what_if import TARGET, kept, read
from indicators.plan.models import Indicator
from regions.gates import needs
from regions.permissions import Permission

SHOWN = ("period", "basis", "known_on")


@login_required
@require_safe
@needs(Permission.SUPPOSE)
def indicator_what_if(request: HttpRequest, code: str) -> HttpResponse:
    """The address holds all that is supposed, and nothing else: it can be passed on."""
    indicator = get_object_or_404(Indicator.objects.active().select_related("plan"), code=code)
    selection = select(request, of=indicator)
    if selection is None:
        return nothing_yet(request)
    sent = request.GET.dict()
    fields = [name for name in sent if name == TARGET or name.startswith("n-")]
    if any(not sent[name].strip() for name in fields):
        return redirect(f"{request.path}?{urlencode(kept(sent, [*SHOWN, *fields]))}")
    context = {
        "indicator": indicator,
        "selection": selection,
        "known_on": selection.known_on,
        "what_if": read(sources_of(selection, indicators=[indicator.code]), sent),
    }
    return render(request, "dashboard/what_if.html", context)
