"""Adopting targets and baselines. Nothing is overwritten: each version is a new row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.plan.fields import to_scaled
from indicators.plan.models import Aggregation, Baseline, Indicator, Target
from regions.audit import Acts, acting
from regions.models import Region, User
from regions.permissions import Permission, can
from regions.refusals import Conflict, Forbidden, Invalid

LONGEST_NUMBER, LONGEST_REASON = 60, 500


@dataclass(frozen=True, slots=True)
class Document:
    """By what a target is set, and why."""

    number: str
    on: date
    reason: str


def adopt_target(
    *,
    indicator: Indicator,
    region: Region,
    year: int,
    value: Decimal,
    document: Document,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> Target:
    """A new version for one region and year; `seen`: the last one entered that the person saw.

    Pressed twice with the same document and value it has one effect.
    """
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        hold(indicator)
        sound(indicator, year, document, day(at))
        last = last_entered(indicator, region, year)
        if last and is_same(last, value, document, by):
            return last
        if seen is not None and seen != (last.pk if last else 0):
            raise Conflict(_("Another version has been adopted meanwhile; look at it first."))
        [made] = enter(acts, indicator, year, {region: value}, document)
        return made


def adopt_baseline(
    *,
    indicator: Indicator,
    region: Region,
    on: date,
    value: Decimal,
    document: Document,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> Baseline:
    """A baseline with its own day, for whom neither the plan nor the baseline period gives one.

    `seen` and a second press are as of a target.
    """
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        hold(indicator)
        today = day(at)
        refuse([*baseline_faults(indicator, region, on, today), *faults_of(document, today)])
        refuse_unfit(acts, region, value, set(may_have(indicator, on=today)))
        last = last_baseline(indicator, region)
        if last and last.on == on and is_same(last, value, document, by):
            return last
        if seen is not None and seen != (last.pk if last else 0):
            raise Conflict(_("Another version has been adopted meanwhile; look at it first."))
        place = {"indicator": indicator, "region": region, "on": on, "value": value}
        made = Baseline.objects.create(**place, **adopted(acts, document))
        record(acts, made, made.on.isoformat())
        return made


def divide_target(
    *,
    indicator: Indicator,
    year: int,
    parts: Mapping[Region, Decimal],
    document: Document,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> list[Target]:
    """The province's target divided among its regions: all of them or none, to the last unit.

    `seen`: the last version of the year, whoever's, that the person saw.
    """
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        hold(indicator)
        sound(indicator, year, document, day(at))
        total = total_to_divide(indicator, year, on=day(at))
        if {region.pk for region in parts} != {one.pk for one in sharing(indicator, on=day(at))}:
            raise Invalid(_("Give every region its part, and nobody else."))
        if difference := sum(parts.values(), Decimal(0)) - total.value:
            raise Invalid(difference_named(difference, total.value))
        there = indicator.targets.filter(region__in=parts, year=year).order_by("pk")
        last = {one.region_id: one for one in there}
        same = {
            region: one
            for region, value in parts.items()
            if (one := last.get(region.pk)) and is_same(one, value, document, by)
        }
        new = {region: value for region, value in parts.items() if region not in same}
        if new and seen is not None and seen != last_of_year(indicator, year):
            raise Conflict(_("A target of that year has been adopted meanwhile; look at it first."))
        return [*same.values(), *enter(acts, indicator, year, new, document)]


def difference_named(difference: Decimal, total: Decimal) -> str:
    facts = {"total": f"{total:f}", "by": f"{abs(difference):f}"}
    if difference > 0:
        return _("The parts exceed the province's target of %(total)s by %(by)s.") % facts
    return _("The parts fall short of the province's target of %(total)s by %(by)s.") % facts


def total_to_divide(indicator: Indicator, year: int, *, on: date) -> Target:
    """The province's version in force; only a sum can be divided."""
    if indicator.aggregation != Aggregation.SUM:
        raise Invalid(_("Only a target that is a sum over the regions can be divided."))
    versions = indicator.targets.filter(region=indicator.plan.region, year=year)
    adopted = versions.filter(adopted_on__lte=on).order_by("adopted_on", "pk").last()
    total = adopted or versions.order_by("adopted_on", "pk").first()
    if total is None:
        raise Invalid(_("The province has no target of that year to divide."))
    return total


def sharing(indicator: Indicator, *, on: date) -> list[Region]:
    """Those that report to the province on that day; of a zone's indicator the zone's."""
    regions = Region.objects.within(indicator.plan.region).prefectures().in_force(on=on)
    return list(regions.filter(zones=indicator.zone) if indicator.zone else regions)


def day(at: datetime) -> date:
    return timezone.localdate(at, timezone.get_default_timezone())


