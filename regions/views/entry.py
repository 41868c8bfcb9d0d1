"""In, out, a new password, and the page on which each role begins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth import views as pages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions import actions
from regions.accounts import note_failure
from regions.audit import acting
from regions.forms import LoginForm, PasswordForm
from regions.models import Role, User
from regions.permissions import roles_of
from regions.refusals import Refused

READ_OR_SENT = ("get", "head", "post")
HOMES = {
    "tasks": {Role.REPORTER, Role.REVIEWER, Role.MANAGER},
    "overview": {Role.VIEWER},
    "audit-list": {Role.AUDITOR},
    "member-list": {Role.ADMINISTRATOR},
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the page that answers the person's first question of the day."""
    roles = roles_of(request.user)
    for page, of in HOMES.items():
        if roles & of:
            return redirect(page)
    raise PermissionDenied


class Login(pages.LoginView):
    """Every attempt leaves a record, whatever becomes of it."""

    authentication_form = LoginForm
    template_name = "registration/login.html"
    http_method_names = READ_OR_SENT

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        with acting(by=user) as acts:
            login(self.request, user)
            acts.record("login", object_type="user")
        actions.stop_idle()
        return redirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        tried = form.cleaned_data
        if tried.get("username") and tried.get("password"):
            note_failure(self.request, tried["username"])
        return super().form_invalid(form)


class Logout(pages.LogoutView):
    """Only by POST; the session is gone from the server too."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        by = request.user if isinstance(request.user, User) else None
        with acting(by=by) as acts:
            acts.record("logout", object_type="user")
            return super().post(request, *args, **kwargs)


class PasswordChange(pages.PasswordChangeView):
    """Other sessions of the person are dead afterwards, this one gets a new key."""

    form_class = PasswordForm
    template_name = "registration/password_change.html"
    http_method_names = READ_OR_SENT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        must = isinstance(user, User) and user.must_choose_password(on=timezone.now())
        return super().get_context_data(must=must, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_invalid(self, form: Any) -> HttpResponse:
        user = self.request.user
        if isinstance(user, User) and form.has_error("old_password", "password_incorrect"):
            note_failure(self.request, user.username, "password_failed", by=user)
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  the page asks for a log-in
        password = form.cleaned_data["new_password1"]
        try:
            actions.change_password(user=user, password=password, by=user)
        except Refused as refusal:
            form.add_error("new_password1", [problem.message for problem in refusal.problems])
            return self.form_invalid(form)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, _("Your password has been changed."))
        return redirect("home")
