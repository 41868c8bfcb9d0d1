"""Will the plan be kept? The province's rows of the board, counted, filtered and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from indicators.assessment import formats
from indicators.assessment.board import Board, Row
from indicators.assessment.completeness import Completeness, Standing
from indicators.assessment.places import Place
from indicators.assessment.vocabulary import Verdict
from indicators.dashboard.filters import AT_RISK as ALL_AT_RISK
from indicators.plan.models import Indicator, Theme

AT_RISK = (Verdict.SLIGHTLY_BEHIND, Verdict.BEHIND, Verdict.FAR_BEHIND, Verdict.REGRESSING)


@dataclass(frozen=True, slots=True)
class Summary:
    """The one sentence: how many are achieved, on track, at risk, and open."""

    total: int
    counts: Counter[Verdict]

    @property
    def achieved(self) -> int:
        return self.counts[Verdict.ACHIEVED]

    @property
    def on_track(self) -> int:
        return self.counts[Verdict.ON_TRACK]

    @property
    def at_risk(self) -> int:
        return sum(self.counts[verdict] for verdict in AT_RISK)

    @property
    def far_behind(self) -> int:
        return self.counts[Verdict.FAR_BEHIND]

    @property
    def regressing(self) -> int:
        return self.counts[Verdict.REGRESSING]

    @property
    def others(self) -> int:
        return self.total - self.achieved - self.on_track - self.at_risk


def summary_of(rows: Sequence[Row]) -> Summary:
    return Summary(len(rows), Counter(row.judgement.verdict for row in rows))


def matching(rows: Iterable[Row], *, theme: str, verdict: str) -> list[Row]:
    """Rows under a heading (those below it too) and of a verdict; at_risk takes all four."""
    verdicts = AT_RISK if verdict == ALL_AT_RISK else (verdict,)
    return [
        row
        for row in rows
        if (not theme or is_under(row.indicator.theme.code, theme))
        and (not verdict or row.judgement.verdict in verdicts)
    ]


def is_under(code: str, theme: str) -> bool:
    return code == theme or code.startswith(f"{theme}.")


def by_theme(rows: Sequence[Row]) -> list[tuple[Theme, list[Row]]]:
    """In the order of the plan's outline, within a heading by the indicators' numbers."""
    ordered = sorted(rows, key=lambda row: (row.indicator.theme.position, row.indicator.number))
    return [(theme, list(group)) for theme, group in groupby(ordered, lambda r: r.indicator.theme)]


def side_by_side(
    rows: Iterable[Row], places: Sequence[Place]
) -> list[tuple[Indicator, list[Row | None]]]:
    """Each indicator with its row of every place; None where it has none there."""
    found = {(row.indicator, row.place.key): row for row in rows}
    indicators = dict.fromkeys(indicator for indicator, _key in found)
    return [(one, [found.get((one, place.key)) for place in places]) for one in indicators]


def reporting_in(board: Board, zone: Place | None) -> Completeness:
    """Who has reported: of the zone, or of all where there is none."""
    return board.completeness.within(zone.region_ids or ()) if zone else board.completeness


def reported(completeness: Completeness) -> str:
    """已报 14/17（缺：天门、神农架（重审中））."""
    facts: dict[str, int | str] = {"here": completeness.counted, "all": completeness.expected}
    if completeness.missing:
        facts["names"] = formats.names(map(name_of, completeness.missing))
        return _("Reported %(here)s/%(all)s (missing: %(names)s)") % facts
    return _("Reported %(here)s/%(all)s") % facts


def name_of(standing: Standing) -> str:
    name = standing.region.short_name
    return _("%(region)s (being reviewed again)") % {"region": name} if standing.reopened else name


def themes_of(rows: Iterable[Row]) -> list[Theme]:
    """The headings that hold these indicators, each once, in order."""
    found = {row.indicator.theme_id: row.indicator.theme for row in rows}
    return sorted(found.values(), key=lambda theme: theme.position)
