"""Error pages: a sentence and a reference number that is found in the log; no trace, no path."""

import logging
import secrets
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.http import url_has_allowed_host_and_scheme

from regions.refusals import NoRoom, Problem, Refused

logger = logging.getLogger("minzheng")


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    reference = secrets.token_hex(4)
    path = escape_uri_path(request.path)  # a line break in it would be a second line in the log
    logger.warning("%s %s %s %s", reference, status, request.method, path)
    return render(request, f"{status}.html", {"reference": reference, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_large(request)
    return page(request, 400)


def too_large(request: HttpRequest) -> HttpResponse:
    return page(request, 413)


def not_this_way(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """A page that takes forms only was opened, say by its address in the history."""
    answer = page(request, 405)
    answer.headers["Allow"] = refused.headers["Allow"]
    return answer


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Without the request's context: it may be the database itself that failed."""
    reference = secrets.token_hex(4)
    path = escape_uri_path(request.path)
    logger.error("%s 500 %s %s", reference, request.method, path, exc_info=sys.exc_info())
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or came from elsewhere: open it again."""
    return page(request, 403, stale=True)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What a verb says no to: nothing was written; all reasons at once, and the way back.

    What is out of sight (404) is not explained: a reason would say that it exists.
    """
    problems = [] if refusal.status == 404 else refusal.problems
    return page(request, refusal.status, problems=told(problems), back=came_from(request))


def told(problems: list[Problem]) -> list[Problem]:
    """Each sentence once."""
    return list({problem.message: problem for problem in problems if problem.message}.values())


def came_from(request: HttpRequest) -> str:
    """The page of ours on which the button was pressed."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours else ""


class Refusals:
    """A verb that refuses answers with the page of its kind: 403, 404, 409 or 422.

    So does a full disk: what is missing is room, not a correct program. And a method that a page
    does not know: the bare answer would leave a person before a white window.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return not_this_way(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if NoRoom.is_why(exception):
            logger.error(
                "no room: %s %s", request.method, escape_uri_path(request.path), exc_info=exception
            )
            return refused(request, NoRoom())
        return refused(request, exception) if isinstance(exception, Refused) else None


class OwnPages:
    """With debugging on too, what a view does not find is answered by our own page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return not_found(request, exception) if isinstance(exception, Http404) else None
