"""Check rules as data: measures, operator, tolerance, severity, a sentence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators.plan.fields import ExactNumberField
from indicators.plan.models.measure import Measure


class Operator(models.TextChoices):
    AT_MOST = "at_most", _("is at most")
    EQUALS = "equals", _("equals")
    AT_LEAST = "at_least", _("is at least")


class Severity(models.TextChoices):
    HARD = "hard", _("hard")
    SOFT = "soft", _("soft")


class CheckRule(models.Model):
    """`measure` operator Σ `compared` ± tolerance, else the sentence is shown."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="check_rules", verbose_name=_("measure")
    )
    compared = models.ManyToManyField(Measure, related_name="+", verbose_name=_("compared with"))
    operator = models.CharField(_("operator"), max_length=10, choices=Operator.choices)
    tolerance = ExactNumberField(_("tolerance"), default=0)
    severity = models.CharField(_("severity"), max_length=5, choices=Severity.choices)
    sentence_zh = models.CharField(_("Chinese sentence"), max_length=200)
    sentence_en = models.CharField(_("English sentence"), max_length=200, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_stated = models.BooleanField(_("from the plan's files"), default=False, editable=False)

    class Meta:
        ordering = ("code",)
        verbose_name = _("check rule")
        verbose_name_plural = _("check rules")
        constraints = (
            models.CheckConstraint(
                name="check_rule_tolerance_not_negative", condition=Q(tolerance__gte=0)
            ),
        )

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return self.sentence_en if get_language() == "en" and self.sentence_en else self.sentence_zh
