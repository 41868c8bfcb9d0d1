"""Dated administrative areas by their GB/T 2260 codes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regions.models.user import User


# What kind of place a name ends in; an autonomous one names its peoples too.
KIND_EN = re.compile(r"( (\w+ and )?\w+ Autonomous)? (Prefecture|County|City|District)$")


class Level(models.TextChoices):
    PROVINCE = "province", _("province")
    PREFECTURE = "prefecture", _("prefecture")
    COUNTY = "county", _("county")


class Kind(models.TextChoices):
    PROVINCE = "province", _("province")
    PREFECTURE_CITY = "prefecture_city", _("prefecture-level city")
    AUTONOMOUS_PREFECTURE = "autonomous_prefecture", _("autonomous prefecture")
    PROVINCE_RUN_COUNTY = "province_run_county", _("county run by the province")
    COUNTY = "county", _("county, city or district")


class RegionQuerySet(models.QuerySet["Region"]):
    def in_force(self, *, on: date) -> RegionQuerySet:
        """Those that existed on that day."""
        return self.filter(
            Q(effective_from__lte=on), Q(effective_to__isnull=True) | Q(effective_to__gte=on)
        )

    def provinces(self) -> RegionQuerySet:
        return self.filter(level=Level.PROVINCE)

    def prefectures(self) -> RegionQuerySet:
        """The units that report: prefectures and the counties that the province runs itself."""
        return self.filter(level=Level.PREFECTURE)

    def counties(self) -> RegionQuerySet:
        """Each county-level unit once, those run by the province among them."""
        return self.filter(Q(level=Level.COUNTY) | Q(kind=Kind.PROVINCE_RUN_COUNTY))

    def within(self, region: Region) -> RegionQuerySet:
        """The region itself and all below it (province, prefecture, county: three levels)."""
        return self.filter(Q(pk=region.pk) | Q(parent=region.pk) | Q(parent__parent=region.pk))

    def visible_to(self, user: User | AnonymousUser) -> RegionQuerySet:
        """The regions whose approved headline values the user may see: the whole province."""
        from regions.permissions import Permission, regions_of

        return self if regions_of(user, Permission.SEE_VALUES).exists() else self.none()


class Region(models.Model):
    """One place, for as long as it has existed; the parent is stored, not read off the code."""

    code = models.CharField(_("code"), max_length=6, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    short_name_zh = models.CharField(_("short Chinese name"), max_length=30)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    effective_from = models.DateField(_("exists from"), default=date(1949, 10, 1))
    effective_to = models.DateField(_("exists until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = (
            models.CheckConstraint(
                name="region_dates_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="region_only_a_province_has_no_parent",
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | (~Q(level=Level.PROVINCE) & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(
                name="region_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="region_code_has_six_characters",
                condition=Q(code__gte="100000", code__lte="999999"),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_zh

    @property
    def short_name(self) -> str:
        """Without the kind of place, where room is scarce: 恩施, Enshi."""
        if get_language() == "en" and self.name_en:
            return KIND_EN.sub("", self.name_en).removesuffix(" Forestry")
        return self.short_name_zh or self.name_zh

    @property
    def is_province(self) -> bool:
        return self.level == Level.PROVINCE


class RegionName(models.Model):
    """A name that a region bore for a time; the present one stands on the region itself too."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="names", verbose_name=_("region")
    )
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    effective_from = models.DateField(_("from"))
    effective_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("region", "effective_from")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "effective_from"), name="region_name_one_per_day"
            ),
            models.CheckConstraint(
                name="region_name_dates_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        )

    def __str__(self) -> str:
        return self.name_zh
