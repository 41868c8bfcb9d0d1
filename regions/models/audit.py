"""The audit trail: append-only, each record chained to the one before by SHA-256."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def of_act(self, act: str) -> AuditEventQuerySet:
        return self.filter(act=act)

    def of_person(self, text: str) -> AuditEventQuerySet:
        """Who did it, or to whose account it was done: by name or account."""
        about = Q(object_type="user") | Q(object_type="membership")
        return self.filter(Q(actor__icontains=text) | (about & Q(object_label__icontains=text)))

    def of_region(self, code: str) -> AuditEventQuerySet:
        return self.filter(region_code=code)

    def since(self, day: date) -> AuditEventQuerySet:
        return self.filter(at__gte=midnight(day))

    def until(self, day: date) -> AuditEventQuerySet:
        """That day included."""
        return self.filter(at__lt=midnight(day + timedelta(days=1)))

    def before(self, number: int) -> AuditEventQuerySet:
        return self.filter(number__lt=number)


def midnight(day: date) -> datetime:
    """When the day begins in Shanghai."""
    return timezone.make_aware(datetime.combine(day, time.min))


class AuditEvent(models.Model):
    """Who did what, when, from where, on what. No foreign keys: it outlives what it tells of.

    Written by `regions.audit` alone. `number` counts from 1 without gaps; triggers refuse every
    change (GB/T 22239-2019, protection of audit records).
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"))
    actor_id = models.BigIntegerField(_("account number"), null=True)
    actor = models.CharField(_("who"), max_length=130, blank=True)
    address = models.CharField(_("from where"), max_length=60, blank=True)
    act = models.CharField(_("act"), max_length=40)
    object_type = models.CharField(_("kind of object"), max_length=30, blank=True)
    object_label = models.CharField(_("object"), max_length=250, blank=True)
    region_code = models.CharField(_("region"), max_length=6, blank=True)
    period = models.CharField(_("period"), max_length=12, blank=True)
    old = models.JSONField(_("old"), null=True)
    new = models.JSONField(_("new"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    result = models.CharField(_("result"), max_length=20, default="done")
    previous_hash = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        indexes = (
            models.Index(fields=("at",), name="audit_by_time"),
            models.Index(fields=("act", "number"), name="audit_by_act"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.object_label}"
