"""The derivation of one row, line by line: from the promise by way of the value to the verdict.

Nothing is read for it beyond the row, so that an export may say it of every row of a board.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.assessment.board import Row
from indicators.assessment.formats import judged, names, number, percent, promised
from indicators.assessment.lines import Line, Phrase, faint, said, strong, unit
from indicators.assessment.outlook_lines import (
    against_a_year_before,
    completion,
    forecast,
    gap,
    lag,
    pace,
    planned,
    second_opinion,
)
from indicators.assessment.reasons import REASONS, SOURCES
from indicators.assessment.wording import VERDICTS, verdict_word

Said = tuple[Phrase, ...]


def verdict(row: Row) -> Said:
    """Its badge first: shape, word, and 暂定 for what is not complete yet."""
    found = row.judgement
    word = verdict_word(found.verdict, found.reason)
    badge = [VERDICTS[found.verdict].shape, word, _("provisional") if found.provisional else ""]
    rule = faint(_("rule %(rule)s") % {"rule": found.rule})
    return said(" ".join(filter(None, badge)), rule, str(REASONS[found.reason]))


def baseline(row: Row) -> Said:
    there, indicator = row.baseline, row.indicator
    if there is None:
        return said(_("none"))
    value = judged(there.value, indicator.decimals, row.target, indicator.comparator)
    return said(there.on.isoformat(), value, faint(SOURCES.get(there.source, "")))


def target(row: Row) -> Said:
    one = row.indicator
    value = promised(row.target, one.comparator, one.each_year, one.decimals)
    return said(one.due_on.isoformat(), value, faint(SOURCES.get(row.target_source, "")))


def time(row: Row) -> Said:
    found = row.judgement
    share = percent(found.time_share, 1)
    facts = {"gone": found.months_gone, "total": found.months_total, "share": share}
    return said(_("%(gone)s of %(total)s months = %(share)s") % facts)


def value(row: Row) -> Said:
    """Numerator ÷ denominator × factor, with their units."""
    found, indicator = row.value, row.indicator
    if not found.is_number:
        return said("—")
    below = indicator.denominator
    result = judged(found.value, indicator.decimals, row.target, indicator.comparator)
    return said(
        number(found.numerator),
        unit(row.formula.numerators[0].unit),
        f"÷ {number(found.denominator)}" if below else None,
        unit(below.unit) if below else None,
        f"× {indicator.factor}" if indicator.factor != 1 else None,
        "=",
        strong(result),
        unit(indicator.unit),
        faint(as_of(found.as_of.ends_on)) if row.stands else None,
    )


def as_of(day: date) -> str:
    return _("as of %(day)s: asked at the year's end") % {"day": day.isoformat()}


def counted(row: Row) -> Said:
    found = row.value
    named = [
        (_("missing: %(names)s"), found.missing),
        (_("not applicable: %(names)s"), found.not_applicable),
        (_("the worst counts: %(names)s"), found.worst),
    ]
    told = [words % {"names": names(regions)} for words, regions in named if regions]
    return said(f"{found.counted}/{found.expected}", *told)


JUDGED: tuple[tuple[str | Words, Callable[[Row], Said]], ...] = (
    (gettext_lazy("Verdict"), verdict),
    (gettext_lazy("Baseline"), baseline),
    (gettext_lazy("Target"), target),
    (gettext_lazy("Time"), time),
    (gettext_lazy("Value"), value),
    (gettext_lazy("Counted"), counted),
    (gettext_lazy("Planned value"), planned),
    (gettext_lazy("Completion"), completion),
    (gettext_lazy("Lag"), lag),
    (gettext_lazy("Forecast"), forecast),
    (gettext_lazy("Pace a year"), pace),
    (gettext_lazy("Second opinion (Open SDG)"), second_opinion),
    (gettext_lazy("Against a year before"), against_a_year_before),
    (gettext_lazy("Gap"), gap),
)
"""In the order in which they are read; one that says nothing of a row is left out."""


def judged_lines(row: Row) -> list[Line]:
    lines = [Line(str(label), tell(row)) for label, tell in JUDGED]
    return [line for line in lines if line.phrases]
