"""The plan's reference data in the admin, for managers; figures and reports are not here.

Targets and baselines are versions: they are adopted, not edited, and only looked at here.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from indicators.plan.models import CheckRule, Numerator
from indicators.plan.rules import faults
from regions.reference import AuditedAdmin


class PlanAdmin(AuditedAdmin):
    list_display = ("code", "name_zh", "starts_on", "ends_on", "periodicity")
    readonly_fields = ("code", "region", "starts_on", "ends_on", "baseline_on", "periodicity")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A plan comes whole, from its files."""
        return False


class ThemeAdmin(AuditedAdmin):
    list_display = ("section", "name_zh", "parent")
    list_select_related = ("parent",)
    search_fields = ("section", "name_zh", "name_en")


class MeasureAdmin(AuditedAdmin):
    list_display = ("code", "name_zh", "unit_zh", "kind", "supplied_by", "scope", "asked")
    list_filter = ("kind", "supplied_by", "scope", "asked")
    search_fields = ("code", "name_zh", "name_en")
    raw_id_fields = ("part_of",)


class Numerators(admin.TabularInline):
    model = Numerator
    extra = 0
    raw_id_fields = ("measure",)


class IndicatorAdmin(AuditedAdmin):
    list_display = ("number", "code", "name_zh", "tier", "is_active", "comparator", "due_on")
    list_filter = ("is_active", "tier", "comparator", "aggregation")
    search_fields = ("code", "name_zh", "name_en", "quote")
    readonly_fields = ("plan", "quote")
    raw_id_fields = ("denominator",)
    inlines = (Numerators,)


class CheckRuleForm(forms.ModelForm):
    class Meta:
        widgets = {
            name: AdminTextareaWidget({"rows": 2}) for name in ("sentence_zh", "sentence_en")
        }

    def clean(self) -> dict[str, Any]:
        """What the rule's measures may not be is asked once its fields are sound."""
        cleaned = super().clean() or {}
        if not self.errors:
            rule = CheckRule(measure=cleaned["measure"], severity=cleaned["severity"])
            for fault in faults(rule, list(cleaned["compared"])):
                self.add_error("compared", fault)
        return cleaned


class CheckRuleAdmin(AuditedAdmin):
    form = CheckRuleForm
    list_display = ("code", "measure", "operator", "severity", "sentence", "is_active", "is_stated")
    list_select_related = ("measure",)
    list_filter = ("severity", "is_active", "is_stated")
    search_fields = ("code", "sentence_zh", "measure__code", "measure__name_zh")
    readonly_fields = ("is_stated",)

    @admin.display(description=_("sentence"))
    def sentence(self, rule: CheckRule) -> str:
        """In the reader's language."""
        return rule.sentence

    filter_horizontal = ("compared",)
    raw_id_fields = ("measure",)


class VersionAdmin(AuditedAdmin):
    """Looked at, never altered: a new version has a document, a date and a reason."""

    list_select_related = ("indicator", "region")
    search_fields = ("indicator__code", "indicator__name_zh", "document_number")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class TargetAdmin(VersionAdmin):
    list_display = ("indicator", "region", "year", "value", "document_number", "adopted_on")
    list_filter = ("year",)


class BaselineAdmin(VersionAdmin):
    list_display = ("indicator", "region", "on", "value", "document_number", "adopted_on")
