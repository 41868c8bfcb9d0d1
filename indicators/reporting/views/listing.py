"""Who has reported: the status matrix of a year, and how punctual the regions were."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.reporting.calendar import day_of
from indicators.reporting.listed_form import ListedForm, sought_in
from indicators.reporting.matrix import read_matrix, years
from indicators.reporting.past import PARAMETER, day_asked, day_query
from indicators.reporting.past_form import PastDayForm
from indicators.reporting.timeliness import read_timeliness
from indicators.reporting.views.finding import person
from regions.gates import needs
from regions.permissions import Permission, can

ON_A_PAGE = 120
"""Regions: Hubei's counties with its prefectures and itself fit on one."""


@login_required
@require_safe
@needs(Permission.SEE_STATUS)
def report_list(request: HttpRequest) -> HttpResponse:
    known_on, known, user = day_asked(request), years(), person(request)
    year, sought = year_asked(request.GET.get("year"), known), sought_in(request.GET)
    on = known_on or day_of()
    whole = read_matrix(user, year, on=on, known_on=known_on, sought=sought)
    shown = whole.showing(sought.standing)
    kept = {"year": year, "zone": sought.zone, PARAMETER: known_on and known_on.isoformat()}
    context = {
        "matrix": shown,
        "page": Paginator(shown.rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "asked": whole,
        "counts": [
            {"label": word, "n": n, "current": code == sought.standing,
             "url": query(kept, status="" if code == sought.standing else code)}
            for code, word, n in whole.counts()
        ],
        "years": year_tabs(known, year, kept | {"status": sought.standing}),
        "known_on": known_on,
        "day_query": day_query(known_on),
        "form": ListedForm(year, sought, known_on),
        "carried": query(kept, status=sought.standing),
        "reviews": known_on is None and can(user, Permission.REVIEW),
    }  # fmt: skip
    return render(request, "reporting/list.html", context)


@login_required
@require_safe
@needs(Permission.SEE_STATUS)
def report_timeliness(request: HttpRequest) -> HttpResponse:
    """报送及时率 and 退回次数 by region."""
    known_on, known, user = day_asked(request), years(), person(request)
    year, on = year_asked(request.GET.get("year"), known), known_on or day_of()
    matrix = read_matrix(user, year, on=on, known_on=known_on)
    kept = {"year": year, PARAMETER: known_on and known_on.isoformat()}
    context = {
        "rows": read_timeliness(matrix, on=on, known_on=known_on),
        "year": year,
        "years": year_tabs(known, year, kept),
        "known_on": known_on,
        "form": PastDayForm(known_on, year=year),
        "carried": query(kept),
    }
    return render(request, "reporting/timeliness.html", context)


def year_tabs(known: list[int], year: int, kept: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"label": y, "url": query(kept, year=y), "current": y == year} for y in known]


def query(kept: dict[str, Any], **changed: object) -> str:
    """An address of the same page; what is empty is left out."""
    return "?" + urlencode({name: value for name, value in (kept | changed).items() if value})


def year_asked(text: str | None, known: list[int]) -> int:
    """The year named, else the latest that has periods; 404 for one without."""
    if text is None:
        return known[0] if known else day_of().year
    if text not in map(str, known):
        raise Http404(text)
    return int(text)
