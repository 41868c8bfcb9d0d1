"""Forms of people: in, a new password, filters of the trail, roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from regions.acts import ACTS
from regions.audit import label
from regions.models import AuditEvent, Membership, Region, Role, User
from regions.models.audit import AuditEventQuerySet
from regions.models.user import UserQuerySet

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# A day before the first or after the last that Python knows has no midnight in Shanghai.
SENSIBLE = (MinValueValidator(date(1949, 10, 1)), MaxValueValidator(date(2999, 12, 31)))


class LoginForm(AuthenticationForm):
    """One answer for all that is wrong: it does not tell whether the account exists."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("The account or the password is wrong."),
    }


class PasswordForm(PasswordChangeForm):
    """The present password once more, and a new one twice.

    The present one is asked for as a log-in is: whoever sits at somebody's open session may guess
    it no more often than at the door.
    """

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) is None:
            code = "password_incorrect"
            raise ValidationError(self.error_messages[code], code=code)
        return old


class AuditFilter(forms.Form):
    """What the trail may be searched for."""

    act = forms.ChoiceField(label=_("act"), required=False, choices=[("", _("all")), *ACTS.items()])
    person = forms.CharField(label=_("person"), required=False, max_length=60)
    region = forms.ModelChoiceField(
        Region.objects.exclude(level="county"),
        label=_("region"),
        required=False,
        to_field_name="code",
        empty_label=_("all"),
    )
    since = forms.DateField(label=_("from day"), required=False, widget=DAY, validators=SENSIBLE)
    until = forms.DateField(label=_("until day"), required=False, widget=DAY, validators=SENSIBLE)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def found(self) -> AuditEventQuerySet:
        """The records that fit, newest first."""
        events = AuditEvent.objects.order_by("-number")
        narrow: dict[str, Callable[[AuditEventQuerySet, Any], AuditEventQuerySet]] = {
            "act": AuditEventQuerySet.of_act,
            "person": AuditEventQuerySet.of_person,
            "region": AuditEventQuerySet.of_region,
            "since": AuditEventQuerySet.since,
            "until": AuditEventQuerySet.until,
            "before": AuditEventQuerySet.before,
        }
        for name, value in self.cleaned_data.items():
            events = narrow[name](events, value) if value else events
        return events

    def clean_region(self) -> str:
        region = self.cleaned_data["region"]
        return region.code if region else ""


class PersonField(forms.ModelChoiceField):
    """People by name and account, for two may bear one name."""

    def label_from_instance(self, obj: Any) -> str:
        return label(obj)


class GrantForm(forms.Form):
    """Who gets which role where; beside the list's own form, hence ids of its own."""

    user = PersonField(
        User.objects.filter(is_active=True),
        label=_("person"),
        to_field_name="username",
        empty_label=_("choose"),
    )
    role = forms.ChoiceField(label=_("role"), choices=Role.choices)
    region = forms.ModelChoiceField(
        Region.objects.exclude(level="county"),
        label=_("region"),
        to_field_name="code",
        empty_label=_("choose"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="grant_%s")


class TransferForm(forms.Form):
    """To which region a person goes in the role they have."""

    region = forms.ModelChoiceField(
        Region.objects.exclude(level="county"),
        label=_("region"),
        to_field_name="code",
        empty_label=_("choose"),
    )
    reason = forms.CharField(label=_("reason"), required=False, max_length=500)


class MemberFilter(forms.Form):
    """What the list of members may be searched for."""

    person = forms.CharField(label=_("person"), required=False, max_length=60)
    role = forms.ChoiceField(
        label=_("role"), required=False, choices=[("", _("all")), *Role.choices]
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def found(self) -> UserQuerySet:
        """The people, each with the roles that they hold now as its memberships."""
        held = Membership.objects.filter(revoked_at__isnull=True).select_related("region")
        people = User.objects.get_queryset()
        people = people.prefetch_related(Prefetch("memberships", held))
        wanted = self.cleaned_data
        people = people.called(wanted["person"]) if wanted["person"] else people
        return people.holding(wanted["role"]) if wanted["role"] else people
