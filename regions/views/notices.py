"""What one was told: what still waits first, each leading to its object."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from regions import notices
from regions.models import Notice, User

ON_A_PAGE = 30
WAITS = ExpressionWrapper(Q(read_at=None, settled_at=None), BooleanField())


@require_safe
@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    own = Notice.objects.visible_to(cast(User, request.user))
    ordered = own.annotate(waits=WAITS).order_by("-waits", "-told_at", "-id")
    page = Paginator(ordered, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "regions/notice_list.html", {"page": page})


@require_POST
@login_required
def notice_read(request: HttpRequest, notice: int) -> HttpResponse:
    """Read it, and go where it leads."""
    own = Notice.objects.visible_to(cast(User, request.user))
    found = get_object_or_404(own, pk=notice)
    notices.read(own.filter(pk=found.pk))
    return redirect(found.link or "notice-list")


@require_POST
@login_required
def notice_read_all(request: HttpRequest) -> HttpResponse:
    notices.read(Notice.objects.visible_to(cast(User, request.user)))
    return redirect("notice-list")
