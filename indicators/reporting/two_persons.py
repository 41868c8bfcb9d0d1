"""Who filled or submitted does not review, whatever roles they hold."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from indicators.reporting.errors import Forbidden
from indicators.reporting.models import Report, Revision, Status, StatusChange, Submission
from indicators.reporting.period_words import period_in_words
from regions.models import User


def refuse_own_work(report: Report, by: User) -> None:
    if has_worked_on(report, by):
        facts = {
            "user": by.name,
            "region": report.region.name,
            "period": period_in_words(report.period),
        }
        raise Forbidden(
            _(
                "%(user)s filled in or submitted the report of %(region)s for %(period)s; "
                "another person reviews it."
            )
            % facts
        )


def has_worked_on(report: Report, user: User) -> bool:
    """Whether the person filled anything or submitted since the last approval."""
    return bool(worked_on([report.pk], user))


def worked_on(reports: Iterable[int], user: User) -> set[int]:
    """Of these reports (keys) those that the person filled or submitted since their approval."""
    keys, found = list(reports), set[int]()
    approvals = StatusChange.objects.filter(
        report=OuterRef("report"), to_status=Status.APPROVED
    ).order_by()
    last = approvals.values("report").annotate(last=Max("at")).values("last")
    for rows in (Revision.objects.all(), Submission.objects.all()):
        own = rows.filter(by=user, report__in=keys).annotate(since=Subquery(last))
        recent = own.filter(Q(since=None) | Q(at__gte=F("since"))).order_by()
        found.update(recent.values_list("report_id", flat=True).distinct())
    return found