def hold(indicator: Indicator) -> None:
    """One at a time adopts for an indicator; on SQLite the transaction holds everything anyway."""
    Indicator.objects.select_for_update(of=("self",), no_key=True).get(pk=indicator.pk)


def sound(indicator: Indicator, year: int, document: Document, today: date) -> None:
    """What every version must fulfil, whoever's it is."""
    faults = []
    if not indicator.takes_target:
        faults.append(_("This indicator takes no target."))
    if not indicator.plan.starts_on.year <= year <= indicator.due_on.year:
        faults.append(_("The year must lie between the plan's start and the indicator's due day."))
    refuse([*faults, *faults_of(document, today)])


def faults_of(document: Document, today: date) -> list[str]:
    faults = []
    if not 0 < len(document.number.strip()) <= LONGEST_NUMBER:
        faults.append(_("Give the document's number, in at most 60 characters."))
    if not 0 < len(document.reason.strip()) <= LONGEST_REASON:
        faults.append(_("Give the reason, in at most 500 characters."))
    if document.on > today:
        faults.append(_("The document's date has not come yet."))
    return faults


def baseline_faults(indicator: Indicator, region: Region, on: date, today: date) -> list[str]:
    faults = []
    if not indicator.takes_baseline:
        faults.append(_("This indicator takes no baseline."))
    if not indicator.plan.baseline_on <= on < indicator.due_on:
        faults.append(_("The day must lie between the plan's baseline day and the due day."))
    if on > today:
        faults.append(_("The day has not come yet."))
    if indicator.baselines.filter(region=region, document_number="").exists():
        faults.append(_("The plan itself states a baseline here."))
    return faults


def refuse(faults: Sequence[str]) -> None:
    if faults:
        raise Invalid(*faults)


def last_entered(indicator: Indicator, region: Region, year: int) -> Target | None:
    return indicator.targets.filter(region=region, year=year).order_by("pk").last()


def last_baseline(indicator: Indicator, region: Region) -> Baseline | None:
    return indicator.baselines.filter(region=region).adopted().order_by("pk").last()


def last_of_year(indicator: Indicator, year: int) -> int:
    """The key of the version entered last, the province's or a region's; 0 without any."""
    last = indicator.targets.filter(year=year).order_by("pk").last()
    return last.pk if last else 0


def is_same(last: Target | Baseline, value: Decimal, document: Document, by: User) -> bool:
    there = (last.value, last.document_number, last.document_on, last.reason, last.entered_by_id)
    return there == (value, document.number.strip(), document.on, document.reason.strip(), by.pk)


def enter(
    acts: Acts,
    indicator: Indicator,
    year: int,
    values: Mapping[Region, Decimal],
    document: Document,
) -> list[Target]:
    """A row for each region and its audit record, inside a verb."""
    allowed = set(may_have(indicator, on=day(acts.at)))
    for region, value in values.items():
        refuse_unfit(acts, region, value, allowed)
    made = Target.objects.bulk_create(
        Target(
            indicator=indicator,
            region=region,
            year=year,
            value=value,
            **adopted(acts, document),
        )
        for region, value in values.items()
    )
    for one in made:
        record(acts, one, str(one.year))
    return made


def adopted(acts: Acts, document: Document) -> dict[str, Any]:
    """By what, from when, by whom: the same of every version."""
    return {
        "document_number": document.number.strip(),
        "document_on": document.on,
        "reason": document.reason.strip(),
        "adopted_on": day(acts.at),
        "entered_at": acts.at,
        "entered_by": acts.by,
    }


def refuse_unfit(acts: Acts, region: Region, value: Decimal, allowed: Container[Region]) -> None:
    """No right, no place for a target, or a value that cannot be kept exactly."""
    if acts.by is None or not can(acts.by, Permission.MANAGE, region):
        raise Forbidden(_("Only a manager of %(region)s may do this.") % {"region": region.name})
    if region not in allowed:
        raise Invalid(_("%(region)s can have no target here.") % {"region": region.name})
    try:
        to_scaled(value)
    except ValidationError as error:
        raise Invalid(*error.messages) from error


def may_have(indicator: Indicator, *, on: date) -> Iterable[Region]:
    """The province, and but for what is the province's alone the regions that report to it."""
    alone = indicator.aggregation == Aggregation.SINGLE
    return [indicator.plan.region, *([] if alone else sharing(indicator, on=on))]


def record(acts: Acts, one: Target | Baseline, when: str) -> None:
    """`when`: a target's year, a baseline's day."""
    kind = one._meta.model_name or ""
    acts.record(
        f"{kind}_adopted",
        object_type=kind,
        object_label=f"{one.indicator.code} {one.region.name_zh} {when}",
        region_code=one.region.code,
        new={"document": one.document_number, "value": f"{one.value:f}"},
        reason=one.reason,
    )
