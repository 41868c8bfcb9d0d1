"""What is not looked at: a body larger than any file that is asked for, and the character NUL.

PostgreSQL stores no NUL; a page of ours asks for none, so whoever sends one gets no further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from minzheng.errors import bad_request, too_large

NUL = "\0"


class Intake:
    """Stands before the session is read, for its cookie too is something sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if length_of(request) > settings.LARGEST_BODY:
            return too_large(request)
        sent = [request.path, *texts_of(request.GET), *request.COOKIES.values()]
        return bad_request(request) if holds_nul(sent) else self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        return bad_request(request) if holds_nul(texts_of(request.POST)) else None


def length_of(request: HttpRequest) -> int:
    """As announced; a server that gets more than that reads no further."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    return int(announced) if announced.isdecimal() else 0


def texts_of(sent: QueryDict) -> Iterable[str]:
    """Every name and value."""
    for name, values in sent.lists():
        yield name
        yield from map(str, values)


def holds_nul(texts: Iterable[str]) -> bool:
    return any(NUL in text for text in texts)
