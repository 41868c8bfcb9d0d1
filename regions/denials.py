"""Refused pages leave a record: once per person, URL and hour."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from regions.audit import came_from


class DenialsAudited:
    """Names the caller's address for the audit trail and records refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = came_from.set(request.META.get("REMOTE_ADDR", ""))
        try:
            return self.get_response(request)
        finally:
            came_from.reset(token)
