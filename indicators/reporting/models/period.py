"""Reporting periods, what they ask, and who got more time."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.plan.models import Measure
from regions.models import Region, User


class PeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def due_by(self, *, on: date) -> PeriodQuerySet:
        """Those whose due day has passed."""
        return self.filter(due_on__lt=on)

    def between(self, first: date, last: date) -> PeriodQuerySet:
        """Those that lie within the two days, in order."""
        return self.filter(starts_on__gte=first, ends_on__lte=last).order_by("starts_on")

    def open(self, *, on: date) -> PeriodQuerySet:
        return self.filter(opens_on__lte=on, closed_at__isnull=True)


class ReportingPeriod(models.Model):
    """A quarter, half-year or year; its name says which: 2018Q3, 2018H1, 2018.

    On time until the end of `due_on`; `locks_on` is the last day of writing and submitting, but
    for an extension or a correction day. Closed, nothing is entered until it is opened again.
    """

    name = models.CharField(_("name"), max_length=10, unique=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    locks_on = models.DateField(_("locks on"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    measures = models.ManyToManyField(Measure, through="indicators.PeriodMeasure")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on",)
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = (
            models.CheckConstraint(
                name="period_dates_in_order",
                condition=Q(
                    ends_on__gt=F("starts_on"),
                    due_on__gte=F("opens_on"),
                    locks_on__gte=F("due_on"),
                ),
            ),
            models.UniqueConstraint(fields=("starts_on", "ends_on"), name="period_dates_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ends_year(self) -> bool:
        """Whether measures asked only at the year's end are asked in it."""
        return (self.ends_on.month, self.ends_on.day) == (12, 31)


class PeriodMeasure(models.Model):
    """A measure that the period asks."""

    period = models.ForeignKey(ReportingPeriod, models.CASCADE, related_name="asked")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("period", "measure")
        constraints = (
            models.UniqueConstraint(
                fields=("period", "measure"), name="period_asks_a_measure_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.measure_id}"


class Extension(models.Model):
    """More time for one region in one period, until the end of a day; lapses by itself."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="extensions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("granted at"))

    class Meta:
        ordering = ("period", "region", "granted_at")
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = (
            models.CheckConstraint(name="extension_has_a_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.region_id} {self.until}"
