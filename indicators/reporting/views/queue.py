"""The reviewer's queue: what awaits review, oldest first, and who asks for a correction."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.reporting.calendar import day_of
from indicators.reporting.models import CorrectionRequest, Report
from indicators.reporting.review_queue import read_queue
from indicators.reporting.views.finding import person
from regions.permissions import Permission, can

ON_A_PAGE = 50


@login_required
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not can(user, Permission.REVIEW):
        raise PermissionDenied
    related = Report.objects.awaiting_review_by(user).select_related("period", "region", "reviewer")
    page = Paginator(related, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "queue": read_queue(list(page), on=day_of()),
        "corrections": CorrectionRequest.objects.awaiting_answer_by(user).to_show(),
    }
    return render(request, "reporting/review_list.html", context)
