"""The filters above the list of reports; what is not listed does not exist."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from indicators.reporting.listed import STANDINGS, Sought
from indicators.reporting.past_form import PastDayForm
from regions.models import Zone


class ListedForm(PastDayForm):
    """A standing, a zone and a past day; the year stays."""

    field_order = ("status", "zone", "known_on")

    status = forms.ChoiceField(label=_("Status"), required=False)
    zone = forms.ChoiceField(label=_("Zone"), required=False)

    def __init__(self, year: int, sought: Sought, known_on: date | None) -> None:
        super().__init__(known_on, year=year)
        self.initial.update({"status": sought.standing, "zone": sought.zone})
        zones = [(zone.code, zone.name) for zone in Zone.objects.all()]
        for name, choices in (("status", STANDINGS), ("zone", zones)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("all")), *choices]


def sought_in(sent: QueryDict) -> Sought:
    """As an address asks; a status or a zone that does not exist is a 404."""
    sought = Sought(standing=sent.get("status", ""), zone=sent.get("zone", ""))
    if sought.standing and sought.standing not in dict(STANDINGS):
        raise Http404(sought.standing)
    if sought.zone and not Zone.objects.filter(code=sought.zone[:20]).exists():
        raise Http404(sought.zone)
    return sought
