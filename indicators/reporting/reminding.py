"""The day's reminders: notices for what is due, overdue or returned, and one mail a person.

Safe to run twice: a notice is written once a day, and whoever has had a mail today gets no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from indicators.reporting import mailing, notifying
from indicators.reporting.calendar import day_of
from indicators.reporting.models import Report, Status
from indicators.reporting.pending import ToFill, unfinished
from regions.models import Notice, Region, User
from regions.notices import Told, tell
from regions.permissions import Permission, people_who, regions_of


@dataclass(slots=True)
class Reminded:
    """How many notices were new, how many mails went out, and to whom one could not."""

    notices: int = 0
    mails: int = 0
    failed: list[str] = field(default_factory=list)


def remind(*, at: datetime | None = None) -> Reminded:
    """Notices first: a mail that fails loses nothing, and is tried again by the next run."""
    at = at or timezone.now()
    day = day_of(at)
    pending = [task for task in unfinished(Region.objects.all(), day) if task.is_open]
    reviews = list(to_review())
    before = notifying.told_already(day)
    due = [one for one in reminders(pending, reviews) if key(one) not in before]
    done = Reminded(notices=len(tell(due, at=at)))
    for user in recipients(at):
        notices = digest(user, at)
        try:
            done.mails += mailing.send(user, notices, at) if notices else 0
        except (OSError, ValueError) as error:
            done.failed.append(f"{user.username}: {error}")
    return done


def key(one: Told) -> tuple[int, str, str]:
    return one.user.pk, one.kind, one.subject


def reminders(pending: Iterable[ToFill], reviews: Iterable[tuple[User, int]]) -> Iterator[Told]:
    tasks = list(pending)
    people = people_who(Permission.FILL, {task.report.region for task in tasks})
    for task in tasks:
        yield from notifying.reminding(task, people[task.report.region.pk])
    for user, number in reviews:
        yield notifying.awaiting(user, number)


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


def recipients(at: datetime) -> list[User]:
    """Who was told something today that has not been mailed, and has an address."""
    today = Notice.objects.filter(day=day_of(at), mailed_at=None).values("user")
    return list(User.objects.filter(pk__in=today, is_active=True).exclude(email="").order_by("pk"))


def digest(user: User, at: datetime) -> list[Notice]:
    """Today's notices that still matter to the person at this very moment.

    Read just before the mail: what was submitted meanwhile, or is no longer theirs, is left out.
    """
    fresh = User.objects.filter(pk=user.pk, is_active=True).first()
    if fresh is None:
        return []
    tasks = unfinished(regions_of(fresh, Permission.FILL), day_of(at))
    matters = {notifying.subject_of(task.report) for task in tasks if task.is_open}
    waiting = Report.objects.awaiting_review_by(fresh)
    if waiting.filter(Q(reviewer=None) | Q(reviewer=fresh)).exists():
        matters.add(notifying.REVIEW)
    today = Notice.objects.filter(day=day_of(at), user=fresh, subject__in=matters)
    return list(today.order_by("id"))
