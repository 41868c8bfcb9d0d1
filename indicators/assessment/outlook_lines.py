"""The lines of a derivation that say how it goes on: path, lag, forecast, pace, trend and gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.assessment.board import Row
from indicators.assessment.formats import about, names, number, percent, points, signed
from indicators.assessment.lines import Phrase, faint, said, unit
from indicators.assessment.reasons import OPINION_MEANINGS, OPINIONS

Said = tuple[Phrase, ...]


def planned(row: Row) -> Said:
    there = row.judgement.planned
    return () if there is None else said(number(there, 2))


def completion(row: Row) -> Said:
    """(value − baseline) ÷ (target − baseline), as it was divided."""
    share, start = row.judgement.completion, row.baseline
    if share is None or start is None:
        return ()
    now, begun, aim = (number(one, 2) for one in (row.value.value, start.value, row.target))
    return said(f"（{now} − {begun}）÷（{aim} − {begun}）= {percent(share, 1)}")


def lag(row: Row) -> Said:
    """With the plan's own thresholds, for the rule goes by them."""
    if row.judgement.completion is None:
        return ()
    bounds = row.promise.thresholds
    facts = {"good": bounds.on_track, "slight": bounds.slight, "behind": bounds.behind}
    words = _("on track up to %(good)s, slightly behind up to %(slight)s, behind up to %(behind)s")
    shown = {name: plain(bound) for name, bound in facts.items()}
    return said(points(row.judgement.lag), faint(words % shown))


def plain(bound: Decimal) -> str:
    return f"{bound.normalize():f}"


def forecast(row: Row) -> Said:
    found, decimals = row.judgement, row.indicator.decimals
    if found.forecast is None:
        return ()
    day = row.indicator.due_on.isoformat()
    return said(day, about(found.forecast, decimals), outcome(found.forecast_short, decimals))


def outcome(short: Decimal | None, decimals: int) -> Phrase | None:
    """Whether that is enough; without a target nobody can say."""
    if short is None:
        return None
    words = _("short by %(short)s") % {"short": about(short, decimals)}
    return faint(_("meets the target") if short <= 0 else words)


def pace(row: Row) -> Said:
    needed, achieved = row.judgement.required_per_year, row.judgement.achieved_per_year
    if needed is None and achieved is None:
        return ()
    facts = {"needed": signed(needed, 2), "achieved": signed(achieved, 2)}
    return said(_("needed %(needed)s, achieved %(achieved)s") % facts)


def second_opinion(row: Row) -> Said:
    found = row.judgement
    if not found.opinion:
        return ()
    ratio = faint(f"R = {percent(found.ratio, 1)}") if found.ratio is not None else None
    opinion, meaning = OPINIONS[found.opinion], OPINION_MEANINGS[found.opinion]
    return said(str(opinion), faint(meaning), ratio)


def against_a_year_before(row: Row) -> Said:
    """Of a trend: what was compared, and which year ends were not good or have no answer."""
    found, decimals = row.judgement, row.indicator.decimals
    then = found.compared if found.compared and found.compared.earlier is not None else None
    course = f"{number(then.earlier, decimals)} → {number(then.now, decimals)}" if then else None
    return said(
        course,
        faint(_("over the regions counted in both")) if then else None,
        on_days(_("year ends that were not good: %(days)s"), found.broken),
        on_days(_("year ends that cannot be compared: %(days)s"), found.uncompared),
    )


def on_days(words: str, days: Iterable[date]) -> str | None:
    named = names(day.isoformat() for day in days)
    return words % {"days": named} if named else None


def gap(row: Row) -> Said:
    if row.gap is None:
        return ()
    met = row.gap <= 0
    words = _("met; what lies beyond is surplus") if met else _("lacking")
    return said(number(row.gap_shown), unit(row.formula.numerators[0].unit), faint(words))
