"""What was known at the end of a past day (`?known_on=2019-03-31`), in Asia/Shanghai.

Figures come out of Revision, standings out of StatusChange; names, definitions and thresholds are
today's. Without a day everything here answers for today.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.reporting.errors import Unreadable
from indicators.reporting.models import (
    Basis,
    Figure,
    FigureState,
    Report,
    ReportingPeriod,
    Revision,
    Status,
    StatusChange,
)
from indicators.reporting.models.report import may_be_read_by
from indicators.reporting.period_words import period_in_words
from regions.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PARAMETER = "known_on"
CELL = ("report", "region", "measure")

RowT = TypeVar("RowT", bound=Model)


def end_of(day: date) -> datetime:
    """The first moment after a day, in Asia/Shanghai."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def day_asked(request: HttpRequest) -> date | None:
    """The past day that an address names; None for today, as it is now."""
    text = request.GET.get(PARAMETER, "")
    return day_known(text) if text else None


def day_known(text: str) -> date:
    """A day that has come; anything else is refused with the way to write it."""
    said = {"text": text}
    try:
        day = date.fromisoformat(text if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", text) else "")
    except ValueError as error:
        raise Unreadable(_("“%(text)s” is no day; write 2018-10-15.") % said) from error
    if day > timezone.localdate(timezone=timezone.get_default_timezone()):
        raise Unreadable(_("%(text)s has not come yet; choose a past day.") % said)
    return day


def day_query(known_on: date | None) -> str:
    """What links to other pages of the same day carry along."""
    return f"?{PARAMETER}={known_on.isoformat()}" if known_on else ""


def made_by(rows: QuerySet[RowT], known_on: date | None) -> QuerySet[RowT]:
    """Of rows with a moment `at`, those made by the end of the day."""
    return rows.filter(at__lt=end_of(known_on)) if known_on else rows


def last_by(rows: QuerySet[Any], later: QuerySet[Any], place: tuple[str, ...]) -> QuerySet[Any]:
    """Those rows after which nothing with a higher number came in the same place."""
    same_place = {name: OuterRef(name) for name in place}
    return rows.filter(~Exists(later.filter(**same_place, number__gt=OuterRef("number"))))


def figures_known(known_on: date | None) -> QuerySet[Any, Any]:
    """Figures with period_id, region, measure, state, value and revision; a blank has no row."""
    if known_on is None:
        return Figure.objects.all()
    made = made_by(Revision.objects.all(), known_on)
    return last_by(made, made, CELL).exclude(new_state=FigureState.BLANK).annotate(
        period_id=F("report__period_id"),
        state=F("new_state"),
        value=F("new_value"),
        revision=F("number"),
    )  # fmt: skip


def standing_on(reports: QuerySet[Report], known_on: date | None) -> QuerySet[Report]:
    """Those that existed, each with the status that it had (`status_then`)."""
    if known_on is None:
        return reports.annotate(status_then=F("status"))
    moves = made_by(StatusChange.objects.filter(report=OuterRef("pk")), known_on)
    last = moves.order_by("-number").values("to_status")[:1]
    return reports.annotate(status_then=Subquery(last)).filter(status_then__isnull=False)


def status_of(report: Report) -> Status:
    """Where a report out of `standing_on` stood."""
    return Status(report.__dict__["status_then"])


def visible_on(user: User | AnonymousUser, known_on: date | None) -> QuerySet[Report]:
    """Whole reports by today's roles and by the status that each had then."""
    reports = standing_on(Report.objects.all(), known_on)
    return reports.filter(may_be_read_by(user, "status_then"))


def counting_on(reports: QuerySet[Report], basis: Basis, known_on: date | None) -> QuerySet[Report]:
    """Those whose figures counted."""
    counts = {"status_then__in": basis.statuses}
    return standing_on(reports, known_on).filter(**counts)


def opened_by(
    periods: QuerySet[ReportingPeriod], known_on: date | None
) -> QuerySet[ReportingPeriod]:
    """Periods that had a report by the end of the day."""
    if known_on is None:
        return periods
    moves = StatusChange.objects.filter(report__period=OuterRef("pk"))
    return periods.filter(Exists(made_by(moves, known_on)))


def refuse_unopened(name: str, known_on: date | None) -> None:
    """A period of today that was not there then: say so, for its name is no secret."""
    named = ReportingPeriod.objects.filter(name=name)
    if known_on and named.exists() and not opened_by(named, known_on).exists():
        said = {"day": known_on.isoformat(), "period": period_in_words(name)}
        raise Unreadable(_("On %(day)s the period %(period)s had not been opened yet.") % said)
