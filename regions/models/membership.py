"""Who holds which role where, since when and until when."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region
from regions.models.user import User


class Role(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    REVIEWER = "reviewer", _("reviewer")
    MANAGER = "manager", _("indicator manager")
    VIEWER = "viewer", _("viewer")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("system administrator")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> MembershipQuerySet:
        """Those not revoked, of people whose account is open."""
        return self.filter(revoked_at__isnull=True, user__is_active=True)

    def of(self, user: User) -> MembershipQuerySet:
        return self.filter(user=user.pk)

    def known_on(self, at: datetime) -> MembershipQuerySet:
        return self.filter(Q(granted_at__lte=at), Q(revoked_at__isnull=True) | Q(revoked_at__gt=at))


class Membership(models.Model):
    """user × region × role. Revoked rows stay: they say who could do what on a past day."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="memberships", verbose_name=_("region")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(_("granted at"), default=timezone.now)
    granted_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("granted by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name=_("taken back by"),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user", "region", "role")
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "region", "role"),
                condition=Q(revoked_at__isnull=True),
                name="membership_held_once",
            ),
            models.CheckConstraint(
                name="membership_dates_in_order",
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("granted_at")),
            ),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.region} {self.get_role_display()}"
