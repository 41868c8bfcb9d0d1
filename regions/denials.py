"""Refused pages leave a record: once per person, URL and hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from regions.audit import acting, came_from, lock_chain
from regions.models import AuditEvent, User

REFUSED = frozenset({403, 404})
ONCE_IN = timedelta(hours=1)
LONGEST_PATH = 200


class DenialsAudited:
    """Names the caller's address for the audit trail and records what was refused to a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = came_from.set(address_of(request))
        try:
            response = self.get_response(request)
            if response.status_code in REFUSED and request.resolver_match:
                self.note(request, response.status_code)
            return response
        finally:
            came_from.reset(token)

    def note(self, request: HttpRequest, status: int) -> None:
        if not isinstance(request.user, User):
            return
        path = request.path[:LONGEST_PATH]
        if not denied_lately(request.user, path):
            record(request.user, path, {"status": status, "method": request.method})


def denied_lately(user: User, path: str) -> bool:
    lately = AuditEvent.objects.filter(at__gt=timezone.now() - ONCE_IN)
    return lately.filter(act="denied", actor_id=user.pk, object_label=path).exists()


def record(user: User, path: str, facts: dict[str, object]) -> None:
    """Asked again with the chain in hand, so that two refusals at once leave one record."""
    with transaction.atomic():
        lock_chain()
        if not denied_lately(user, path):
            with acting(by=user) as acts:
                acts.record(
                    "denied", object_type="page", object_label=path, new=facts, result="denied"
                )


def address_of(request: HttpRequest) -> str:
    """The caller's own address, as the last of our own proxies saw it."""
    told = list(filter(None, request.headers.get("X-Forwarded-For", "").split(",")))
    proxies = settings.PROXIES
    if proxies and len(told) >= proxies:
        return told[-proxies].strip()[:60]
    return str(request.META.get("REMOTE_ADDR") or "")
