"""Opening and closing periods, and granting more time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.plan.models import Asked, Indicator, Measure, Plan, SuppliedBy
from indicators.reporting import calendar
from indicators.reporting.calendar import Span
from indicators.reporting.errors import Conflict, Invalid, Refused
from indicators.reporting.models import (
    Extension,
    PeriodMeasure,
    Report,
    ReportingPeriod,
    Status,
    StatusChange,
)
from indicators.reporting.rights import demand, held
from regions.audit import Acts, acting
from regions.models import Region, User
from regions.permissions import Permission


def open_period(
    *,
    name: str,
    by: User,
    due: date | None = None,
    locks: date | None = None,
    opens: date | None = None,
    shift: bool = False,
    at: datetime | None = None,
    plan: Plan | None = None,
) -> ReportingPeriod:
    """Make a period with what it asks and its reports, or open a closed one again.

    Of an open one only days that are named change. Due 15 and locked 30 days after its end
    unless said; it opens at once, but not before its own first day. With `shift` a due day that
    is no working day (week and the State Council's calendar) moves to the next one.
    """
    span, at = calendar.period_named(name), at or timezone.now()
    plans = plans_asking(name, span, plan)
    demand(by, Permission.MANAGE, *(each.region for each in plans))
    with acting(by=by, at=at) as acts:
        period = ReportingPeriod.objects.select_for_update().filter(name=name).first()
        known = days_of(period) if period else {}
        days = {**usual_days(span, at, due), **known}
        if shift:
            due = calendar.working_day_from(due or days["due_on"])
        days = chosen(days, opens_on=opens, due_on=due, locks_on=locks)
        was_open = period is not None and not period.closed_at
        if period and was_open and days == known:
            return period
        facts = {**days, "closed_at": None, "starts_on": span.starts_on, "ends_on": span.ends_on}
        period, _made = ReportingPeriod.objects.update_or_create(name=name, defaults=facts)
        if not was_open:
            ask(period, plans)
            make_reports(period, plans, by, at)
        note(acts, "open_period", period, old=known or None, new=days)
    return period


def chosen(days: dict[str, date], **named: date | None) -> dict[str, date]:
    """The days with those that were named; a later due day moves the lock along."""
    days = days | {name: day for name, day in named.items() if day}
    if not named["locks_on"]:
        days["locks_on"] = max(days["locks_on"], days["due_on"])
    if not days["opens_on"] <= days["due_on"] <= days["locks_on"]:
        raise Invalid(
            _("Opening %(opens_on)s, due %(due_on)s, locked %(locks_on)s: not in order.") % days
        )
    return days


def plans_asking(name: str, span: Span, plan: Plan | None) -> list[Plan]:
    """The plans whose term holds the period, or whose baseline day ends it."""
    within = Q(starts_on__lte=span.starts_on, ends_on__gte=span.ends_on)
    plans = Plan.objects.filter(within | Q(baseline_on=span.ends_on))
    plans = plans.filter(periodicity=calendar.periodicity_of(name)).select_related("region")
    found = [each for each in plans if plan is None or each.pk == plan.pk]
    if not found:
        raise Refused(_("No plan asks for %(name)s.") % {"name": name})
    return found


def usual_days(span: Span, at: datetime, due: date | None) -> dict[str, date]:
    after = span.ends_on + timedelta(days=1)
    due = due or span.ends_on + timedelta(days=calendar.DUE_DAYS)
    locks = max(due, span.ends_on + timedelta(days=calendar.LOCK_DAYS))
    opens = max(span.starts_on, min(calendar.day_of(at), after, due))
    return {"opens_on": opens, "due_on": due, "locks_on": locks}


def days_of(period: ReportingPeriod) -> dict[str, date]:
    return {n: getattr(period, n) for n in ("opens_on", "due_on", "locks_on")}


def ask(period: ReportingPeriod, plans: list[Plan]) -> None:
    """The measures of the active indicators; what was asked before stays asked."""
    wanted = measures_of(plans, ends_year=period.ends_year)
    asked = set(period.asked.values_list("measure_id", flat=True))
    PeriodMeasure.objects.bulk_create(
        PeriodMeasure(period=period, measure=m) for m in wanted if m.pk not in asked
    )


def measures_of(plans: list[Plan], *, ends_year: bool) -> Iterable[Measure]:
    """Numerators and denominators of active indicators, and the wholes that the province keeps."""
    active = Indicator.objects.active().filter(plan__in=plans)
    used = Measure.objects.filter(Q(numerator_of__in=active) | Q(denominator_of__in=active))
    wholes = Q(supplied_by=SuppliedBy.PROVINCE, parts__in=used)
    wanted = Measure.objects.filter(Q(pk__in=used) | wholes).distinct()
    return wanted if ends_year else wanted.exclude(asked=Asked.YEAR_END)


def make_reports(period: ReportingPeriod, plans: list[Plan], by: User, at: datetime) -> None:
    """One draft for each region that reports and for the province, where there is none yet."""
    there = set(period.reports.values_list("region_id", flat=True))
    regions = Region.objects.filter(
        pk__in={pk for plan in plans for pk in reporting_in(plan, period)}
    )
    reports = Report.objects.bulk_create(
        Report(period=period, region=region) for region in regions if region.pk not in there
    )
    StatusChange.objects.bulk_create(
        StatusChange(report=report, number=1, to_status=Status.DRAFT, at=at, by=by)
        for report in reports
    )


def reporting_in(plan: Plan, period: ReportingPeriod) -> list[int]:
    """The province itself and its prefecture-level units in force at the period's end."""
    below = Region.objects.within(plan.region).prefectures().in_force(on=period.ends_on)
    return [plan.region_id, *below.values_list("pk", flat=True)]


def close_period(
    *, period: ReportingPeriod, by: User, at: datetime | None = None
) -> ReportingPeriod:
    """Nothing in it is entered or submitted until it is opened again; reviews go on."""
    demand(by, Permission.MANAGE, *provinces_of(period))
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        held(period.reports.values_list("pk", flat=True))
        changed = ReportingPeriod.objects.filter(pk=period.pk, closed_at=None).update(closed_at=at)
        if changed:
            note(acts, "close_period", period)
    period.refresh_from_db()
    return period


def provinces_of(period: ReportingPeriod) -> list[Region]:
    return list(Region.objects.provinces().filter(reports__period=period))


def extend(
    *,
    period: ReportingPeriod,
    region: Region,
    until: date,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Extension:
    """More time for one region until the end of a day; it lapses by itself."""
    demand(by, Permission.MANAGE, region)
    at = at or timezone.now()
    refuse_vain(period, region, until, reason, at)
    with acting(by=by, at=at) as acts:
        extension = Extension.objects.create(
            period=period, region=region, until=until, reason=reason, granted_by=by, granted_at=at
        )
        note(acts, "extend", period, region=region, new={"until": until}, reason=reason)
    return extension


def refuse_vain(
    period: ReportingPeriod, region: Region, until: date, reason: str, at: datetime
) -> None:
    """An extension without a reason, a report or a day to come is none."""
    if not reason.strip():
        raise Invalid(_("An extension needs a reason."))
    if until <= period.locks_on or until < calendar.day_of(at):
        raise Invalid(_("An extension ends after the day of locking, and not in the past."))
    if not Report.objects.of(period).filter(region=region).exists():
        raise Conflict(_("%(region)s does not report in this period.") % {"region": region.name})


def note(acts: Acts, act: str, period: ReportingPeriod, **facts: Any) -> None:
    """The audit record of what was done to a period."""
    region = facts.pop("region", None)
    for name in ("old", "new"):
        if facts.get(name):
            facts[name] = {key: str(value) for key, value in facts[name].items()}
    acts.record(
        act,
        object_type="period",
        object_label=period.name,
        period=period.name,
        region_code=region.code if region else "",
        **facts,
    )
