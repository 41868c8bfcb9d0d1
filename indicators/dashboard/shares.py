"""A first proposal for a division: by the regions' shares in a measure, as last approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from indicators.plan.division import divide
from indicators.plan.models import Measure, MeasureKind, Plan, Scope, Target
from indicators.reporting.models import Basis, Figure, ReportingPeriod
from regions.models import Region


@dataclass(frozen=True, slots=True)
class Proposal:
    """The parts, or who has no figure to divide by."""

    measure: Measure
    period: ReportingPeriod | None
    parts: dict[Region, Decimal]
    missing: list[Region]


def measures_to_divide_by(plan: Plan) -> QuerySet[Measure]:
    """Stocks that stand below the line of an active indicator and are known for each region."""
    stocks = Measure.objects.filter(kind=MeasureKind.STOCK, scope=Scope.REGION)
    below = plan.indicators.active().exclude(denominator=None).values("denominator")
    return stocks.filter(pk__in=below).order_by("position")


def proposal(
    measure: Measure, total: Target, regions: Sequence[Region], until: ReportingPeriod
) -> Proposal:
    """By the latest period that asked the measure; without every region's figure no parts."""
    asked = ReportingPeriod.objects.filter(measures=measure, ends_on__lte=until.ends_on)
    period = asked.order_by("ends_on").last()
    approved = {"report__status__in": Basis.OFFICIAL.statuses}
    figures = Figure.objects.filter(measure=measure, period=period, region__in=regions, **approved)
    found = {one.region_id: one.value for one in figures if one.value is not None}
    missing = [region for region in regions if region.pk not in found]
    if missing or not any(found.values()) or total.value < 0:
        return Proposal(measure, period, {}, missing)
    weights = {region: found[region.pk] for region in regions}
    places = max(0, total.indicator.decimals, decimals_of(total.value))
    return Proposal(measure, period, divide(total.value, weights, decimals=places), [])


def decimals_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
