"""今天做什么? What waits for the person who has logged in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.dashboard.tasks import tasks_of
from indicators.reporting.calendar import day_of
from regions.models import Role
from regions.permissions import roles_of

WITH_TASKS = {Role.REPORTER, Role.REVIEWER, Role.MANAGER}


@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    if not roles_of(request.user) & WITH_TASKS:
        raise PermissionDenied
    today = day_of()
    found = tasks_of(request.user, on=today)
    return render(request, "dashboard/tasks.html", {"tasks": found, "today": today})
