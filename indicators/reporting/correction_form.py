"""Asking for a correction of an approved report, and declining it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.plan.models import Measure


class CorrectionForm(forms.Form):
    """The reviewer reads the reason in full."""

    reason = forms.CharField(
        label=_("Why the report has to be corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    measures = forms.MultipleChoiceField(
        label=_("Measures to be corrected"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one measure.")},
    )

    def __init__(self, *args: Any, measures: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(measure.code, measure.name) for measure in measures]
        self.fields["measures"].choices = choices  # type: ignore[attr-defined]  # a field of choices


class DeclineForm(forms.Form):
    """The region reads the answer in full."""

    answer = forms.CharField(
        label=_("Why the approval stands"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
