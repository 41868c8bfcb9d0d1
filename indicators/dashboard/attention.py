"""What needs attention: of all that a board says the few things that are new, grave or near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.assessment import formats, wording
from indicators.assessment.board import Board, Row
from indicators.assessment.months import month_number
from indicators.assessment.vocabulary import Comparator, Reason, Verdict
from indicators.dashboard.heat import gravity
from indicators.dashboard.overview import AT_RISK
from regions.models import Region

DUE_WITHIN = 6  # months
LOST_RANKS = 3
MOST_LOSERS = 10
WELL = frozenset({Verdict.ACHIEVED, Verdict.ON_TRACK, Verdict.NOT_APPLICABLE})
KINDS: dict[str, str | Promise] = {
    "regressing": gettext_lazy("Regressing"),
    "newly_behind": gettext_lazy("Newly behind"),
    "due_soon": gettext_lazy("Due within six months"),
    "rank_lost": gettext_lazy("Lost in rank"),
    "incomplete": gettext_lazy("Incomplete"),
}


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at, and the one sentence that says why."""

    kind: str
    row: Row
    why: str

    @property
    def word(self) -> str:
        return str(KINDS[self.kind])


def concerns(board: Board, before: Board | None) -> list[Concern]:
    """The province's first, by kind and gravity; `before` is the board of the period before."""
    earlier = {row.indicator.code: row for row in before.province} if before else {}
    found = [concern for row in board.province for concern in of_the_province(row, earlier)]
    found += losers(board.rows)
    found += incomplete(board)
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), gravity(one.row)))


def of_the_province(row: Row, earlier: Mapping[str, Row]) -> Iterator[Concern]:
    """At most one: regressing before newly behind before soon due."""
    verdict, last = row.judgement.verdict, earlier.get(row.indicator.code)
    if verdict == Verdict.REGRESSING:
        yield Concern("regressing", row, why_regressing(row))
    elif verdict in AT_RISK and last and last.judgement.verdict not in AT_RISK:
        yield Concern("newly_behind", row, why_newly(row, last))
    elif verdict not in WELL and is_due_soon(row.promise.due_on, row.period.ends_on):
        yield Concern("due_soon", row, why_due(row))


def is_due_soon(due: date, now: date) -> bool:
    return 0 <= month_number(due) - month_number(now) <= DUE_WITHIN


def shown(row: Row) -> str:
    number = formats.judged(
        row.value.value, row.indicator.decimals, row.target, row.indicator.comparator
    )
    return formats.with_unit(number, row.indicator.unit)


def why_regressing(row: Row) -> str:
    if row.baseline is None:
        return _("Now %(now)s, worse than a year before.") % {"now": shown(row)}
    facts = {"now": shown(row), "base": formats.number(row.baseline.value, row.indicator.decimals)}
    return _("Now %(now)s, worse than its baseline of %(base)s.") % facts


def why_newly(row: Row, last: Row) -> str:
    facts = {"before": wording.verdict_word(last.judgement.verdict, last.judgement.reason)}
    if row.judgement.lag is None:
        return _("One period ago: %(before)s.") % facts
    facts["lag"] = formats.points(row.judgement.lag)
    return _("One period ago: %(before)s; now it lags by %(lag)s.") % facts


def why_due(row: Row) -> str:
    facts = {"day": row.promise.due_on.isoformat(), "now": shown(row)}
    if row.indicator.comparator == Comparator.DONE:
        return _("Due on %(day)s; not done yet.") % facts
    if row.value.value is None:
        facts["verdict"] = wording.verdict_word(row.judgement.verdict, row.judgement.reason)
        return _("Due on %(day)s: %(verdict)s.") % facts
    if row.judgement.reason == Reason.WORST_UNKNOWN:
        facts["names"] = short_names(row.value.missing_regions)
        return _("Due on %(day)s; now %(now)s without the figures of: %(names)s.") % facts
    if row.gap_shown is None or row.gap_shown <= 0:
        return _("Due on %(day)s; now %(now)s.") % facts
    parts = row.formula.indicator
    facts["gap"] = formats.with_unit(formats.number(row.gap_shown), row.formula.numerators[0].unit)
    facts["promised"] = formats.promised(
        row.target, parts.comparator, parts.each_year, parts.decimals
    )
    return _("Due on %(day)s; now %(now)s of %(promised)s, %(gap)s are lacking.") % facts


def losers(rows: Iterable[Row]) -> list[Concern]:
    """Regions that fell by three ranks or more, the deepest falls first."""
    fallen = [(row.rank_change, row) for row in rows if row.place.is_region and row.rank_change]
    deep = sorted((change, n) for n, (change, _row) in enumerate(fallen) if change <= -LOST_RANKS)
    found = []
    for change, place in deep[:MOST_LOSERS]:
        row = fallen[place][1]
        facts = {"region": row.place.name, "to": row.rank, "from": (row.rank or 0) + change}
        why = _("%(region)s fell from rank %(from)s to rank %(to)s.") % facts
        found.append(Concern("rank_lost", row, why))
    return found


def short_names(regions: Iterable[Region]) -> str:
    return formats.names(region.short_name for region in regions)


def incomplete(board: Board) -> Iterator[Concern]:
    """Indicators that lack more than the reports that are missing altogether."""
    reports = {standing.region.pk for standing in board.completeness.missing}
    for row in board.province:
        more = [one for one in row.value.missing_regions if one.pk not in reports]
        if more and row.judgement.provisional:
            names = short_names(more)
            yield Concern(
                "incomplete", row, _("Figures are lacking of: %(names)s.") % {"names": names}
            )
