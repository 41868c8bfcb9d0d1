"""Opening a period, changing its days, granting more time."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.reporting.models import ReportingPeriod
from indicators.reporting.past_form import DayInput
from regions.models import Region


class FutureDayInput(DayInput):
    """The browser's calendar without an end."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        del attrs["max"]
        return attrs


class DayField(forms.DateField):
    """A day as 2019-01-15."""

    widget = FutureDayInput

    def __init__(self, **facts: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], localize=False, **facts)


class DaysForm(forms.Form):
    """The days of a period; what is left empty follows the rule or stays as it is."""

    opens = DayField(label=_("Opens on"), required=False)
    due = DayField(label=_("Due on"), required=False)
    locks = DayField(label=_("Locks on"), required=False)
    shift = forms.BooleanField(
        label=_("If the due day is no working day, the next working day counts"), required=False
    )


class OpenForm(DaysForm):
    """A period by its name."""

    field_order = ("name", "opens", "due", "locks", "shift")

    name = forms.CharField(
        label=_("Period"),
        max_length=10,
        help_text=_("2018Q3, 2018H1 or 2018. Without days: due 15, locked 30 days after its end."),
    )


class ExtendForm(forms.Form):
    """More time for one region that reports in the period."""

    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("Region"), to_field_name="code", empty_label=None
    )
    until = DayField(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, period: ReportingPeriod, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Region.objects.filter(reports__period=period).order_by("position", "code")
        cast("forms.ModelChoiceField[Region]", self.fields["region"]).queryset = asked
