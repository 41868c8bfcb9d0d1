"""Raw quantities, entered once per region and period."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.plan.fields import ExactNumberField


class MeasureKind(models.TextChoices):
    STOCK = "stock", _("stock, at the period's end")
    FLOW = "flow", _("flow, within the period")


class SuppliedBy(models.TextChoices):
    BUREAU = "bureau", _("the bureau")
    PROVINCE = "province", _("the province")


class Scope(models.TextChoices):
    REGION = "region", _("each region")
    PROVINCE = "province", _("the province as one")


class Asked(models.TextChoices):
    EVERY_PERIOD = "every_period", _("every period")
    YEAR_END = "year_end", _("only in the period that ends the year")


class Measure(models.Model):
    """A raw quantity; `part_of` is the total that it may not exceed, min and max are soft."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    unit_zh = models.CharField(_("Chinese unit"), max_length=20)
    unit_en = models.CharField(_("English unit"), max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=MeasureKind.choices)
    supplied_by = models.CharField(_("supplied by"), max_length=10, choices=SuppliedBy.choices)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    definition_zh = models.TextField(_("definition"))
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    minimum = ExactNumberField(_("smallest plausible"), null=True, blank=True)
    maximum = ExactNumberField(_("largest plausible"), null=True, blank=True)
    asked = models.CharField(_("asked"), max_length=15, choices=Asked.choices)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = (
            models.CheckConstraint(
                name="measure_has_at_most_four_decimals", condition=Q(decimals__lte=4)
            ),
            models.CheckConstraint(
                name="measure_bounds_in_order",
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=F("maximum")),
            ),
            models.CheckConstraint(
                name="measure_is_not_part_of_itself",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
            ),
            models.CheckConstraint(
                name="measure_of_province_scope_is_the_provinces",
                condition=Q(scope=Scope.REGION) | Q(supplied_by=SuppliedBy.PROVINCE),
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
