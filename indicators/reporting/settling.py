"""When nothing is left to do about what people were told of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from indicators.reporting.models import CorrectionRequest, Outcome, Report, Status
from indicators.reporting.notifying import (
    ASKED,
    AWAITING,
    DAILY,
    REVIEW,
    TO_FILL,
    URGED,
    correction_of,
    subject_of,
)
from regions.models import Notice, User
from regions.notices import settle
from regions.permissions import Permission, people_who, regions_of

Matter = tuple[int, str]
"""Somebody's key, and what waits for them."""


def to_review() -> Iterator[tuple[User, int]]:
    """Each reviewer with how many reports lie with them: submitted, or taken up by themselves."""
    waiting = Report.objects.filter(status__in=(Status.SUBMITTED, Status.IN_REVIEW))
    reports = list(waiting.select_related("region__parent"))
    people = people_who(Permission.REVIEW, {report.region for report in reports})
    counts: dict[User, int] = defaultdict(int)
    for report in reports:
        for user in people[report.region.pk]:
            counts[user] += report.reviewer_id in (None, user.pk)
    return ((user, number) for user, number in counts.items() if number)


def to_answer() -> Iterator[Matter]:
    """Each reviewer with each correction asked for."""
    requests = CorrectionRequest.objects.open().select_related(
        "report__period", "report__region__parent"
    )
    reports = [request.report for request in requests]
    people = people_who(Permission.REVIEW, {report.region for report in reports})
    return ((u.pk, correction_of(r)) for r in reports for u in people[r.region_id])


def corrections_of(user: User) -> set[str]:
    """Those that the person is to answer, or asked for where they still fill and was declined."""
    declined = CorrectionRequest.objects.filter(
        outcome=Outcome.DECLINED, by=user, report__region__in=regions_of(user, Permission.FILL)
    )
    return {
        correction_of(request.report)
        for requests in (CorrectionRequest.objects.awaiting_answer_by(user), declined)
        for request in requests.select_related("report__period", "report__region")
    }


def settle_corrections(report: Report, kinds: Collection[str], at: datetime) -> None:
    """What people were told of a correction is answered, or the answer is out of date."""
    settle(Notice.objects.filter(subject=correction_of(report), kind__in=kinds), at=at)


def settle_moved(report: Report, at: datetime) -> None:
    """The report has moved: to its reviewers, so that its region is done; or from them."""
    if report.status == Status.SUBMITTED:
        to_fill = Notice.objects.filter(subject=subject_of(report), kind__in=TO_FILL)
        settle(to_fill, at=at)
    else:
        settle_reviews(at)


def settle_reviews(at: datetime) -> None:
    """For the reviewers with whom nothing lies any more."""
    told = Notice.objects.standing().filter(subject=REVIEW, kind=AWAITING)
    people = set(told.values_list("user", flat=True))
    if people:
        busy = {user.pk for user, _number in to_review()}
        settle(told.filter(user__in=people - busy), at=at)


def standing() -> dict[int, Matter]:
    """What still stands of what was told of reports, by the notice's key."""
    told = Notice.objects.standing().filter(kind__in=TO_FILL | {AWAITING, ASKED})
    return {
        key: (user, subject) for key, user, subject in told.values_list("pk", "user", "subject")
    }


def settle_past(told: dict[int, Matter], alive: Collection[Matter], at: datetime) -> None:
    """What ended without a verb: the time to write, the period, somebody's membership.

    `told` was read before `alive`: what is told meanwhile is not touched.
    """
    over = [key for key, matter in told.items() if matter not in alive]
    settle(Notice.objects.filter(pk__in=over, told_at__lte=at), at=at)


def settle_superseded(at: datetime) -> None:
    """The same told again on a later day: the last one alone asks to be read."""
    same = Notice.objects.filter(user=OuterRef("user"), subject=OuterRef("subject"))
    for kinds in (DAILY, {URGED}):
        later = same.filter(kind__in=kinds, day__gt=OuterRef("day"))
        settle(Notice.objects.filter(Exists(later), kind__in=kinds), at=at)
