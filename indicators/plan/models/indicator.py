"""Indicators: numerator ÷ denominator × factor, never typed in and never averaged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.plan.models.measure import Measure
from indicators.plan.models.outline import Plan, Theme, numbered
from regions.models import Zone


class Tier(models.TextChoices):
    A = "A", _("core")
    B = "B", _("measurable")
    C = "C", _("text only")


class Comparator(models.TextChoices):
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    RISING = "rising", _("rising")
    FALLING = "falling", _("falling")
    DONE = "done", _("done")


TRENDS = (Comparator.RISING, Comparator.FALLING)
"""Judged against the year before: they take no target."""


class EachYear(models.TextChoices):
    STRICT = "strict", _("strictly better each year")
    FLAT_ALLOWED = "flat_allowed", _("better or equal each year")


class Aggregation(models.TextChoices):
    POOLED = "pooled", _("pooled")
    SUM = "sum", _("sum")
    LOWEST = "lowest", _("the worst region decides")
    SINGLE = "single", _("the province alone")


class Accumulation(models.TextChoices):
    NONE = "none", _("not accumulated")
    CUMULATIVE = "cumulative", _("summed from the plan's start")


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def active(self) -> IndicatorQuerySet:
        return self.filter(is_active=True)

    def of(self, plan: Plan) -> IndicatorQuerySet:
        return self.filter(plan=plan)

    def aimed(self) -> IndicatorQuerySet:
        """Active ones that take a target."""
        return self.active().exclude(comparator__in=TRENDS)


class Indicator(models.Model):
    """One promise of the plan, with its verbatim clause and how it is computed."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="indicators", verbose_name=_("plan")
    )
    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=40, unique=True)
    tier = models.CharField(_("tier"), max_length=1, choices=Tier.choices)
    is_active = models.BooleanField(_("active"), default=False)
    name_zh = models.CharField(_("Chinese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="indicators", verbose_name=_("theme")
    )
    section = models.CharField(_("section"), max_length=40)
    quote = models.TextField(_("clause of the plan"))
    kind = models.CharField(_("kind of promise"), max_length=20)
    comparator = models.CharField(_("comparator"), max_length=10, choices=Comparator.choices)
    each_year = models.CharField(
        _("each year"), max_length=15, choices=EachYear.choices, blank=True
    )
    measures = models.ManyToManyField(
        Measure,
        through="indicators.Numerator",
        related_name="numerator_of",
        verbose_name=_("measures"),
    )
    denominator = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="denominator_of",
        verbose_name=_("denominator"),
    )
    factor = models.PositiveIntegerField(_("factor"), default=1)
    unit_zh = models.CharField(_("Chinese unit"), max_length=20)
    unit_en = models.CharField(_("English unit"), max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    due_on = models.DateField(_("due day"))
    aggregation = models.CharField(_("aggregation"), max_length=10, choices=Aggregation.choices)
    accumulation = models.CharField(_("accumulation"), max_length=12, choices=Accumulation.choices)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, verbose_name=_("zone"))
    condition_zh = models.TextField(_("condition"), blank=True)
    target_source = models.CharField(_("source of the target"), max_length=10, blank=True)
    hedge_zh = models.CharField(_("hedge"), max_length=60, blank=True)
    note_zh = models.TextField(_("note"), blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "number"), name="indicator_number_once_in_a_plan"
            ),
            models.CheckConstraint(name="indicator_factor_is_positive", condition=Q(factor__gte=1)),
            models.CheckConstraint(
                name="indicator_only_trends_ask_each_year",
                condition=(Q(comparator__in=("rising", "falling")) & ~Q(each_year=""))
                | (~Q(comparator__in=("rising", "falling")) & Q(each_year="")),
            ),
            models.CheckConstraint(
                name="indicator_sum_has_no_denominator",
                condition=~Q(aggregation=Aggregation.SUM) | Q(denominator__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_zh

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" and self.unit_en else self.unit_zh

    @property
    def takes_target(self) -> bool:
        return self.is_active and self.comparator not in TRENDS

    @property
    def takes_baseline(self) -> bool:
        """What is done or not has none; what is cumulative starts at 0 or, as a ratio, nowhere."""
        cumulative = self.accumulation == Accumulation.CUMULATIVE
        return self.is_active and self.comparator != Comparator.DONE and not cumulative

    @property
    def can_be_divided(self) -> bool:
        """Only the target of a sum can be told off to its regions."""
        return self.takes_target and self.aggregation == Aggregation.SUM

    @property
    def numbered_section(self) -> str:
        return numbered(self.section)


class Numerator(models.Model):
    """One part of an indicator's numerator; most have one, the ten kinds of facilities ten."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="numerators", verbose_name=_("indicator")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("measure")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "measure"), name="numerator_has_a_measure_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.measure_id}"
