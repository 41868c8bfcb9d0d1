"""In-application notices, one per person, kind, object and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models.user import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User | AnonymousUser) -> NoticeQuerySet:
        """One's own."""
        return self.filter(user=user.pk)

    def standing(self) -> NoticeQuerySet:
        """Those whose matter is not settled yet."""
        return self.filter(settled_at=None)

    def unread(self) -> NoticeQuerySet:
        """What still asks to be read: a matter that is settled asks nobody any more."""
        return self.standing().filter(read_at=None)

    def unmailed(self) -> NoticeQuerySet:
        """What has not gone out as it was told last."""
        return self.standing().filter(Q(mailed_at=None) | Q(mailed_at__lt=F("told_at")))


class Notice(models.Model):
    """What a person should know; `subject` names its object by value: `report 2018Q4/420100`.

    Told again on its day, the same notice is unread anew with the latest text. `mailed_at`: when
    it last went out with the person's one mail of a day; `settled_at`: since when nothing is left
    to do about it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=30)
    subject = models.CharField(_("object"), max_length=80, blank=True)
    day = models.DateField(_("day"))
    text = models.CharField(_("text"), max_length=500)
    link = models.CharField(_("link"), max_length=200, blank=True)
    told_at = models.DateTimeField(_("told at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-told_at", "-id")
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "kind", "subject", "day"), name="notice_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return self.text
