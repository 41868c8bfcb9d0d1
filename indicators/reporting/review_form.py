"""Why a report goes back: a coded reason, a sentence, the day until which to correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.reporting.models import ReasonCode
from indicators.reporting.remarking import Remarked
from indicators.reporting.sheet_form import Entry


class ReturnForm(forms.Form):
    """The reason is shown to the region in full."""

    code = forms.ChoiceField(label=_("Reason"), choices=ReasonCode.choices)
    reason = forms.CharField(
        label=_("Explanation for the region"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    correct_until = forms.DateField(
        label=_("To be corrected until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def remarks_sent(sent: Mapping[str, Any]) -> list[Remarked]:
    """The remarks on single figures: `remark-420100-ELD_BEDS` with its code beside it."""
    remarks = []
    for name, text in sent.items():
        if name.startswith("remark-") and str(text).strip():
            region, _dash, measure = name.removeprefix("remark-").partition("-")
            code = str(sent.get(f"code-{region}-{measure}", ReasonCode.OTHER))
            remarks.append(Remarked(region, measure, code, str(text).strip()))
    return remarks


def keep_remarks(entries: Iterable[Entry], sent: Mapping[str, str]) -> None:
    """What was typed beside the figures stays there when the page comes back."""
    for entry in entries:
        entry.remark = sent.get(f"remark-{entry.name}", "")
        entry.remark_code = sent.get(f"code-{entry.name}", "")


def version_sent(sent: Mapping[str, Any]) -> int | None:
    """The report's version that the page showed; None where a page does not say."""
    text = str(sent.get("version", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
