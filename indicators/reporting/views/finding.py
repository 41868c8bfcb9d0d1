"""The report that a page is about, out of those that the person may see."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required as login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from indicators.reporting.models import Report, Status, StatusChange
from indicators.reporting.moves import MOVES
from regions.models import User
from regions.permissions import Permission, can


def person(request: HttpRequest) -> User:
    """Who asks; the pages here are for those who are logged in."""
    return cast(User, request.user)


def find_report(request: HttpRequest, period: str, region: str) -> Report:
    """By names of period and region; one out of sight does not exist (404)."""
    visible = Report.objects.visible_to(request.user)
    related = visible.select_related("period", "region__parent", "reviewer")
    return get_object_or_404(related, period__name=period, region__code=region)


def report_for(request: HttpRequest, period: str, region: str, right: Permission) -> Report:
    """The same, where the person holds a right as well (403)."""
    report = find_report(request, period, region)
    if not can(request.user, right, report.region):
        raise PermissionDenied
    return report


def moves_offered(request: HttpRequest, report: Report) -> set[str]:
    """The verbs that the report's state and the person's rights allow."""
    return {
        verb
        for verb, move in MOVES.items()
        if report.status in move.before and can(request.user, move.permission, report.region)
    }


def last_return(report: Report) -> StatusChange | None:
    """Why the report came back, as long as it lies with its region again."""
    if report.status != Status.RETURNED:
        return None
    returns = report.status_changes.filter(to_status=Status.RETURNED).select_related("by")
    return returns.order_by("-number").first()
