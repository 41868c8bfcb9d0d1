"""How the other regions' figures moved, to hold one region's change against.

Values say little where regions differ in size, so changes are compared: of a stock against the
period before, of a flow against the same period a year earlier.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import BigIntegerField, F, Q
from django.db.models.expressions import ExpressionWrapper

from indicators.plan.models import MeasureKind
from indicators.reporting.changes import relative
from indicators.reporting.ledger import befores
from indicators.reporting.models import Basis, Figure, FigureState, Report
from indicators.reporting.worksheet import Line

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regions.models import User

FILED = Basis.PROVISIONAL.statuses
THEN = "report__region__reports"  # what carried the same cells in another period


class Median(NamedTuple):
    """The middle change of so many other regions; None without any."""

    change: Decimal | None
    regions: int


NO_PEERS = Median(None, 0)


@dataclass(slots=True)
class Peers:
    """The regions' changes of each measure in order, and those of the regions reported on."""

    changes: dict[int, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    own: dict[tuple[int, int], Decimal] = field(default_factory=dict)

    def beside(self, line: Line) -> Median:
        """The median of all but the line's own region."""
        changes = self.changes.get(line.measure.pk, [])
        return median(changes, self.own.get((line.region.pk, line.measure.pk)))


def median(ordered: Sequence[Decimal], without: Decimal | None = None) -> Median:
    """Of numbers in order, one of them left out."""
    number = len(ordered) - (without is not None)
    if not number:
        return NO_PEERS
    left_out = len(ordered) if without is None else bisect_left(ordered, without)

    def at(place: int) -> Decimal:
        return ordered[place + (place >= left_out)]

    return Median((at((number - 1) // 2) + at(number // 2)) / 2, number)


def peers_of(report: Report, lines: Iterable[Line], user: User | AnonymousUser) -> Peers:
    """Regions of the same level whose reports the reviewer sees, once submitted; three queries."""
    lines, peers = list(lines), Peers()
    reported_on = {line.region.pk for line in lines}
    for region, measure, now, before in moved(report, lines, user):
        change = relative(Decimal(now), Decimal(before))
        if change is None:
            continue
        peers.changes[measure].append(change)
        if region in reported_on:
            peers.own[region, measure] = change
    for changes in peers.changes.values():
        changes.sort()
    return peers


def moved(
    report: Report, lines: list[Line], user: User | AnonymousUser
) -> Iterable[tuple[int, int, int, int]]:
    """Keys of region and measure, the number now and before × 10⁴, where both were submitted."""
    before = befores([report.period])[report.period_id]
    filed = Report.objects.visible_to(user).of(report.period).filter(status__in=FILED)
    peers = filed.filter(region__level=report.region.level)
    stocks = {line.measure.pk for line in lines if line.measure.kind == MeasureKind.STOCK}
    flows = {line.measure.pk for line in lines} - stocks
    base = Q(measure__in=stocks, **{f"{THEN}__period": before.previous})
    base |= Q(measure__in=flows, **{f"{THEN}__period": before.year_earlier})
    same = {"region": F("region"), "measure": F("measure"), "state": FigureState.NUMBER}
    pairs = Figure.objects.filter(
        base,
        period=report.period,
        report__in=list(peers.values_list("pk", flat=True)),
        state=FigureState.NUMBER,
        **{f"{THEN}__status__in": FILED},
        **{f"{THEN}__figures__{name}": value for name, value in same.items()},
    )
    numbers = {"now": whole("value"), "then": whole(f"{THEN}__figures__value")}
    return pairs.order_by().values_list("region_id", "measure_id").annotate(**numbers)


def whole(column: str) -> ExpressionWrapper:
    """As it is stored: a share needs no scale, and 300,000 Decimals are spared."""
    return ExpressionWrapper(F(column), output_field=BigIntegerField())
