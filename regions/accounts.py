"""Logging in: the same answer, and the same time, for an unknown account and a wrong password."""

import os
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regions.models import User

hashing = BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2))


class Accounts(BaseBackend):
    """Checks passwords, at most one hash at a time per two cores."""

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
        with hashing:
            if user is None:
                User().set_password(password)
                return None
            return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Five failures in fifteen minutes close the account for as long."""
    return render(request, "registration/locked.html", status=429)
