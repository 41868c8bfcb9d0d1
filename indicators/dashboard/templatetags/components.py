"""The tags and filters that every template may use: `{% load components %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext

from indicators.assessment import formats, wording
from indicators.assessment.judgement import Judgement
from indicators.dashboard import badges, bars, navigation, sparklines
from indicators.reporting.period_words import period_in_words

register = template.Library()

register.filter("number", formats.number)
register.filter("signed", formats.signed)
register.filter("percent", formats.percent)
register.filter("signed_percent", formats.signed_percent)
register.filter("completion", formats.completion)
register.filter("points", formats.points)
register.filter("names", formats.names)
register.filter("lag", formats.lag)
register.filter("large", formats.large)
register.filter("about", formats.about)
register.filter("period_name", period_in_words)
register.simple_tag(formats.judged, name="judged")
register.simple_tag(formats.promised, name="promised")


@register.simple_tag(takes_context=True)
def navigation_links(context: template.Context) -> list[navigation.Link]:
    request = context.get("request")
    held = {right for right in navigation.RIGHTS if context.get(right)}
    return list(navigation.links(held, request.path if request else ""))


@register.simple_tag
def site_name() -> str:
    """The installation's own, else that of the plan for which this was made."""
    return settings.SITE_NAME or gettext("Hubei civil affairs indicators")


@register.inclusion_tag("_components/trail.html")
def trail(*parts: object) -> dict[str, Any]:
    """Where one is: label url label url … and last the page's own label, which is no link."""
    *above, here = parts
    return {"above": list(zip(above[::2], above[1::2], strict=True)), "here": here}


@register.simple_tag
def verdict(
    judged: Judgement | str, provisional: bool = False, reason: str = "", brief: bool = False
) -> str:
    """Shape, word and colour; a dashed outline and 暂定 for what is not complete yet."""
    if isinstance(judged, Judgement):
        return badges.verdict(judged.verdict, judged.reason, judged.provisional, brief)
    return badges.verdict(judged, reason, provisional, brief)


@register.simple_tag
def heat_cell(judged: Judgement) -> str:
    """A verdict in the heat matrix, of which there are 700 on the page: shape and word alone."""
    return badges.heat_cell(judged.verdict, judged.reason, judged.provisional)


@register.simple_tag
def all_verdicts() -> list[str]:
    return list(wording.VERDICTS)


@register.simple_tag
def status(code: str, late: int = 0) -> str:
    """Where a report stands; `late` in days is said beside it."""
    return badges.status(code, late)


@register.inclusion_tag("_components/bar.html")
def completion_bar(completion: Decimal | None, time_share: Decimal | None) -> dict[str, Any]:
    return {"bar": bars.bar(completion, time_share)}


@register.inclusion_tag("_components/sparkline.html")
def sparkline(values: Sequence[Decimal | None], label: str = "") -> dict[str, Any]:
    return {"line": sparklines.sparkline(values), "label": label}


@register.inclusion_tag("_components/chart.html")
def chart(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """A plotly figure of `charts`; `name` is its id on the page. The table twin is the page's."""
    return {"figure": figure, "name": name, "data": f"{name}-data"}


@register.inclusion_tag("_components/verdict_counts.html", takes_context=True)
def verdict_counts(
    context: template.Context, counts: Mapping[str, int], current: str = ""
) -> dict[str, Any]:
    """How many stand at each verdict, all ten in order; each filters by `?verdict=`."""
    entries = [
        {
            "code": str(code),
            "shape": of.shape,
            "word": of.word,
            "count": counts.get(code, 0),
            "current": code == current,
        }
        for code, of in wording.VERDICTS.items()
    ]
    return {"entries": entries, "request": context["request"]}


@register.inclusion_tag("_components/problems.html")
def problem_list(
    problems: Sequence[Any], limit: int = 200, total: int | None = None
) -> dict[str, Any]:
    """What is wrong with a file, at its cells; what does not fit on the page is counted.

    `total`: how many there are, where not all of them are given.
    """
    count = len(problems) if total is None else total
    shown = problems[:limit]
    return {"problems": shown, "count": count, "more": count - len(shown)}
