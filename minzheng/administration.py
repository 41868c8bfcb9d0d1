"""Django's admin as this house keeps it: our own log-in, and 403 where a person has no right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

ROOMS = frozenset({"regions", "indicators"})
READ_OR_SENT = require_http_methods(["GET", "HEAD", "POST"])


class Site(AdminSite):
    """Reference data for managers, accounts for administrators."""

    site_header = _("Reference data and accounts")
    site_title = settings.SITE_NAME or _("Hubei civil affairs indicators")
    index_title = _("Reference data and accounts")
    site_url = "/"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Only what our own rooms keep here: no groups, no tables of other packages."""
        if not isinstance(model_or_iterable, Iterable):
            model_or_iterable = [model_or_iterable]
        ours = [model for model in model_or_iterable if model._meta.app_label in ROOMS]
        super().register(ours, *args, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Read or sent, and nothing else."""
        return READ_OR_SENT(super().admin_view(view, cacheable))

    def has_permission(self, request: HttpRequest) -> bool:
        """Who is logged in and has nothing to do here is refused, not asked to log in."""
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied
        return super().has_permission(request)

    def get_urls(self) -> list[Any]:
        """In, out and passwords are the product's own pages, for those are audited."""
        from regions.views import entry

        to_login = RedirectView.as_view(pattern_name="login")
        ours = [
            path("login/", require_safe(to_login), name="login"),
            path("logout/", entry.Logout.as_view(), name="logout"),
            path("password_change/", entry.PasswordChange.as_view(), name="password_change"),
            path("password_change/done/", entry.home, name="password_change_done"),
        ]
        names = {url.name for url in ours}
        return [*ours, *(url for url in super().get_urls() if name_of(url) not in names)]


def name_of(url: URLPattern | URLResolver) -> str:
    return getattr(url, "name", None) or ""
