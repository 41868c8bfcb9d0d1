"""更正申请: the region asks for a correction after the approval; the reviewer answers.

To grant it is to reopen the report (`reopen`), which answers the open request on the way.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.plan.models import Measure
from indicators.reporting import notifying
from indicators.reporting.admission import wrong_state
from indicators.reporting.asked import asked_of
from indicators.reporting.errors import Conflict, Invalid
from indicators.reporting.explaining import plain
from indicators.reporting.models import (
    CorrectionMeasure,
    CorrectionRequest,
    Outcome,
    Report,
    Status,
)
from indicators.reporting.notifying import ASKED, DECLINED
from indicators.reporting.rights import demand, held
from indicators.reporting.settling import settle_corrections
from regions.audit import Acts, acting
from regions.models import User
from regions.permissions import Permission

LONGEST = 500


def ask_correction(
    *,
    report: Report,
    by: User,
    reason: str,
    measures: Collection[str],
    at: datetime | None = None,
) -> CorrectionRequest:
    """Ask to have the approval taken back. Pressed twice by the same person it has one effect."""
    at, reason = at or timezone.now(), sound(reason)
    with acting(by=by, at=at) as acts:
        demand(by, Permission.FILL, report.region)
        [fresh] = held([report.pk])
        if fresh.status != Status.APPROVED:
            raise Conflict(wrong_state(fresh))
        there = fresh.correction_requests.open().first()
        if there and there.by_id == by.pk and there.reason == reason:
            return there
        if there:
            raise Conflict(_("A correction has been asked for already; it awaits an answer."))
        named = measures_named(fresh, measures)
        request = CorrectionRequest.objects.create(report=fresh, at=at, by=by, reason=reason)
        CorrectionMeasure.objects.bulk_create(
            CorrectionMeasure(request=request, measure=measure) for measure in named
        )
        record(acts, "ask_correction", fresh, reason, measures=[m.code for m in named])
        notifying.tell_of_asking(request, at)
        settle_corrections(fresh, {DECLINED}, at)
    return request


def decline_correction(
    *, report: Report, by: User, answer: str, at: datetime | None = None
) -> CorrectionRequest:
    """Leave the approval as it is, and say why."""
    at, answer = at or timezone.now(), sound(answer)
    with acting(by=by, at=at) as acts:
        demand(by, Permission.REVIEW, report.region)
        [fresh] = held([report.pk])
        request = fresh.correction_requests.open().first()
        if request:
            close(request, Outcome.DECLINED, by, answer, at)
            record(acts, "decline_correction", fresh, answer)
            notifying.tell_of_declining(request, at)
            settle_corrections(fresh, {ASKED}, at)
            return request
        last = fresh.correction_requests.last()
        if last and (last.outcome, last.answered_by_id) == (Outcome.DECLINED, by.pk):
            return last
        raise Conflict(_("No correction of this report is being asked for."))


def grant_correction(report: Report, by: User, answer: str, at: datetime, acts: Acts) -> None:
    """Answer the open request, if there is one; only `reopen` does so, with the report locked."""
    request = report.correction_requests.open().first()
    if request:
        close(request, Outcome.GRANTED, by, answer, at)
        record(acts, "grant_correction", report, answer)
    settle_corrections(report, {ASKED, DECLINED}, at)


def close(
    request: CorrectionRequest, outcome: Outcome, by: User, answer: str, at: datetime
) -> None:
    request.outcome, request.answer = outcome, answer
    request.answered_by, request.answered_at = by, at
    request.save()


def sound(text: str) -> str:
    text = plain(text)
    if not 0 < len(text) <= LONGEST:
        raise Invalid(_("Give the reason, in at most 500 characters."))
    return text


def measures_named(report: Report, codes: Collection[str]) -> list[Measure]:
    """Those of the report's own; at least one."""
    found = [measure for measure in measures_of(report) if measure.code in codes]
    if not found or len(found) < len(set(codes)):
        raise Invalid(_("Name the measures to be corrected, out of those of this report."))
    return found


def measures_of(report: Report) -> list[Measure]:
    """What the report itself carries, in the order of the plan."""
    blocks = asked_of([report])[report.pk].blocks
    found = {
        measure.code: measure for _regions, measures in blocks for measure in measures.values()
    }
    return sorted(found.values(), key=lambda measure: (measure.position, measure.code))


def record(acts: Acts, act: str, report: Report, reason: str, **new: Any) -> None:
    acts.record(
        act,
        object_type="report",
        object_label=str(report),
        region_code=report.region.code,
        period=report.period.name,
        new=new or None,
        reason=reason,
    )
