"""In which cells two submissions of the same report differ, and which remark asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from indicators.plan.models import Measure
from indicators.reporting.cells import Key
from indicators.reporting.changes import relative
from indicators.reporting.models import Remark, Report, Submission
from indicators.reporting.submissions import Filed, cells_of
from regions.models import Region

NOT_FILED = Filed()


class Difference(NamedTuple):
    """A cell as it was submitted once and as it was submitted then."""

    old: Filed
    new: Filed

    @property
    def change(self) -> Decimal | None:
        return relative(self.new.content.value, self.old.content.value)

    @property
    def has_other_content(self) -> bool:
        return self.old.content != self.new.content

    @property
    def has_other_explanation(self) -> bool:
        return self.old.explanation != self.new.explanation


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the page."""

    region: Region
    measure: Measure
    cell: Difference
    remarks: tuple[Remark, ...]


def differences(old: Submission, new: Submission) -> dict[Key, Difference]:
    """A cell that one of them was not asked counts as blank there."""
    before, now = cells_of(old), cells_of(new)
    pairs = {
        key: Difference(before.get(key, NOT_FILED), now.get(key, NOT_FILED))
        for key in before.keys() | now.keys()
    }
    return {key: pair for key, pair in pairs.items() if pair.old != pair.new}


def read_differences(report: Report, old: Submission, new: Submission) -> list[Row]:
    """In the order of regions and measures; three queries."""
    found = differences(old, new)
    regions = in_bulk(Region, {region for region, _measure in found})
    measures = in_bulk(Measure, {measure for _region, measure in found})
    remarks = remarks_between(report, old.number, new.number)
    rows = [
        Row(regions[region], measures[measure], cell, remarks.get((region, measure), ()))
        for (region, measure), cell in found.items()
        if region in regions and measure in measures
    ]
    return sorted(rows, key=lambda row: (row.region.position, row.measure.position))


def in_bulk(model: type[Region | Measure], codes: Iterable[str]) -> Mapping[str, Any]:
    return model.objects.filter(code__in=codes).in_bulk(field_name="code")


def remarks_between(report: Report, one: int, other: int) -> dict[Key, tuple[Remark, ...]]:
    """What was remarked on the earlier submission, and on those that lie between."""
    found: dict[Key, tuple[Remark, ...]] = defaultdict(tuple)
    remarks = Remark.objects.filter(
        submission__report=report,
        submission__number__gte=min(one, other),
        submission__number__lt=max(one, other),
    )
    for remark in remarks.select_related("region", "measure", "by").order_by("at", "pk"):
        found[remark.region.code, remark.measure.code] += (remark,)
    return found
