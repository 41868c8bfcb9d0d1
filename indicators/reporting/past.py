"""A report as it was known at the end of a past day, from what is only ever appended to.

Names, definitions and thresholds are today's; so are explanations, of which the last text is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from indicators.reporting.calendar import day_of, end_of
from indicators.reporting.errors import Unknown
from indicators.reporting.models import FigureState, Report, Revision, StatusChange


def day_named(text: str | None) -> date | None:
    """A past day as an address names it; none for no text. Raises Unknown for any other text."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unknown(text) from error
    if day >= day_of():
        raise Unknown(text)
    return day


def last_revisions(day: date, **which: Any) -> QuerySet[Revision]:
    """The last change by then of each cell that holds something since."""
    made = Revision.objects.filter(at__lt=end_of(day))
    place = {name: OuterRef(name) for name in ("report", "region", "measure")}
    later = made.filter(**place, number__gt=OuterRef("number"))
    filled = made.filter(**which).exclude(new_state=FigureState.BLANK)
    return filled.filter(~Exists(later)).order_by()


def moves_by(day: date, reports: Iterable[int]) -> QuerySet[StatusChange]:
    """The moves of these reports by then, the last one first."""
    made = StatusChange.objects.filter(report__in=list(reports), at__lt=end_of(day))
    return made.order_by("-number")


def status_on(day: date, report: Report) -> str | None:
    """Where it stood; None before it was opened."""
    last = moves_by(day, [report.pk]).values_list("to_status", flat=True)
    return last.first()
