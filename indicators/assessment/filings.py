"""Where reports stand and who answers for them, today or on a past day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from indicators.assessment.ledger import Ledger
from indicators.reporting.models import Report, Status, StatusChange
from indicators.reporting.past import made_by, visible_on
from regions.models import User

Holder = tuple[int, int]
"""A report by its period and region."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A report with its last submission and approval; `opens`: the reader may open it.

    Who may not, sees nothing of who did what in it, and where it stands only if it is `listed` for
    them: a bureau's peers have not reported, or are reviewed again, and no more is told.
    """

    report: Report
    status: Status
    opens: bool
    submitted: StatusChange | None = None
    approved: StatusChange | None = None
    reopened: bool = False
    listed: bool = True


def read_filings(
    ledger: Ledger, holders: Collection[Holder], user: User | None
) -> dict[Holder, Filing]:
    """Three queries at most; without a user everything may be seen."""
    periods, regions = ({holder[side] for holder in holders} for side in (0, 1))
    reports = Report.objects.filter(period__in=periods, region__in=regions)
    listed = reports if user is None else reports.listed_for(user)
    moves = StatusChange.objects.filter(report__in=reports.values("pk"))
    history: dict[int, list[StatusChange]] = {}
    for one in (
        made_by(moves, ledger.known_on)
        .select_related("by", "submission")
        .order_by("report", "number")
    ):
        history.setdefault(one.report_id, []).append(one)
    visible = reports if user is None else visible_on(user, ledger.known_on)
    opened = set(visible.filter(pk__in=reports.values("pk")).values_list("pk", flat=True))
    return {
        (report.period_id, report.region_id): filing(
            report, history.get(report.pk, []), ledger, opens=report.pk in opened
        )
        for report in reports.select_related("region", "period").annotate(
            is_listed=Count("pk", filter=Q(pk__in=listed.values("pk")))
        )
        if not ledger.known_on or report.pk in history
    }


def filing(report: Report, moves: list[StatusChange], ledger: Ledger, *, opens: bool) -> Filing:
    last = moves[-1] if moves else None
    now = last.to_status if last and ledger.known_on else report.status
    reopened = last is not None and last.from_status == Status.APPROVED
    known = Filing(
        report,
        Status(now),
        opens,
        reopened=reopened and now == Status.RETURNED,
        listed=opens or bool(getattr(report, "is_listed", 0)),
    )
    if not opens:
        return known
    return replace(
        known,
        submitted=latest(moves, Status.SUBMITTED),
        approved=latest(moves, Status.APPROVED) if now == Status.APPROVED else None,
    )


def latest(moves: Iterable[StatusChange], status: Status) -> StatusChange | None:
    """The submission itself, not a review that was put back."""
    found = [one for one in moves if one.to_status == status]
    if status == Status.SUBMITTED:
        found = [one for one in found if one.from_status != Status.IN_REVIEW]
    return found[-1] if found else None
