"""Correction requests: only approved reports await one, and to grant it is to reopen."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from indicators.reporting.consistency.faults import Fault, each
from indicators.reporting.models import (
    CorrectionMeasure,
    CorrectionRequest,
    Outcome,
    PeriodMeasure,
    Status,
    StatusChange,
)

NAMED = ("report__period__name", "report__region__code")


def open_ones() -> Iterator[Fault]:
    """A reopening answers the open request in its own transaction."""
    loose = CorrectionRequest.objects.open().exclude(report__status=Status.APPROVED)
    yield from each("correction_open_without_approval", loose, *NAMED)


def granted() -> Iterator[Fault]:
    reopening = StatusChange.objects.filter(
        report=OuterRef("report_id"),
        from_status=Status.APPROVED,
        to_status=Status.RETURNED,
        at=OuterRef("answered_at"),
        by=OuterRef("answered_by_id"),
    )
    requests = CorrectionRequest.objects.filter(outcome=Outcome.GRANTED)
    yield from each("correction_granted_in_vain", requests.filter(~Exists(reopening)), *NAMED)


def asked_too_early() -> Iterator[Fault]:
    approval = StatusChange.objects.filter(
        report=OuterRef("report_id"), to_status=Status.APPROVED, at__lte=OuterRef("at")
    )
    early = CorrectionRequest.objects.filter(~Exists(approval))
    yield from each("correction_before_approval", early, *NAMED)


def named() -> Iterator[Fault]:
    """Each request names measures, and those that its period asks."""
    asked = PeriodMeasure.objects.filter(
        period=OuterRef("request__report__period_id"), measure=OuterRef("measure_id")
    )
    foreign = CorrectionMeasure.objects.filter(~Exists(asked)).values("request")
    requests = CorrectionRequest.objects
    wrong = requests.filter(named=None) | requests.filter(pk__in=foreign)
    yield from each("correction_of_nothing_asked", wrong, *NAMED)
