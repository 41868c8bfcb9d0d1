"""Who has reported: the status matrix of a year."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.reporting.calendar import day_of
from indicators.reporting.matrix import read_matrix, years
from indicators.reporting.past import day_asked, day_query
from indicators.reporting.past_form import PastDayForm
from regions.permissions import Permission, can


@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    if not can(request.user, Permission.SEE_STATUS):
        raise PermissionDenied
    known_on, known = day_asked(request), years()
    year = year_asked(request.GET.get("year"), known)
    day = day_query(known_on)
    context = {
        "matrix": read_matrix(request.user, year, on=known_on or day_of(), known_on=known_on),
        "years": [
            {"label": y, "url": f"{day or '?'}{'&' * bool(day)}year={y}", "current": y == year}
            for y in known
        ],
        "known_on": known_on,
        "day_query": day,
        "form": PastDayForm(known_on, year=year),
    }
    return render(request, "reporting/list.html", context)


def year_asked(text: str | None, known: list[int]) -> int:
    """The year named, else the latest that has periods; 404 for one without."""
    if text is None:
        return known[0] if known else day_of().year
    if text not in map(str, known):
        raise Http404(text)
    return int(text)
