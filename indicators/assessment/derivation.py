"""Why a verdict is what it is: the promise, every region's part, and the reports it rests on.

The numbers of the judgement itself stand in the row; what is added here is where they come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.assessment.board import Board, Row
from indicators.assessment.evidence import NOT_REPORTED, Evidence, read_evidence
from indicators.assessment.formulas import Formula
from indicators.assessment.gaps import gap
from indicators.assessment.ledger import Span
from indicators.assessment.places import one
from indicators.assessment.promises import known
from indicators.assessment.rollup import roll
from indicators.assessment.tables import Question
from indicators.assessment.values import Value
from indicators.assessment.vocabulary import Comparator
from indicators.plan.models import Baseline, Target
from indicators.reporting.models import FigureState, Status
from regions.models import Region, User


class Lack(StrEnum):
    """Why a region is missing, read off the first of its figures that is."""

    NOT_REPORTED = "not_reported"
    WAITING = "waiting"
    RETURNED = "returned"
    REOPENED = "reopened"
    BLANK = "blank"


LACKS = {
    Status.SUBMITTED: Lack.WAITING,
    Status.IN_REVIEW: Lack.WAITING,
    Status.RETURNED: Lack.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A region that is missing; `holder`: in whose report the figure is lacking."""

    region: Region
    holder: Region
    lack: Lack


@dataclass(frozen=True, slots=True)
class Contribution:
    """One region's part: its own value, what it lacks against the place's target, its figures."""

    region: Region
    value: Value
    gap: Decimal | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A row with its sources; `targets`: all versions of whoever's target it is, oldest first."""

    row: Row
    contributions: tuple[Contribution, ...]
    targets: tuple[Target, ...]
    baselines: tuple[Baseline, ...]

    @property
    def gaps(self) -> list[Contribution]:
        """Who contributes to the gap, the largest first; of `lowest` nobody but the worst does."""
        lacking = [part for part in self.contributions if part.gap is not None]
        return sorted(lacking, key=lambda part: -(part.gap or 0))

    @property
    def missing(self) -> list[Missing]:
        """The regions that the value names as missing, each with its reason."""
        named = {region.pk for region in self.row.value.missing_regions}
        parts = [part for part in self.contributions if part.region.pk in named]
        return [one for part in parts if (one := missing_in(part))]


def missing_in(part: Contribution) -> Missing | None:
    for found in part.evidence:
        if found.state in {NOT_REPORTED, FigureState.BLANK}:
            return Missing(part.region, found.cell.holder, lack_of(found))
    return None


def lack_of(found: Evidence) -> Lack:
    """A draft says no more than no report: what stands in it is its bureau's own.

    So does a peer's report that is not approved, to a bureau.
    """
    if found.state != NOT_REPORTED:
        return Lack.BLANK
    if found.filing is None:
        return Lack.NOT_REPORTED
    if found.filing.reopened:
        return Lack.REOPENED
    if not found.filing.listed:
        return Lack.NOT_REPORTED
    return LACKS.get(found.filing.status, Lack.NOT_REPORTED)


def derive(
    board: Board, row: Row, *, user: User | None = None, most: int | None = None
) -> Derivation:
    """The sources of one row of a board, as far as the user may see them; seven queries at most.

    `most`: of so many regions the figures are read, of those that lack most, beside the missing.
    """
    regions = regions_of(board, row)
    values, gaps = values_of(board, row, regions), gaps_of(board, row)
    parts = [
        Contribution(
            region,
            values[region.code],
            gaps.get(region.code) if row.formula.sums else gap_of(row, values[region.code]),
        )
        for region in regions
    ]
    looked_into = by_gap(parts)[:most]
    missing = {region.pk for region in row.value.missing_regions}
    wanted = {part.region.pk for part in looked_into} | missing
    span, figures = Span.of(board.period), defaultdict(list)
    asked = [region for region in regions if region.pk in wanted]
    for found in read_evidence(board.ledger, row.formula, span, asked, user):
        figures[found.cell.region.pk].append(found)
    contributions = tuple(replace(part, evidence=tuple(figures[part.region.pk])) for part in parts)
    return Derivation(row, contributions, targets_of(board, row), baselines_of(board, row))


def by_gap(parts: Iterable[Contribution]) -> list[Contribution]:
    """Who lacks most first, who has no gap last."""
    return sorted(parts, key=lambda part: (part.gap is None, -(part.gap or 0)))


def regions_of(board: Board, row: Row) -> list[Region]:
    """Those whose figures go into the value: the province alone for `single`."""
    if row.formula.single:
        return [board.plan.region]
    asked = [standing.region for standing in board.completeness.regions]
    limits = [row.place.region_ids, zone_of(row.formula)]
    return [
        region for region in asked if all(limit is None or region.pk in limit for limit in limits)
    ]


def zone_of(formula: Formula) -> tuple[int, ...] | None:
    """The regions to which a condition limits the indicator."""
    zone = formula.indicator.zone
    return tuple(zone.regions.values_list("pk", flat=True)) if zone else None


def values_of(board: Board, row: Row, regions: Sequence[Region]) -> dict[str, Value]:
    """Each region's own value: from the board where it has them, else read once more."""
    if row.formula.single:
        return {board.plan.region.code: row.value}
    rows = {other.place.key: other.value for other in board.of_indicator(row.indicator.code)}
    if all(region.code in rows for region in regions):
        return rows
    places = [one(region) for region in regions]
    span = Span.of(board.period)
    values = roll(Question(board.ledger, [row.formula], [span], places))
    return {place: value for (_, place, _), value in values.items()}


def gap_of(row: Row, value: Value) -> Decimal | None:
    """Against the target of the place, so that pooled gaps add up to its own."""
    return gap(
        comparator=Comparator(row.indicator.comparator),
        target=row.target,
        numerator=value.numerator,
        denominator=value.denominator,
        factor=row.indicator.factor,
    )


def gaps_of(board: Board, row: Row) -> dict[str, Decimal | None]:
    """Against each region's own target: what a sum's total says of one region is nothing."""
    return {other.place.key: other.gap for other in board.of_indicator(row.indicator.code)}


def targets_of(board: Board, row: Row) -> tuple[Target, ...]:
    """The versions behind the target, the superseded ones and the yearly ones among them."""
    owners = [board.plan.region_id]
    if row.target_source != "reference" and row.place.region_ids:
        owners = list(row.place.region_ids)
    found = Target.objects.filter(indicator=row.indicator, region__in=owners)
    ordered = known(found, board.ledger).select_related("region", "entered_by")
    return tuple(ordered.order_by("year", "region__position", "adopted_on", "pk"))


def baselines_of(board: Board, row: Row) -> tuple[Baseline, ...]:
    """What was stated or adopted for the place itself."""
    if row.place.region is None:
        return ()
    found = Baseline.objects.filter(indicator=row.indicator, region=row.place.region)
    return tuple(known(found, board.ledger).order_by("adopted_on", "pk"))
