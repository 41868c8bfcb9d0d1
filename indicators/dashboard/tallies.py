"""How many indicators of a region stood at each verdict, period by period: chart and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.assessment.verdicts_over_time import Tally
from indicators.dashboard.charts import INK, Figure, Heading, Trace, titled, values_axis
from indicators.dashboard.overview import Summary
from indicators.reporting.models import ReportingPeriod
from indicators.reporting.period_words import period_in_words


@dataclass(frozen=True, slots=True)
class Band:
    """One part of each column."""

    word: str | Promise
    counted: str
    colour: str


BANDS = (
    Band(_("Achieved"), "achieved", "#0a4f3a"),
    Band(_("On track"), "on_track", "#4d86c4"),
    Band(_("At risk"), "at_risk", "#f0a868"),
    Band(_("Others"), "others", "#ffffff"),
)
"""From dark to light, so that they stay apart where colours are not printed or not seen."""


def tally_chart(heading: Heading, tallies: Sequence[Tally]) -> Figure:
    """A column a period, the best at the bottom."""
    summaries = [summary for _period, summary in summed(tallies)]
    days = [period_in_words(period) for period, _counts in tallies]
    traces = [band_trace(band, days, summaries) for band in BANDS]
    marks = [0.0, *(float(summary.total) for summary in summaries)]
    axis = periods_axis([period for period, _counts in tallies])
    looks = {"barmode": "stack", "bargap": 0.35, "xaxis": axis, "yaxis": values_axis(marks)}
    return {"data": traces, "layout": titled(heading) | looks}


def periods_axis(periods: Sequence[ReportingPeriod]) -> Figure:
    """Marked at the ends of years, as the other charts are; else at every period."""
    ends = [period for period in periods if period.ends_year]
    marked = [(period, end_of(period)) for period in ends]
    marked = marked or [(period, period_in_words(period)) for period in periods]
    return {
        "type": "category",
        "tickangle": 0,
        "tickvals": [period_in_words(period) for period, _text in marked],
        "ticktext": [text for _period, text in marked],
    }


def end_of(period: ReportingPeriod) -> str:
    return gettext("end of %(year)s") % {"year": period.ends_on.year}


def summed(tallies: Sequence[Tally]) -> list[tuple[ReportingPeriod, Summary]]:
    return [(period, Summary(counts.total(), counts)) for period, counts in tallies]


def band_trace(band: Band, days: Sequence[str], summaries: Sequence[Summary]) -> Trace:
    counts = [getattr(summary, band.counted) for summary in summaries]
    pairs = zip(days, counts, strict=True)
    return {
        "type": "bar",
        "name": str(band.word),
        "x": list(days),
        "y": counts,
        "hovertemplate": "%{text}<extra></extra>",
        "text": [f"{day} · {band.word} {count}" for day, count in pairs],
        "textposition": "none",
        "marker": {"color": band.colour, "line": {"color": INK, "width": 0.75}},
    }
