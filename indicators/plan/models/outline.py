"""The plan and its own outline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regions.models import Region


class Periodicity(models.TextChoices):
    QUARTER = "quarter", _("quarters")
    HALF = "half", _("half-years")
    YEAR = "year", _("years")


class PlanQuerySet(models.QuerySet["Plan"]):
    def in_force(self, *, on: date) -> PlanQuerySet:
        """Plans whose term holds that day, or whose baseline day it is."""
        return self.filter(ends_on__gte=on, baseline_on__lte=on)


class Plan(models.Model):
    """A development plan. Thresholds are percentage points of lag (on track, slight, behind)."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="plans", verbose_name=_("region")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    baseline_on = models.DateField(_("baseline day"))
    periodicity = models.CharField(_("periodicity"), max_length=10, choices=Periodicity.choices)
    on_track_lag = models.DecimalField(
        _("lag on track"), max_digits=6, decimal_places=2, default=Decimal(0)
    )
    slight_lag = models.DecimalField(
        _("lag slightly behind"), max_digits=6, decimal_places=2, default=Decimal(10)
    )
    behind_lag = models.DecimalField(
        _("lag behind"), max_digits=6, decimal_places=2, default=Decimal(30)
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on", "code")
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = (
            models.CheckConstraint(
                name="plan_dates_in_order",
                condition=Q(baseline_on__lte=F("starts_on"), ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="plan_thresholds_in_order",
                condition=Q(on_track_lag__lte=F("slight_lag"), slight_lag__lte=F("behind_lag")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_zh


DIGITS = str.maketrans("一二三四五六七八九（）", "123456789()")


def numbered(section: str) -> str:
    """A heading's printed number; in English 2(2)1 for 二（二）1; none goes beyond nine."""
    return section.translate(DIGITS) if get_language() == "en" else section


class Theme(models.Model):
    """A heading of the plan's own outline; `section` is its printed number, e.g. 二（二）1."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="themes", verbose_name=_("plan"))
    code = models.CharField(_("code"), max_length=30)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    section = models.CharField(_("section"), max_length=40)
    name_zh = models.CharField(_("Chinese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position",)
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = (
            models.UniqueConstraint(fields=("plan", "code"), name="theme_code_once_in_a_plan"),
            models.CheckConstraint(
                name="theme_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        )

    def __str__(self) -> str:
        return f"{numbered(self.section)} {self.name}"

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_zh
