"""Every address of the product, out of the URLconf: a new one is in at once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

SAMPLES = {
    "period": "2020Q4",
    "region": "420100",
    "batch": "00000000-0000-0000-0000-000000000000",
    "app_label": "regions",
}
OTHERWISE = "0"
SHOWN_WHILE_DEBUGGING = frozenset({"gallery"})


class Address(NamedTuple):
    """`room` is the namespace, `route` has `<name>` where a part is chosen."""

    room: str
    name: str
    route: str

    @property
    def parts(self) -> list[str]:
        return re.findall(r"<(\w+)>", self.route)

    def path(self, **chosen: str) -> str:
        """With samples for what is not chosen."""
        samples = SAMPLES | chosen
        return re.sub(r"<(\w+)>", lambda m: samples.get(m[1], OTHERWISE), self.route)


def addresses() -> list[Address]:
    return list(addresses_in(get_resolver().url_patterns))


def addresses_in(
    patterns: list[URLPattern | URLResolver], before: str = "/", room: str = ""
) -> Iterator[Address]:
    for pattern in patterns:
        route = before + plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses_in(pattern.url_patterns, route, pattern.namespace or room)
        elif pattern.name and pattern.name not in SHOWN_WHILE_DEBUGGING:
            yield Address(room, pattern.name, route)


def plain(route: str) -> str:
    """`<int:notice>` or a group of a regular expression as `<notice>`."""
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", named).removeprefix("^").removesuffix("$")
