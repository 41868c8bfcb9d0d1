"""Sessions end after 30 idle minutes and 8 hours at most; a stale password is changed first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from regions.models import User

BEGAN = "began"
SEEN = "seen"
STAMP_EVERY = 60  # seconds
OPEN_TO_STALE_PASSWORDS = frozenset({"password-change", "logout", "language", "healthz"})


class SessionLimits:
    """Ends a session that is too old or lay idle, before any view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self.look_at(request)
        return self.get_response(request)

    def look_at(self, request: HttpRequest) -> None:
        now = int(timezone.now().timestamp())
        session = request.session
        if request.user.is_authenticated:
            began, seen = session.get(BEGAN, now), session.get(SEEN, now)
            if (
                now - began >= settings.SESSION_COOKIE_AGE
                or now - seen >= settings.SESSION_IDLE_SECONDS
            ):
                logout(request)
            elif BEGAN not in session or now - seen >= STAMP_EVERY:
                session[BEGAN], session[SEEN] = began, now
        elif SESSION_KEY in session:
            session.flush()


class LoggedIn(LoginRequiredMiddleware):
    """Every page asks for a log-in unless it says otherwise, and for a password of one's own."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        if isinstance(request.user, User) and request.user.must_choose_password(on=timezone.now()):
            page = request.resolver_match and request.resolver_match.url_name
            if page not in OPEN_TO_STALE_PASSWORDS:
                return go_to(request, reverse("password-change"))
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # not a redirect for every caller
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """A program is told; a part of a page is not replaced by the form, the whole page goes."""
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"login": reverse("login")}, status=401)
        return go_to(request, f"{reverse('login')}?{urlencode({'next': page_of(request)})}")


def page_of(request: HttpRequest) -> str:
    """The page that the person looks at: a form or a part of it is none to come back to."""
    if getattr(request, "htmx", False):
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]  # django-htmx
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return urlsplit(came_from).path if ours else "/"


def go_to(request: HttpRequest, url: str) -> HttpResponseBase:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    return redirect(url)
