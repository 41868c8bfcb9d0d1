"""Baselines and targets. Nothing is overwritten: a new version is a new row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.plan.fields import ExactNumberField
from indicators.plan.models.indicator import Indicator
from regions.models import Region, User
from regions.permissions import Permission, can, regions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


VersionT = TypeVar("VersionT", bound="Version")


class VersionQuerySet(models.QuerySet[VersionT]):
    def known_on(self, day: date) -> Self:
        """Those adopted by that day, or stated by the plan itself."""
        return self.filter(Q(adopted_on__lte=day) | Q(document_number=""))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The province's, and those of the regions whose reports the person looks after."""
        if not can(user, Permission.SEE_VALUES):
            return self.none()
        own = regions_of(user, Permission.SEE_STATUS)
        return self.filter(Q(region__in=own) | Q(region=F("indicator__plan__region")))


class BaselineQuerySet(VersionQuerySet["Baseline"]):
    def adopted(self) -> Self:
        """Those that a manager adopted, not the plan's own."""
        return self.exclude(document_number="")


class TargetQuerySet(VersionQuerySet["Target"]):
    pass


class Version(models.Model):
    """What baselines and targets share: whose, how much, by which document, known from when.

    `adopted_on` is the day from which Minzheng judges by it; a row without a document number is
    the plan's own statement.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="%(class)ss", verbose_name=_("indicator")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    value = ExactNumberField(_("value"))
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    document_on = models.DateField(_("date of the document"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    adopted_on = models.DateField(_("adopted on"))
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.region_id} {self.value}"


class Baseline(Version):
    """The value from which progress counts, with its own day; stated by the plan or adopted."""

    on = models.DateField(_("day of the value"))

    objects = BaselineQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "region", "adopted_on", "id")
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        constraints = (
            models.CheckConstraint(
                name="baseline_adopted_has_document_and_reason",
                condition=Q(document_number="") | (Q(document_on__isnull=False) & ~Q(reason="")),
            ),
        )


class Target(Version):
    """The value promised for the end of a year; that of the due day's year is the target itself."""

    year = models.PositiveSmallIntegerField(_("year"))

    objects = TargetQuerySet.as_manager()

    @property
    def order(self) -> int:
        """Grows with the time of entry."""
        return self.pk

    class Meta:
        ordering = ("indicator", "region", "year", "adopted_on", "id")
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = (models.Index(fields=("indicator", "region", "year"), name="target_place"),)
        constraints = (
            models.CheckConstraint(
                name="target_adopted_has_document_and_reason",
                condition=Q(document_number="") | (Q(document_on__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="target_year_is_plausible", condition=Q(year__gte=1949, year__lte=2199)
            ),
        )
