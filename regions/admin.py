"""Accounts for administrators, through the verbs; places for managers, audited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions import actions
from regions.models import Membership, Region, RegionName, User
from regions.people import check_new_password
from regions.reference import AuditedAdmin
from regions.refusals import Invalid, Refused


class AccountForm(forms.ModelForm):
    """An account; the password is one that its owner must change at once."""

    new_password = forms.CharField(
        label=_("new first password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )

    class Meta:
        model = User
        fields = ("username", "name", "email", "phone")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("new_password")
        if not self.instance.pk and not password:
            self.add_error("new_password", _("A new account needs a first password."))
        if password:
            try:
                check_new_password(self.instance, password)
            except Invalid as refusal:
                problems = [problem.message for problem in refusal.problems]
                raise ValidationError({"new_password": problems}) from refusal
        return cleaned


class OfVerbs(AuditedAdmin):
    """What is saved here is saved by a verb, which writes the record itself."""

    def note(self, *args: Any) -> None:
        """The verb has done it."""

    def for_each(self, request: HttpRequest, rows: QuerySet[Any], verb: Any, argument: str) -> None:
        """A verb on every chosen row; what it refuses is said, the others are done."""
        for row in rows:
            try:
                verb(**{argument: row}, by=request.user)
            except Refused as refusal:
                messages.error(request, f"{row}: {refusal}")
            else:
                messages.success(request, str(row))


@admin.register(User)
class UserAdmin(OfVerbs):
    form = AccountForm
    list_display = ("username", "name", "is_active", "idle", "last_login", "must_change_password")
    list_filter = ("is_active",)
    search_fields = ("username", "name")
    actions = ("close", "open")

    @admin.display(boolean=True, description=_("idle for 90 days"))
    def idle(self, user: User) -> bool:
        return user.is_idle(on=timezone.now())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("username",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        wanted, by = form.cleaned_data, request.user
        password = wanted.pop("new_password")
        if not change:
            user = actions.create_user(**wanted, password=password, by=by)  # type: ignore[arg-type]  # a person
            obj.pk = user.pk
            return
        actions.change_details(user=obj, **wanted, by=by)  # type: ignore[arg-type]  # a person
        if password:
            actions.set_password(user=obj, password=password, by=by)  # type: ignore[arg-type]  # a person

    @admin.action(description=_("Close the chosen accounts"))
    def close(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self.for_each(request, rows, actions.disable, "user")

    @admin.action(description=_("Open the chosen accounts"))
    def open(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self.for_each(request, rows, actions.enable, "user")


@admin.register(Membership)
class MembershipAdmin(OfVerbs):
    """Who held which role where and when; roles are granted here, and taken back by an action."""

    fields = ("user", "role", "region")
    list_display = ("user", "role", "region", "granted_at", "granted_by", "revoked_at")
    list_filter = ("role", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user", "region", "granted_by")
    search_fields = ("user__username", "user__name", "region__name_zh")
    actions = ("take_back",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only the list and its action: a role is not altered into another one."""
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        held = actions.grant(**form.cleaned_data, by=request.user)  # type: ignore[arg-type]  # a person
        obj.pk = held.pk

    @admin.action(description=_("Take the chosen roles back"))
    def take_back(self, request: HttpRequest, rows: QuerySet[Membership]) -> None:
        self.for_each(request, rows, actions.revoke, "membership")


class RegionForm(forms.ModelForm):
    """A new name begins on a day; the one before stays known."""

    named_since = forms.DateField(
        label=_("first day of the new name"), required=False, widget=AdminDateWidget
    )

    class Meta:
        model = Region
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_new_name = self.instance.pk and "name_zh" in self.changed_data
        if is_new_name and not cleaned.get("named_since"):
            self.add_error("named_since", _("Say from which day the region is called that."))
        return cleaned


class RegionNames(admin.TabularInline):
    model = RegionName
    fields = readonly_fields = ("name_zh", "effective_from", "effective_to")
    extra = max_num = 0
    can_delete = False


class RegionAdmin(AuditedAdmin):
    form = RegionForm
    list_display = ("code", "name_zh", "short_name_zh", "name_en", "kind", "parent")
    list_filter = ("level", "kind")
    list_select_related = ("parent",)
    search_fields = ("code", "name_zh", "name_en")
    raw_id_fields = ("parent", "successor")
    inlines = (RegionNames,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A name is changed by the verb, the rest as it stands in the form."""
        if change and "name_zh" in form.changed_data:
            wanted = form.cleaned_data
            actions.rename(
                region=obj,
                name_zh=wanted["name_zh"],
                short_name_zh=wanted["short_name_zh"],
                on=wanted["named_since"],
                by=request.user,  # type: ignore[arg-type]  # only people come here
            )
        super().save_model(request, obj, form, change)


class ZoneAdmin(AuditedAdmin):
    list_display = ("code", "name_zh", "name_en")
    filter_horizontal = ("regions",)
