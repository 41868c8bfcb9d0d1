"""The tags and filters that every template may use: `{% load components %}`."""

from __future__ import annotations

from typing import Any

from django import template

from indicators.dashboard import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation_links(context: template.Context) -> list[navigation.Link]:
    request = context.get("request")
    rights: dict[str, Any] = context.flatten()
    return list(navigation.links(rights, request.path if request else ""))
