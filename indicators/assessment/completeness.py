"""Who has reported in a period: 15/17 and the names of the missing, 重审中 among them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import F, OuterRef, QuerySet, Subquery

from indicators.assessment.ledger import Ledger
from indicators.reporting.models import (
    Basis,
    ReportingPeriod,
    Status,
    StatusChange,
)
from indicators.reporting.past import made_by
from regions.models import Region


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one region's report stands; `reopened`: it had been approved and is looked at again."""

    region: Region
    status: Status
    reopened: bool = False

    def counts(self, basis: Basis) -> bool:
        return self.status in basis.statuses


@dataclass(frozen=True, slots=True)
class Completeness:
    """The regions that a period asks; `province` is the province's own report, counted apart."""

    basis: Basis
    regions: tuple[Standing, ...]
    province: Standing | None

    @property
    def expected(self) -> int:
        return len(self.regions)

    @property
    def counted(self) -> int:
        return self.expected - len(self.missing)

    @property
    def missing(self) -> tuple[Standing, ...]:
        """Those whose report is outside the basis, in their usual order."""
        return tuple(one for one in self.regions if not one.counts(self.basis))

    def within(self, keys: Collection[int]) -> Completeness:
        """Of these regions alone."""
        return replace(self, regions=tuple(one for one in self.regions if one.region.pk in keys))

    @property
    def complete(self) -> bool:
        return not self.missing and (self.province is None or self.province.counts(self.basis))


def read_completeness(ledger: Ledger, period: ReportingPeriod) -> Completeness:
    """One query."""
    root = ledger.plan.region_id
    found = [one for region in asked(period, ledger) if (one := standing(region, ledger))]
    province = next((one for one in found if one.region.pk == root), None)
    regions = tuple(one for one in found if one.region.pk != root)
    return Completeness(ledger.basis, regions, province)


def asked(period: ReportingPeriod, ledger: Ledger) -> QuerySet[Region]:
    """The regions with a report, and its last move beside each."""
    moves = StatusChange.objects.filter(report=OuterRef("reports")).order_by("-number")
    last = made_by(moves, ledger.known_on)
    return (
        Region.objects.filter(reports__period=period)
        .annotate(
            status=F("reports__status"),
            last_status=Subquery(last.values("to_status")[:1]),
            came_from=Subquery(last.values("from_status")[:1]),
        )
        .order_by("position", "code")
    )


def standing(region: Region, ledger: Ledger) -> Standing | None:
    """None where there was no report yet on the day that is asked for."""
    status, last, before = (
        region.__dict__[name] for name in ("status", "last_status", "came_from")
    )
    if ledger.known_on and last is None:
        return None
    reopened = last == Status.RETURNED and before == Status.APPROVED
    return Standing(region, Status(last if ledger.known_on else status), reopened)
