"""Rows → plotly figures as plain data: no queries, no HTML, no style but what tells lines apart.

Fonts, grid and colours of the ground are the template in `static/js/charts.js`. Numbers become
floats only here, to be drawn; what is read (hover, labels) is written from the Decimal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators.assessment import formats
from indicators.dashboard.ticks import even_ticks, year_ends

INK, ACCENT, FAINT, PATH = "#1b2430", "#14446e", "#8793a1", "#6f8aa6"
ROOM = timedelta(days=45)

Figure = dict[str, Any]
Trace = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on its day; without a value the line is interrupted there."""

    day: date
    value: Decimal | None
    label: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """A version of the target, from the day it counts to the day it is due."""

    value: Decimal
    starts_on: date
    due_on: date
    label: str
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """What a chart must say of itself: the unit, the place, the period, the basis, the source."""

    title: str
    unit: str
    place: str
    period: str
    basis: str
    source: str

    @property
    def subtitle(self) -> str:
        source = _("source: %(source)s") % {"source": self.source}
        return f"{self.place} · {self.period} · {self.basis} · {source}"

    @property
    def file_name(self) -> str:
        """Of the picture, when it is saved: what it shows, and nothing a file system refuses."""
        words = f"{self.title} {self.place} {self.period} {self.basis}"
        return re.sub(r'[\\/:*?"<>|]', "-", words)


def indicator_chart(
    heading: Heading,
    values: Sequence[Mark],
    *,
    decimals: int,
    baseline: Mark | None = None,
    targets: Sequence[Level] = (),
    planned: Sequence[tuple[date, Decimal]] = (),
    forecast: Mark | None = None,
) -> Figure:
    """Approved values, targets in force and superseded, planned path and forecast of one place."""
    traces = [target_trace(level) for level in sorted(targets, key=lambda level: level.in_force)]
    traces += [path_trace(planned, decimals)] if planned else []
    traces += [forecast_trace(values, forecast, decimals)] if forecast else []
    traces += [baseline_trace(baseline, decimals)] if baseline else []
    traces += [values_trace(values, decimals)]
    return {
        "data": traces,
        "layout": layout(heading, traces, decimals),
        "name": heading.file_name,
    }


def values_trace(values: Sequence[Mark], decimals: int) -> Trace:
    """Values that are not complete have hollow marks."""
    return {
        **line(_("value"), ACCENT, "solid", 2.25),
        **points([(mark.day, mark.value) for mark in values]),
        "mode": "lines+markers",
        "text": [described(mark, decimals) for mark in values],
        "marker": {
            "size": 7,
            "color": ACCENT,
            "symbol": ["circle" if mark.complete else "circle-open" for mark in values],
        },
    }


def baseline_trace(baseline: Mark, decimals: int) -> Trace:
    return {
        **line(_("baseline"), INK, "solid", 0),
        **points([(baseline.day, baseline.value)]),
        "mode": "markers",
        "text": [described(baseline, decimals)],
        "marker": {"size": 9, "color": INK, "symbol": "square"},
    }


def target_trace(level: Level) -> Trace:
    """Level from the day it counts; a superseded one is a dotted line."""
    name = _("target %(value)s") if level.in_force else _("former target %(value)s")
    shown = name % {"value": level.label}
    return {
        **line(shown, INK if level.in_force else FAINT, "solid" if level.in_force else "dot", 1.5),
        **points([(level.starts_on, level.value), (level.due_on, level.value)]),
        "text": [shown, shown],
    }


def path_trace(planned: Sequence[tuple[date, Decimal]], decimals: int) -> Trace:
    return {
        **line(_("planned path"), PATH, "dash", 1.25),
        **points(planned),
        "text": [
            _("%(day)s: planned %(value)s")
            % {"day": day.isoformat(), "value": formats.number(value, decimals)}
            for day, value in planned
        ],
    }


def forecast_trace(values: Sequence[Mark], forecast: Mark, decimals: int) -> Trace:
    """From the last value there is to the due day."""
    last = [mark for mark in values if mark.value is not None][-1:]
    way = [*last, forecast]
    return {
        **line(_("forecast"), ACCENT, "dot", 1.5),
        **points([(mark.day, mark.value) for mark in way]),
        "mode": "lines+markers",
        "text": [described(mark, decimals) for mark in way],
        "marker": {
            "size": [0] * len(last) + [10],
            "color": ACCENT,
            "symbol": "diamond-open",
            "line": {"width": 1.75},
        },
    }


def line(name: str, colour: str, dash: str, width: float) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "dash": dash, "width": width},
    }


def points(places: Sequence[tuple[date, Decimal | None]]) -> dict[str, list[Any]]:
    return {
        "x": [day.isoformat() for day, _value in places],
        "y": [None if value is None else float(value) for _day, value in places],
    }


def described(mark: Mark, decimals: int) -> str:
    words = {"label": mark.label, "value": formats.number(mark.value, decimals)}
    said = _("%(label)s: %(value)s") % words
    return said if mark.complete else _("%(value)s (provisional)") % {"value": said}


def layout(heading: Heading, traces: Sequence[Trace], decimals: int) -> Figure:
    days = sorted(date.fromisoformat(day) for trace in traces for day in trace["x"])
    return {
        **titled(heading),
        "xaxis": days_axis(days[0], days[-1]) if days else {},
        "yaxis": values_axis([y for trace in traces for y in trace["y"] if y is not None]),
    }


def titled(heading: Heading) -> Figure:
    return {
        "title": {
            "text": _("%(title)s (%(unit)s)") % {"title": heading.title, "unit": heading.unit},
            "subtitle": {"text": heading.subtitle},
        }
    }


def days_axis(first: date, last: date) -> Figure:
    """Marked at the ends of years, where the plan's targets lie."""
    ends = year_ends(first, last)
    return {
        "type": "date",
        "range": [(first - ROOM).isoformat(), (last + ROOM).isoformat()],
        "tickvals": [end.isoformat() for end in ends],
        "ticktext": [_("end of %(year)s") % {"year": end.year} for end in ends],
    }


def values_axis(values: Sequence[float]) -> Figure:
    """Even steps, written in 万 where they are large."""
    marks = even_ticks(values)
    if not marks:
        return {}
    room = (marks[-1] - marks[0]) * Decimal("0.02")
    return {
        "range": [float(marks[0] - room), float(marks[-1] + room)],
        "tickvals": [float(mark) for mark in marks],
        "ticktext": [formats.large(mark, formats.places(mark, 0)) for mark in marks],
    }
