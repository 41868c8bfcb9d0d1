"""What of the reference data goes out and in by spreadsheet in the admin, by natural keys.

Rows are added and changed, never removed. What has a history of its own (a region's name, a
target) is not changed by a file.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DecimalWidget, ForeignKeyWidget, ManyToManyWidget, Widget
from tablib import Dataset

from indicators.plan.models import Baseline, CheckRule, Indicator, Measure, Target, Theme
from indicators.plan.rules import faults
from regions.models import Region, Zone


class ByCode(ForeignKeyWidget):
    """A relation by the code of what it leads to."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, "code")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except ObjectDoesNotExist as error:
            said = {"what": self.model._meta.verbose_name, "code": value}
            raise ValueError(_("There is no %(what)s with the code %(code)s.") % said) from error


class ByCodes(ManyToManyWidget):
    """Several of them by their codes: COUNTY_TOTAL+PREF_LEVEL_TOTAL; an unknown one is refused."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, separator="+", field="code")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        codes = [code.strip() for code in str(value or "").split(self.separator)]
        return [ByCode(self.model).clean(code, row) for code in codes if code]


class ThemeOfPlan(ByCode):
    """A theme's code is unique within its plan only."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> QuerySet[Theme]:
        return Theme.objects.filter(plan__code=row.get("plan", ""))


class Aliases(Widget):
    """Several names in one cell: 武汉|武汉市."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return [name.strip() for name in str(value or "").split("|") if name.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "|".join(value or [])


class Reference(ModelResource):
    """What all have in common: whole rows are validated, unknown columns refused."""

    class Meta:
        abstract = True
        clean_model_instances = True
        skip_unchanged = True
        import_id_fields = ("code",)

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        known = {field.column_name for field in self.get_import_fields()}
        unknown = [name for name in dataset.headers or () if name not in known]
        if unknown:
            said = {"names": ", ".join(unknown)}
            raise ValidationError(_("There are no columns %(names)s.") % said)


class RegionResource(Reference):
    parent = Field(attribute="parent", column_name="parent", widget=ByCode(Region))
    aliases = Field(attribute="aliases", column_name="aliases", widget=Aliases())

    class Meta(Reference.Meta):
        model = Region
        fields = (
            "code", "name_zh", "short_name_zh", "name_en", "aliases", "kind", "level", "parent",
            "effective_from", "effective_to", "position",
        )  # fmt: skip

    def before_save_instance(self, instance: Region, row: Any, **kwargs: Any) -> None:
        stored = Region.objects.filter(pk=instance.pk).first() if instance.pk else None
        if stored and stored.name_zh != instance.name_zh:
            raise ValidationError(_("Rename a region in its form, with the day of the new name."))


class ZoneResource(Reference):
    class Meta(Reference.Meta):
        model = Zone
        fields = ("code", "name_zh", "name_en", "verb_zh", "position")


class MeasureResource(Reference):
    part_of = Field(attribute="part_of", column_name="part_of", widget=ByCode(Measure))
    minimum = Field(attribute="minimum", column_name="minimum", widget=DecimalWidget(True))
    maximum = Field(attribute="maximum", column_name="maximum", widget=DecimalWidget(True))

    class Meta(Reference.Meta):
        model = Measure
        fields = (
            "code", "name_zh", "name_en", "unit_zh", "unit_en", "decimals", "kind", "supplied_by",
            "scope", "asked", "part_of", "minimum", "maximum", "definition_zh", "position",
        )  # fmt: skip


class IndicatorResource(Reference):
    """The numerator's measures go out to be read; they are changed in the indicator's form."""

    plan = Field(attribute="plan__code", column_name="plan", readonly=True)
    theme = Field(attribute="theme", column_name="theme", widget=ThemeOfPlan(Theme))
    denominator = Field(attribute="denominator", column_name="denominator", widget=ByCode(Measure))
    zone = Field(attribute="zone", column_name="zone", widget=ByCode(Zone))
    numerator = Field(column_name="numerator", readonly=True)

    class Meta(Reference.Meta):
        model = Indicator
        fields = (
            "plan", "number", "code", "tier", "is_active", "name_zh", "name_en", "theme",
            "comparator", "each_year", "numerator", "denominator", "factor", "unit_zh", "decimals",
            "due_on", "aggregation", "accumulation", "zone", "condition_zh", "note_zh",
        )  # fmt: skip

    def dehydrate_numerator(self, indicator: Indicator) -> str:
        return "+".join(part.measure.code for part in indicator.numerators.all())


class CheckRuleResource(Reference):
    measure = Field(attribute="measure", column_name="measure", widget=ByCode(Measure))
    compared = Field(attribute="compared", column_name="compared", widget=ByCodes(Measure))
    tolerance = Field(attribute="tolerance", column_name="tolerance", widget=DecimalWidget(True))

    class Meta(Reference.Meta):
        model = CheckRule
        fields = (
            "code", "measure", "operator", "compared", "tolerance", "severity", "sentence_zh",
            "sentence_en", "is_active",
        )  # fmt: skip

    def filter_export(self, queryset: QuerySet[Model], **kwargs: Any) -> QuerySet[Model]:
        return queryset.prefetch_related("compared")

    def before_save_instance(self, instance: CheckRule, row: Any, **kwargs: Any) -> None:
        stored = list(instance.compared.all()) if instance.pk else []
        compared = self.fields["compared"].clean(row) if "compared" in row else stored
        if wrong := faults(instance, compared):
            raise ValidationError(wrong)


class VersionResource(ModelResource):
    """Goes out only: versions are adopted, with document, day and reason."""

    indicator = Field(attribute="indicator__code", column_name="indicator")
    region = Field(attribute="region__code", column_name="region")
    value = Field(attribute="value", column_name="value", widget=DecimalWidget(True))


class TargetResource(VersionResource):
    class Meta:
        model = Target
        fields = (
            "indicator", "region", "year", "value", "document_number", "document_on", "reason",
            "adopted_on",
        )  # fmt: skip


class BaselineResource(VersionResource):
    class Meta:
        model = Baseline
        fields = (
            "indicator", "region", "on", "value", "document_number", "document_on", "reason",
            "adopted_on",
        )  # fmt: skip
