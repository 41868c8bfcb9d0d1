"""Who filled or submitted does not review, whatever roles they hold."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from indicators.reporting.errors import Forbidden
from indicators.reporting.models import Report, Status
from regions.models import User


def refuse_own_work(report: Report, by: User) -> None:
    if has_worked_on(report, by):
        raise Forbidden(
            _("%(user)s filled in or submitted this report; another person reviews it.")
            % {"user": by.name}
        )


def has_worked_on(report: Report, user: User) -> bool:
    """Whether the person filled anything or submitted since the last approval."""
    since = last_approval(report)
    work = report.revisions.filter(by=user), report.submissions.filter(by=user)
    return any((rows.filter(at__gte=since) if since else rows).exists() for rows in work)


def last_approval(report: Report) -> datetime | None:
    approvals = report.status_changes.filter(to_status=Status.APPROVED)
    found: datetime | None = approvals.aggregate(last=Max("at"))["last"]
    return found
