"""Who has reported: the status matrix of a year."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.reporting.calendar import day_of
from indicators.reporting.matrix import read_matrix, years
from regions.permissions import Permission, can


@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    if not can(request.user, Permission.SEE_STATUS):
        raise PermissionDenied
    known = years()
    year = year_asked(request.GET.get("year"), known)
    matrix = read_matrix(request.user, year, on=day_of())
    tabs = [{"label": y, "url": f"?year={y}", "current": y == year} for y in known]
    return render(request, "reporting/list.html", {"matrix": matrix, "years": tabs})


def year_asked(text: str | None, known: list[int]) -> int:
    """The year named, else the latest that has periods; 404 for one without."""
    if text is None:
        return known[0] if known else day_of().year
    if text not in map(str, known):
        raise Http404(text)
    return int(text)
