"""Logging in: the same answer, and the same time, for an unknown account and a wrong password."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from regions import hashing
from regions.audit import acting
from regions.models import User

LONGEST_NAME = 60


class Accounts(BaseBackend):
    """Checks passwords one after the other; who is locked meanwhile is not looked at."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        user = User.objects.filter(username=username).first()
        give_back_connection()
        with hashing.slot():
            AxesStandaloneBackend().authenticate(request, username, password)
            if user is None:
                User().set_password(password)
                return None
            is_right = user.check_password(password)
        is_open = user.is_active and not user.is_idle(on=timezone.now())
        return user if is_right and is_open else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def note_failure(
    request: HttpRequest, username: str, act: str = "login_failed", by: User | None = None
) -> None:
    """A password that was wrong, and the lock that the last of five brings about."""
    is_locked = bool(getattr(request, "axes_locked_out", False))
    was_locked = is_locked and getattr(request, "axes_failures_since_start", None) is None
    facts = {"object_type": "user", "object_label": username[:LONGEST_NAME]}
    with acting(by=by) as acts:
        acts.record(act, **facts, result="locked" if was_locked else "failed")
        if is_locked and not was_locked:
            acts.record("account_locked", **facts)


def give_back_connection() -> None:
    """Nobody who waits for a place to hash keeps a connection of the pool."""
    if not connection.in_atomic_block:
        connection.close()


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Five failures in fifteen minutes close the account for as long, whether it exists or not."""
    return render(request, "registration/locked.html", status=429)
