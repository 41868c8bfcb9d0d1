"""The field by which a page is asked for a past day, without knowing the parameter's name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from indicators.reporting.calendar import day_of
from indicators.reporting.errors import Unreadable
from indicators.reporting.past import day_known


class DayInput(forms.DateInput):
    """The browser's own calendar; it sends 2019-03-31 whatever it shows."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """No day after today, asked anew for each page."""
        return {"max": day_of().isoformat()} | super().build_attrs(base_attrs, extra_attrs)


class PastDayField(forms.DateField):
    """Empty: as known now."""

    widget = DayInput

    def __init__(self) -> None:
        super().__init__(
            label=_("As known on"), required=False, input_formats=["%Y-%m-%d"], localize=False
        )

    def clean(self, value: Any) -> date | None:
        """Neither something that is no day nor one that has not come."""
        try:
            return day_known(str(value)) if value else None
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


class PastDayForm(forms.Form):
    """That field, and unseen beside it what else the page was asked for."""

    known_on = PastDayField()

    def __init__(self, known_on: date | None, **kept: object) -> None:
        super().__init__(initial={"known_on": known_on, **kept})
        for name in kept:
            self.fields[name] = forms.CharField(widget=forms.HiddenInput)
