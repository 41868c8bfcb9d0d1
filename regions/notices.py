"""Verbs on notices: telling people, each thing once a day; and reading what one was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from regions.models import Notice, User


class Told(NamedTuple):
    """What one person is told of one object."""

    user: User
    kind: str
    subject: str
    text: str
    link: str


def tell(told: Iterable[Told], *, at: datetime) -> list[Told]:
    """Those that were new: of a kind and an object a person is told once a day."""
    day = timezone.localdate(at, timezone.get_default_timezone())
    wanted = {(one.user.pk, one.kind, one.subject): one for one in told}
    known = Notice.objects.filter(day=day, user__in={key[0] for key in wanted})
    there = set(known.values_list("user_id", "kind", "subject"))
    new = [one for key, one in wanted.items() if key not in there]
    Notice.objects.bulk_create(
        (Notice(day=day, **one._asdict()) for one in new), batch_size=500, ignore_conflicts=True
    )
    return new


def read(notices: QuerySet[Notice], *, at: datetime | None = None) -> int:
    """Mark them as read; how many were not."""
    return notices.filter(read_at=None).update(read_at=at or timezone.now())
