"""Verbs on notices: telling people, each thing once a day; reading, and being done with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from regions.models import Notice, User
from regions.models.notice import NoticeQuerySet

ONCE = ("user", "kind", "subject", "day")
ANEW = ("text", "link", "told_at", "read_at", "settled_at")


class Told(NamedTuple):
    """What one person is told of one object."""

    user: User
    kind: str
    subject: str
    text: str
    link: str

    @property
    def key(self) -> tuple[int, str, str]:
        return self.user.pk, self.kind, self.subject


def tell(told: Iterable[Told], *, at: datetime, renew: bool = False) -> list[Told]:
    """Those that were news: of a kind and an object a person is told once a day.

    Told again with `renew`, or after the matter had been settled, the notice of the day is unread
    anew and has the latest text. The people are held meanwhile: of two who tell the same at one
    moment one has news.
    """
    wanted = {one.key: one for one in told}
    with transaction.atomic(savepoint=False):
        there = told_today(wanted.values(), day_of(at))
        news = [one for key, one in wanted.items() if renew or key not in there]
        Notice.objects.bulk_create(
            (Notice(day=day_of(at), told_at=at, **one._asdict()) for one in news),
            batch_size=500,
            update_conflicts=True,
            unique_fields=ONCE,
            update_fields=ANEW,
        )
    return news


def day_of(at: datetime) -> date:
    return timezone.localdate(at, timezone.get_default_timezone())


def told_today(told: Iterable[Told], day: date) -> set[tuple[int, str, str]]:
    """What still stands of what these people were told that day; held, they are told no more."""
    people, kinds = {one.user.pk for one in told}, {one.kind for one in told}
    held = User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    keys = list(held.values_list("pk", flat=True))
    known = Notice.objects.standing().filter(day=day, kind__in=kinds, user__in=keys)
    return set(known.values_list("user_id", "kind", "subject"))


def settle(notices: NoticeQuerySet, *, at: datetime) -> int:
    """Nothing is left to do about them; how many still stood.

    Held in the order of their keys, so that two who settle at one moment do not deadlock.
    """
    with transaction.atomic(savepoint=False):
        held = notices.standing().select_for_update(no_key=True).order_by("pk")
        keys = list(held.values_list("pk", flat=True))
        return Notice.objects.filter(pk__in=keys).update(settled_at=at)


def read(notices: NoticeQuerySet, *, at: datetime | None = None) -> int:
    """Mark them as read; how many were not."""
    return notices.filter(read_at=None).update(read_at=at or timezone.now())
