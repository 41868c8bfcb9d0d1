"""Reports and their moves: each state is the last move's, each move stands in the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from indicators.reporting.consistency.faults import Fault, each
from indicators.reporting.models import (
    Report,
    ReportingPeriod,
    Revision,
    Status,
    StatusChange,
    Submission,
)
from indicators.reporting.moves import legal
from regions.models import Level

NAMED = ("period__name", "region__code")
CHANGE = ("report__period__name", "report__region__code", "number")
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


def states() -> Iterator[Fault]:
    """`Report.status` is its last StatusChange, kept for speed."""
    last = StatusChange.objects.filter(report=OuterRef("pk")).order_by("-number")
    reports = Report.objects.annotate(last=Subquery(last.values("to_status")[:1]))
    wrong = reports.exclude(last=F("status")) | reports.filter(last=None)
    yield from each("status_unlike_its_last_change", wrong, *NAMED)
    began = last.filter(to_status=Status.IN_REVIEW).values("by")[:1]
    reviewed = Report.objects.filter(status=Status.IN_REVIEW).annotate(began=Subquery(began))
    yield from each("reviewer_unknown", reviewed.exclude(reviewer=F("began")), *NAMED)


def moves() -> Iterator[Fault]:
    """Every row is a move of the table and begins where the one before ended."""
    allowed = Q(pk__in=[])
    for left, reached in legal():
        allowed |= Q(from_status=left, to_status=reached)
    yield from each("change_not_allowed", StatusChange.objects.filter(~allowed), *CHANGE)
    before = StatusChange.objects.filter(
        report=OuterRef("report_id"),
        number=OuterRef("number") - 1,
        to_status=OuterRef("from_status"),
    )
    loose = StatusChange.objects.filter(~Q(number=1, from_status="") & ~Exists(before))
    yield from each("change_out_of_order", loose, *CHANGE)


def approvals() -> QuerySet[StatusChange]:
    return StatusChange.objects.filter(to_status=Status.APPROVED)


def approved_submissions() -> Iterator[Fault]:
    """An approval names the submission that was the last one then."""
    handed_in = StatusChange.objects.filter(
        report=OuterRef("report_id"),
        number__lt=OuterRef("number"),
        to_status=Status.SUBMITTED,
        submission__isnull=False,
    )
    last = Subquery(handed_in.order_by("-number").values("submission")[:1])
    wrong = approvals().annotate(last=last).exclude(submission=F("last"))
    yield from each("approval_of_another_submission", wrong, *CHANGE)


def two_persons() -> Iterator[Fault]:
    """Who filled since the approval before, or submitted, did not approve."""
    earlier = approvals().filter(report=OuterRef("report_id"), number__lt=OuterRef("number"))
    since = Subquery(earlier.order_by("-number").values("at")[:1], output_field=DateTimeField())
    approved = approvals().annotate(since=Coalesce(since, Value(LONG_AGO)))
    by_the_same = {
        "report": OuterRef("report_id"),
        "by": OuterRef("by_id"),
        "at__gte": OuterRef("since"),
        "at__lte": OuterRef("at"),
    }
    filled = Exists(Revision.objects.filter(**by_the_same))
    handed_in = Exists(Submission.objects.filter(**by_the_same))
    yield from each("approved_by_who_filled", approved.filter(filled | handed_in), *CHANGE)


def first_submissions() -> Iterator[Fault]:
    """On time or late is decided by the first submission."""
    reports = Report.objects.annotate(first=Min("submissions__at"))
    unsaid = Q(first__isnull=False, first_submitted_at=None)
    vain = Q(first=None, first_submitted_at__isnull=False)
    other = Q(first__isnull=False, first_submitted_at__isnull=False) & ~Q(
        first=F("first_submitted_at")
    )
    yield from each("first_submission_misdated", reports.filter(unsaid | vain | other), *NAMED)


def numbering() -> Iterator[Fault]:
    """Submissions are numbered from 1 without gaps."""
    before = Submission.objects.filter(
        report=OuterRef("report_id"), number=OuterRef("number") - 1, at__lte=OuterRef("at")
    )
    loose = Submission.objects.filter(~Q(number=1) & ~Exists(before))
    yield from each("submission_out_of_order", loose, *CHANGE)


def provinces() -> Iterator[Fault]:
    """Opening a period makes a report for each region asked and one for the province."""
    own = Report.objects.filter(period=OuterRef("pk"), region__level=Level.PROVINCE)
    yield from each("report_missing", ReportingPeriod.objects.filter(~Exists(own)), "name")
