"""The functional zones that the plan itself draws."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regions.models.region import Region


class Zone(models.Model):
    """A named set of regions; each prefecture stands in exactly one (proven by check_data)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    verb_zh = models.CharField(_("verb of the plan"), max_length=10, blank=True)
    regions = models.ManyToManyField(Region, related_name="zones", verbose_name=_("regions"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("zone")
        verbose_name_plural = _("zones")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_zh
