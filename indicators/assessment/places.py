"""The places that have values: the province, each region that reports, the zones, any set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from indicators.plan.models import Plan
from regions.models import Region, Zone


@dataclass(frozen=True, slots=True)
class Place:
    """A set of regions under one key (a region's or zone's code); the whole has no list of them.

    `region` is there where the place is one administrative area: the province or one that reports.
    """

    key: str
    name: str
    region_ids: tuple[int, ...] | None
    region: Region | None = None
    zone: Zone | None = None

    @property
    def is_whole(self) -> bool:
        return self.region_ids is None

    @property
    def is_region(self) -> bool:
        """One region that reports for itself."""
        return self.region is not None and self.region_ids is not None

    def __str__(self) -> str:
        return self.name


def whole(region: Region) -> Place:
    """All that the period asks, under the code of the plan's own region."""
    return Place(region.code, region.name, None, region)


def one(region: Region) -> Place:
    return Place(region.code, region.name, (region.pk,), region)


def several(key: str, name: str, regions: Iterable[Region], zone: Zone | None = None) -> Place:
    return Place(key, name, tuple(region.pk for region in regions), None, zone)


def places_of(plan: Plan, regions: Iterable[Region]) -> list[Place]:
    """The province, the regions given, the zones drawn in it: one query for the zones."""
    inside = Region.objects.within(plan.region)
    members = Zone.regions.through.objects.filter(region__in=inside)
    members = members.select_related("zone", "region")
    ordered = members.order_by("zone__position", "zone__code", "region__position")
    zones = groupby(ordered, key=attrgetter("zone"))
    return [
        whole(plan.region),
        *(one(region) for region in regions),
        *(several(zone.code, zone.name, [m.region for m in found], zone) for zone, found in zones),
    ]


def chosen(places: Sequence[Place], keys: Iterable[str] | None) -> list[Place]:
    """Those with one of the keys, in their own order; all without keys."""
    wanted = None if keys is None else set(keys)
    return [place for place in places if wanted is None or place.key in wanted]
