"""Sessions end after 30 idle minutes; activity is stamped at most once a minute."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

STAMP = "seen"
STAMP_EVERY = 60  # seconds


class SessionLimits:
    """Logs out a session that lay idle too long, before any view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self.look_at(request)
        return self.get_response(request)

    def look_at(self, request: HttpRequest) -> None:
        now = int(timezone.now().timestamp())
        idle = now - request.session.get(STAMP, now)
        if idle > settings.SESSION_IDLE_SECONDS:
            logout(request)
        elif idle >= STAMP_EVERY or STAMP not in request.session:
            request.session[STAMP] = now
