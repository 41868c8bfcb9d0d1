"""The forms by which targets are adopted: one version, or the parts of a division."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.plan.actions import (
    LONGEST_NUMBER,
    LONGEST_REASON,
    Document,
    difference_named,
)
from indicators.plan.fields import PLACES
from indicators.plan.models import Indicator, Measure, Target
from indicators.reporting import numbers
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.wording import explain
from regions.models import Region


class ExactField(forms.CharField):
    """A number by the one grammar."""

    def __init__(self, *, unit: str = "", places: int = PLACES, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **kwargs)
        self.unit, self.places = unit, places

    def clean(self, value: Any) -> Any:
        try:
            number = numbers.parse(super().clean(value), decimals=self.places, unit=self.unit)
        except NumberProblem as problem:
            raise forms.ValidationError(list(explain(problem))) from problem
        if not isinstance(number, Decimal):
            raise forms.ValidationError(_("Write a number."))
        return number


class DocumentForm(forms.Form):
    """By which document and why: asked of every version."""

    document_number = forms.CharField(
        label=gettext_lazy("Document number"), max_length=LONGEST_NUMBER
    )
    document_on = forms.DateField(
        label=gettext_lazy("Date of the document"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_document_on(self) -> date:
        day: date = self.cleaned_data["document_on"]
        if day > self.on:
            raise forms.ValidationError(_("The document's date has not come yet."))
        return day

    @property
    def document(self) -> Document:
        known = self.cleaned_data
        return Document(known["document_number"], known["document_on"], known["reason"])


class AdoptForm(DocumentForm):
    """One version. `seen` is the last one that the person saw when it was checked."""

    field_order = ("region", "year", "value")

    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"), queryset=Region.objects.none(), to_field_name="code",
        empty_label=None,
    )  # fmt: skip
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, indicator: Indicator, regions: Iterable[Region], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        label = _("Target, %(unit)s") % {"unit": indicator.unit}
        self.fields["value"] = ExactField(label=label, unit=indicator.unit_zh)
        self.order_fields(self.field_order)
        self.indicator = indicator
        allowed = Region.objects.filter(pk__in=[region.pk for region in regions])
        cast("forms.ModelChoiceField[Region]", self.fields["region"]).queryset = allowed
        first, last = indicator.plan.starts_on.year, indicator.due_on.year
        years = [(year, str(year)) for year in range(last, first - 1, -1)]
        cast(forms.TypedChoiceField, self.fields["year"]).choices = years

    @property
    def proposed(self) -> list[Target]:
        known = self.cleaned_data
        place = {"region": known["region"], "year": known["year"]}
        return [Target(indicator=self.indicator, value=known["value"], **place)]


class ShareForm(forms.Form):
    """Which year's target is divided, and by the shares in what."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    by = forms.ModelChoiceField(
        label=gettext_lazy("By the regions' shares in"), queryset=Measure.objects.none(),
        to_field_name="code", empty_label=None,
    )  # fmt: skip

    def __init__(self, *args: Any, years: Sequence[int], measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["year"]).choices = [(y, str(y)) for y in years]
        cast("forms.ModelChoiceField[Measure]", self.fields["by"]).queryset = measures


class DivideForm(DocumentForm):
    """A part for each region; if they do not add up to the total, the difference is named.

    `seen` is the last version of the year that the person saw when it was checked.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, indicator: Indicator, total: Target, regions: list[Region], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.total, self.regions = indicator, total, regions
        for region in regions:
            self.fields[name_of(region)] = ExactField(label=region.name, unit=indicator.unit_zh)
        self.order_fields([name_of(region) for region in regions])

    def clean(self) -> dict[str, Any] | None:
        if all(name_of(region) in self.cleaned_data for region in self.regions):
            difference = sum(self.parts.values(), Decimal(0)) - self.total.value
            if difference:
                raise forms.ValidationError(difference_named(difference, self.total.value))
        return self.cleaned_data

    @property
    def parts(self) -> dict[Region, Decimal]:
        return {region: self.cleaned_data[name_of(region)] for region in self.regions}

    @property
    def proposed(self) -> list[Target]:
        year = self.total.year
        return [
            Target(indicator=self.indicator, region=region, year=year, value=value)
            for region, value in self.parts.items()
        ]

    @property
    def part_fields(self) -> list[forms.BoundField]:
        return [self[name_of(region)] for region in self.regions]

    @property
    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DocumentForm.base_fields]


def name_of(region: Region) -> str:
    return f"part-{region.code}"
