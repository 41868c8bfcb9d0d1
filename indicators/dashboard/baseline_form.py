"""The form by which a baseline is adopted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.dashboard.target_forms import DocumentForm, ExactField
from indicators.plan.models import Baseline, Indicator
from regions.models import Region


class BaselineForm(DocumentForm):
    """A baseline with the day of its value. `seen` is as of a target."""

    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"), queryset=Region.objects.none(), to_field_name="code",
        empty_label=None,
    )  # fmt: skip
    valued_on = forms.DateField(
        label=gettext_lazy("Day of the value"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, indicator: Indicator, regions: Iterable[Region], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        label = _("Baseline, %(unit)s") % {"unit": indicator.unit}
        self.fields["value"] = ExactField(label=label, unit=indicator.unit_zh)
        self.order_fields(["region", "valued_on", "value"])
        self.indicator = indicator
        allowed = Region.objects.filter(pk__in=[region.pk for region in regions])
        cast("forms.ModelChoiceField[Region]", self.fields["region"]).queryset = allowed

    @property
    def proposed(self) -> Baseline:
        known = self.cleaned_data
        place = {"region": known["region"], "on": known["valued_on"], "value": known["value"]}
        return Baseline(
            indicator=self.indicator,
            document_number=known["document_number"],
            adopted_on=self.on,
            **place,
        )
