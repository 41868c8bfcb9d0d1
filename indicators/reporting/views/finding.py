"""The report that a page is about, out of those that the person may see."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.reporting.actions.reviewing import RELEASED_BY_OTHERS_AFTER
from indicators.reporting.admission import wrong_state
from indicators.reporting.calendar import day_of, why_shut
from indicators.reporting.errors import Unreadable
from indicators.reporting.models import Report, Status, StatusChange
from indicators.reporting.moves import MOVES
from indicators.reporting.past import made_by, standing_on, status_of, visible_on
from indicators.reporting.two_persons import has_worked_on
from regions.models import User
from regions.permissions import Permission, can

OF_THE_REVIEWER = frozenset({"approve", "send_back"})
UNDER_REVIEW = (Status.SUBMITTED, Status.IN_REVIEW)
OF_ANOTHER = frozenset({"begin_review", "approve", "send_back"})


def person(request: HttpRequest) -> User:
    """Who asks; the pages here are for those who are logged in."""
    return cast(User, request.user)


def find_report(
    request: HttpRequest, period: str, region: str, known_on: date | None = None
) -> Report:
    """By names of period and region; one out of sight does not exist (404), then or now."""
    named = {"period__name": period, "region__code": region}
    refuse_before_it_was_opened(request, named, known_on)
    related = visible_on(request.user, known_on).select_related(
        "period", "region__parent", "reviewer"
    )
    return get_object_or_404(related, **named)


def refuse_before_it_was_opened(
    request: HttpRequest, named: dict[str, str], known_on: date | None
) -> None:
    """Whoever may read it at any status is told why there is nothing to see."""
    if known_on is None:
        return
    today = Report.objects.visible_to(request.user).filter(**named)
    if today.exists() and not standing_on(today, known_on).exists():
        said = {"day": known_on.isoformat()}
        raise Unreadable(_("On %(day)s this report had not been opened yet.") % said)


def report_for(request: HttpRequest, period: str, region: str, right: Permission) -> Report:
    """The same, where the person holds a right as well (403)."""
    report = find_report(request, period, region)
    if not can(request.user, right, report.region):
        raise PermissionDenied
    return report


def shut_because(report: Report) -> str:
    """Why its region cannot write to it today: its state, or the day; nothing if it can."""
    if not report.is_writable:
        return wrong_state(report)
    return why_shut(report, on=day_of()) or ""


def moves_offered(request: HttpRequest, report: Report) -> set[str]:
    """The verbs that the report's state, the person's rights and the second person allow."""
    user = person(request)
    offered = {
        verb
        for verb, move in MOVES.items()
        if report.status in move.before and can(user, move.permission, report.region)
    }
    if report.reviewer_id not in (None, user.pk):
        offered -= OF_THE_REVIEWER
        if timezone.now() - began(report) < RELEASED_BY_OTHERS_AFTER:
            offered.discard("release_review")
    if "withdraw" in offered and why_shut(report, on=day_of()):
        offered.discard("withdraw")
    if offered & OF_ANOTHER and has_worked_on(report, user):
        offered -= OF_ANOTHER
    return offered


def corrections_beside(request: HttpRequest, report: Report) -> dict[str, Any]:
    """The requests for a correction, for the region and those above it; whether one may ask."""
    if not can(request.user, Permission.SEE_REPORT, report.region):
        return {}
    found = list(report.correction_requests.to_show())
    is_asked = any(one.is_open for one in found)
    fills = can(request.user, Permission.FILL, report.region)
    asks = fills and report.status == Status.APPROVED and not is_asked
    return {"corrections": found, "asks": asks}


def began(report: Report) -> datetime:
    return report.review_began_at or timezone.now()


def last_return(report: Report, known_on: date | None = None) -> StatusChange | None:
    """Why the report came back, as long as it lies with its region again."""
    if (status_of(report) if known_on else report.status) != Status.RETURNED:
        return None
    returns = report.status_changes.filter(to_status=Status.RETURNED).select_related("by")
    return made_by(returns, known_on).order_by("-number").first()
