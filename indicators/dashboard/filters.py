"""The forms above the pages: period, basis, heading, verdict; what is not listed does not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.assessment.places import Place
from indicators.assessment.wording import VERDICTS
from indicators.dashboard.selection import Selection
from indicators.plan.models import Theme
from indicators.reporting.models import Basis
from indicators.reporting.past_form import PastDayField
from indicators.reporting.period_words import period_in_words

AT_RISK = "at_risk"


class PeriodForm(forms.Form):
    """Which period, as known on which day, and on which basis where the person may choose."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    basis = forms.ChoiceField(label=gettext_lazy("Basis"))
    known_on = PastDayField()

    def __init__(self, selection: Selection, **extra: Any) -> None:
        initial = {
            "period": selection.period.name,
            "basis": selection.basis.value,
            "known_on": selection.known_on,
            **extra,
        }
        super().__init__(initial=initial)
        if selection.plans:
            choices = [(plan.code, plan.name) for plan in selection.plans]
            field = forms.ChoiceField(label=_("Plan"), choices=choices)
            self.fields = {"plan": field, **self.fields}
            self.initial["plan"] = selection.plan.code
        self.fill("period", [(p.name, period_in_words(p)) for p in selection.periods])
        if selection.may_be_provisional:
            self.fill("basis", list(Basis.choices))
        else:
            del self.fields["basis"]

    def fill(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class PlaceForm(PeriodForm):
    """The same for one place, which is kept: a region or a zone."""

    region = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, selection: Selection, region: str) -> None:
        super().__init__(selection, region=region)


class OverviewForm(PeriodForm):
    """The same with heading, zone and verdict."""

    field_order = ("plan", "period", "basis", "theme", "zone", "verdict", "known_on")

    theme = forms.ChoiceField(label=gettext_lazy("Heading"), required=False)
    zone = forms.ChoiceField(label=gettext_lazy("Zone"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), required=False)

    def __init__(
        self,
        selection: Selection,
        themes: Sequence[Theme],
        zones: Sequence[Place],
        chosen: Mapping[str, str],
    ) -> None:
        given = {name: chosen.get(name, "") for name in ("theme", "zone", "verdict")}
        super().__init__(selection, **given)
        self.fill("theme", [("", _("all")), *((t.code, str(t)) for t in themes)])
        self.fill("zone", [("", _("all")), *((one.key, one.name) for one in zones)])
        words = [(code, shown.word) for code, shown in VERDICTS.items()]
        self.fill("verdict", [("", _("all")), (AT_RISK, _("at risk")), *words])


def asked(request: HttpRequest, name: str, known: Sequence[str]) -> str:
    """A filter as asked for; one that does not exist is a 404, none is nothing."""
    value = request.GET.get(name, "")
    if value and value not in known:
        raise Http404(value)
    return value
