"""Periods, regions, people and measures: what no constraint of one table can hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q

from indicators.plan.models import Measure
from indicators.reporting import calendar
from indicators.reporting.consistency.faults import Fault, each
from indicators.reporting.errors import Unknown
from indicators.reporting.models import ReportingPeriod
from regions.models import Level, Membership, Region, Role


def periods() -> Iterator[Fault]:
    """The days follow from the name; so periods of one kind never overlap."""
    for period in ReportingPeriod.objects.all():
        try:
            right = calendar.period_named(period.name) == (period.starts_on, period.ends_on)
        except Unknown:
            right = False
        if not right:
            yield Fault("period_misdated", period.name)


def zones() -> Iterator[Fault]:
    """Each of the 17 stands in exactly one zone, and nothing else in any."""
    regions = Region.objects.annotate(number=Count("zones"))
    prefecture = Q(level=Level.PREFECTURE, effective_to=None)
    wrong = regions.filter((prefecture & ~Q(number=1)) | (~prefecture & Q(number__gt=0)))
    yield from each("zones_no_partition", wrong, "code")


def regions() -> Iterator[Fault]:
    """Prefectures lie below a province, counties below a prefecture."""
    right = Q(level=Level.PROVINCE) | Q(level=Level.PREFECTURE, parent__level=Level.PROVINCE)
    right |= Q(level=Level.COUNTY, parent__level=Level.PREFECTURE)
    yield from each("region_misplaced", Region.objects.filter(~right), "code")


def administrators() -> Iterator[Fault]:
    """An administrator holds no other role."""
    other = Membership.objects.in_force().filter(user=OuterRef("user_id"))
    held = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR)
    wrong = held.filter(Exists(other.exclude(role=Role.ADMINISTRATOR)))
    yield from each("administrator_with_another_role", wrong, "user__username")


def wholes() -> Iterator[Fault]:
    """No measure is a part of its own part."""
    above = dict(Measure.objects.exclude(part_of=None).values_list("code", "part_of__code"))
    for code in above:
        passed: set[str | None] = set()
        step = above.get(code)
        while step and step not in passed and step != code:
            passed.add(step)
            step = above.get(step)
        if step == code:
            yield Fault("part_of_itself", code)
