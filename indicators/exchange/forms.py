"""What is asked before a file goes in or out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.exchange.wanted import Format, Layout, Wanted, What
from indicators.plan.models import Indicator
from indicators.reporting.listed import STANDINGS, Sought
from indicators.reporting.models import Basis, ReportingPeriod
from indicators.reporting.past_form import PastDayField
from indicators.reporting.period_words import period_in_words
from regions.models import User, Zone
from regions.permissions import Permission, can, regions_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class PeriodField(forms.ModelChoiceField):
    """The latest first, named as on every page."""

    def __init__(self, label: StrPromise, *, empty_label: StrPromise | None) -> None:
        super().__init__(
            ReportingPeriod.objects.order_by("-starts_on"),
            label=label,
            required=False,
            to_field_name="name",
            empty_label=empty_label,
        )

    def label_from_instance(self, obj: Any) -> str:
        return period_in_words(obj)


class UploadForm(forms.Form):
    """One file; what it says of period and region is read from it."""

    file = forms.FileField(
        label=_("Workbook or csv file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    period = PeriodField(_("Period, if the file does not say"), empty_label=_("as the file says"))
    document = forms.CharField(
        label=_("Document number, if you fill in for a bureau"), max_length=60, required=False
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can(by, Permission.FILL_FOR):
            del self.fields["document"]


class ExportForm(forms.Form):
    """What, of which period, how laid out; the regions are those that the person may see."""

    field_order = ("what", "period", "region", "layout", "basis", "known_on", "format")
    of_the_trail = frozenset({"what", "period", "format"})  # no more is asked of an auditor

    period = PeriodField(_("Period"), empty_label=None)
    layout = forms.ChoiceField(label=_("Layout"), choices=Layout.choices, required=False)
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis.choices, required=False)
    known_on = PastDayField()
    indicator = forms.ModelChoiceField(
        Indicator.objects.active(), required=False, to_field_name="code", widget=forms.HiddenInput
    )
    year = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        choices=[("", ""), *STANDINGS], required=False, widget=forms.HiddenInput
    )
    zone = forms.ModelChoiceField(
        Zone.objects.all(), required=False, to_field_name="code", widget=forms.HiddenInput
    )
    format = forms.ChoiceField(label=_("File format"), choices=Format.choices, required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if can(by, Permission.SEE_AUDIT):
            cast(PeriodField, self.fields["period"]).empty_label = _("all")
        self.fields["what"] = forms.ChoiceField(label=_("What"), choices=self.offered())
        reporting = regions_of(by, Permission.SEE_VALUES).filter(reports__isnull=False)
        self.fields["region"] = forms.ModelChoiceField(
            reporting.distinct(),
            label=_("Region"),
            to_field_name="code",
            required=False,
            empty_label=_("all"),
        )
        self.order_fields(self.field_order)
        if can(by, Permission.SEE_AUDIT):
            for name in self.fields.keys() - self.of_the_trail:
                self.fields[name].widget = forms.HiddenInput()

    def offered(self) -> list[tuple[str, str | StrPromise]]:
        """An auditor has the trail alone; a derivation is asked for from its page."""
        if can(self.by, Permission.SEE_AUDIT):
            return [one for one in What.choices if one[0] == What.AUDIT]
        hidden = {What.AUDIT}
        if not (self.data.get("indicator") or self.initial.get("indicator")):
            hidden.add(What.DERIVATION)
        return [one for one in What.choices if one[0] not in hidden]

    def wanted(self) -> Wanted:
        """The order, with the clock of now."""
        chosen = self.cleaned_data
        return Wanted(
            what=chosen["what"],
            by=self.by,
            at=timezone.now(),
            file_format=chosen["format"] or Format.XLSX,
            periods=[chosen["period"]] if chosen["period"] else [],
            regions=[chosen["region"]] if chosen["region"] else [],
            layout=chosen["layout"] or Layout.LONG,
            basis=Basis(chosen["basis"] or Basis.OFFICIAL),
            indicators=[chosen["indicator"].code] if chosen["indicator"] else [],
            known_on=chosen["known_on"],
            year=chosen["year"],
            sought=Sought(chosen["status"], chosen["zone"].code if chosen["zone"] else ""),
        )
