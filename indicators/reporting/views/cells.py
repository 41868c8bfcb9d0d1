"""The grid's cells as they are left: each is saved by itself, a pasted block as a whole."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators.reporting.cells_sent import save_cells
from indicators.reporting.views.finding import person, report_for
from regions.permissions import Permission


@login_required
@require_POST
def report_cells(request: HttpRequest, period: str, region: str) -> HttpResponse:
    """What a page open since another person was logged in here sends is not that person's."""
    report = report_for(request, period, region, Permission.FILL)
    by = person(request)
    if request.POST.get("who") != str(by.pk):
        refusal = _("Somebody else has logged in here meanwhile: %(user)s. Nothing was saved.")
        context = {"report": report, "refusal": refusal % {"user": by.name}}
        return render(request, "reporting/cells.html", context, status=409)
    answer = save_cells(report, request.POST.dict(), by)
    context = {"report": report, "refusal": answer.refusal, "answer": answer}
    return render(request, "reporting/cells.html", context, status=answer.status)
