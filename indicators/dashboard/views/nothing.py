"""What a page says while nothing has been reported, or had not been by the day asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.reporting.past import day_asked


def nothing_yet(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/nothing_yet.html", {"known_on": day_asked(request)})
