"""Passwords that a person has had, so that the last few are not taken again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models.user import User

KEPT = 5


class PasswordHistoryQuerySet(models.QuerySet["PasswordHistory"]):
    def last_of(self, user: User) -> PasswordHistoryQuerySet:
        """The present one and those before it, as many as must not be taken again."""
        return self.filter(user=user).order_by("-set_at", "-pk")[:KEPT]


class PasswordHistory(models.Model):
    """One password that was set, hashed as the account's own."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="passwords", verbose_name=_("person")
    )
    password = models.CharField(_("password"), max_length=128)
    set_at = models.DateTimeField(_("set at"))

    objects = PasswordHistoryQuerySet.as_manager()

    class Meta:
        ordering = ("user", "-set_at", "-id")
        verbose_name = _("earlier password")
        verbose_name_plural = _("earlier passwords")

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"
