"""What is to be done today: for those who fill, those who review, those who manage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max

from indicators.reporting.calendar import period_named
from indicators.reporting.models import CorrectionRequest, Report, ReportingPeriod
from indicators.reporting.notifying import subject_of, urged_on
from indicators.reporting.pending import ToFill, owed_to, unfinished
from indicators.reporting.period_list import all_proposed
from regions.permissions import Permission, can, regions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from indicators.plan.models import Plan
    from regions.models import User


@dataclass(slots=True)
class Tasks:
    """Each list is empty for who does not hold the role.

    `urged` has the keys of the missing reports that were asked for today (催报); `to_open` has
    by name the next period of each plan, once it is over.
    """

    to_fill: list[ToFill] = field(default_factory=list)
    to_review: list[Report] = field(default_factory=list)
    corrections: list[CorrectionRequest] = field(default_factory=list)
    missing: list[ToFill] = field(default_factory=list)
    urged: set[int] = field(default_factory=set)
    to_close: list[ReportingPeriod] = field(default_factory=list)
    to_open: dict[str, Plan] = field(default_factory=dict)
    fills: bool = False
    reviews: bool = False
    manages: bool = False

    @property
    def late(self) -> int:
        """How many of the missing are overdue."""
        return sum(task.days_left < 0 for task in self.missing)

    @property
    def overdue_periods(self) -> list[ReportingPeriod]:
        """Those in which a region is late, the oldest first."""
        late = {task.report.period for task in self.missing if task.may_be_urged}
        return sorted(late, key=lambda period: period.starts_on)


def tasks_of(user: User | AnonymousUser, *, on: date) -> Tasks:
    """All that waits for the person today; a number of queries that depends on nothing."""
    tasks = Tasks(
        fills=can(user, Permission.FILL),
        reviews=can(user, Permission.REVIEW),
        manages=can(user, Permission.MANAGE),
    )
    if tasks.fills:
        mine = unfinished(regions_of(user, Permission.FILL), on)
        tasks.to_fill = [task for task in mine if task.is_open]
    if tasks.reviews:
        tasks.to_review = awaiting_review(user)
        tasks.corrections = list(CorrectionRequest.objects.awaiting_answer_by(user).to_show())
    if tasks.manages:
        tasks.missing = owed_to(user, on)
        asked_for = urged_on(on)
        tasks.urged = {t.report.pk for t in tasks.missing if subject_of(t.report) in asked_for}
        tasks.to_open = over_and_not_opened(on)
        tasks.to_close = list(ReportingPeriod.objects.filter(closed_at=None, locks_on__lt=on))
    return tasks


def over_and_not_opened(on: date) -> dict[str, Plan]:
    """The next period that each plan asks for, if it has ended."""
    found = all_proposed().items()
    return {name: plan for name, plan in found if period_named(name).ends_on < on}


def awaiting_review(user: User | AnonymousUser) -> list[Report]:
    """What lies with the reviewer, the one submitted first on top; each says when it came."""
    waiting = Report.objects.awaiting_review_by(user).select_related("period", "region", "reviewer")
    return list(waiting.annotate(submitted_at=Max("submissions__at")).order_by("submitted_at"))
