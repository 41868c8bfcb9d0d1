"""The day's reminders: notices for what is due, overdue or returned, and one mail a person.

Safe to run twice: a notice is written once a day, and whoever has had a mail today gets no other.
What somebody said since the last mail (a return, 催报) goes out with the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from indicators.reporting import mailing, notifying, settling
from indicators.reporting.calendar import day_of
from indicators.reporting.models import Report, Status
from indicators.reporting.notifying import REVIEW, subject_of
from indicators.reporting.pending import ToFill, unfinished
from indicators.reporting.rights import held
from indicators.reporting.settling import Matter
from regions.models import Notice, Region, User
from regions.models.notice import NoticeQuerySet
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
    done = Reminded(notices=tell_all(at))
    for user in recipients(at):
        try:
            done.mails += mailing.send(user, digest, at)
        except (OSError, ValueError) as error:
            done.failed.append(f"{user.username}: {error}")
    return done


@transaction.atomic
def tell_all(at: datetime) -> int:
    """The day's notices; what is over or told anew asks to be read no more. How many were new.

    The reports are held: none is handed in or decided between the look and the notice.
    """
    held(Report.objects.exclude(status=Status.APPROVED).values_list("pk", flat=True))
    day, standing = day_of(at), settling.standing()
    tasks = [task for task in unfinished(Region.objects.all(), day) if task.is_open]
    people = people_who(Permission.FILL, {task.report.region for task in tasks})
    reviews = list(settling.to_review())
    alive = {(user.pk, REVIEW) for user, _number in reviews} | matters(tasks, people)
    alive.update(settling.to_answer())
    before = notifying.told_already(day)
    due = [one for one in reminders(tasks, people) if one.key not in before]
    new = tell(due, at=at) + tell((notifying.awaiting(*each) for each in reviews), at=at)
    settling.settle_past(standing, alive, at)
    settling.settle_superseded(at)
    return len(new)


def matters(tasks: Sequence[ToFill], people: dict[int, list[User]]) -> set[Matter]:
    return {(u.pk, subject_of(t.report)) for t in tasks for u in people[t.report.region_id]}


def reminders(tasks: Sequence[ToFill], people: dict[int, list[User]]) -> Iterator[Told]:
    for task in tasks:
        yield from notifying.reminding(task, people[task.report.region_id])


def to_mail(at: datetime) -> NoticeQuerySet:
    """What was said since the last mail, whenever that was; of what the days say, today's."""
    said = Q(kind__in=notifying.SAID)
    return Notice.objects.unmailed().filter(said | Q(day=day_of(at)))


def recipients(at: datetime) -> list[User]:
    """Who was told something that has not been mailed, and has an address."""
    users = to_mail(at).values("user")
    return list(User.objects.filter(pk__in=users, is_active=True).exclude(email="").order_by("pk"))


def digest(user: User, at: datetime) -> list[Notice]:
    """What still matters to the person at this very moment.

    Read just before the mail: what was submitted meanwhile, or is no longer theirs, is left out.
    Held in the order of their keys, as `settle` does.
    """
    fresh = User.objects.filter(pk=user.pk, is_active=True).first()
    if fresh is None:
        return []
    tasks = unfinished(regions_of(fresh, Permission.FILL), day_of(at))
    subjects = {subject_of(task.report) for task in tasks if task.is_open}
    waiting = Report.objects.awaiting_review_by(fresh)
    if waiting.filter(Q(reviewer=None) | Q(reviewer=fresh)).exists():
        subjects.add(REVIEW)
    subjects |= settling.corrections_of(fresh)
    own = to_mail(at).filter(user=fresh, subject__in=subjects)
    return list(own.select_for_update(no_key=True).order_by("pk"))
