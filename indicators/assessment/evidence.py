"""What a value rests on: each figure read, with its report, down to the workbook's cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.assessment.filings import Filing, read_filings
from indicators.assessment.formulas import Formula, period_read, points, provincial, supplied
from indicators.assessment.ledger import Ledger, Span
from indicators.plan.models import Measure
from indicators.reporting.models import Figure, FigureState, ReportingPeriod, Revision
from indicators.reporting.past import CELL, last_by, made_by
from regions.models import Region, User

NOT_REPORTED = "not_reported"

Found = tuple[str, Decimal | None]
Spot = tuple[int, int, int]
"""Report, region and measure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Whose figure a formula reads: in `holder`'s report, under `bearer`, for `region`."""

    region: Region
    holder: Region
    bearer: Region
    period: ReportingPeriod
    measure: Measure
    is_denominator: bool

    def spot(self, filing: Filing) -> Spot:
        return filing.report.pk, self.bearer.pk, self.measure.pk


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure, or the place where one is lacking.

    `state`: number, not_applicable, blank, or not_reported where its report is outside the basis.
    `revision` is there only for who may open the report.
    """

    cell: Cell
    state: str = NOT_REPORTED
    value: Decimal | None = None
    filing: Filing | None = None
    revision: Revision | None = None

    @property
    def place(self) -> str:
        """The workbook's cell it came from, if it came from one."""
        return self.revision.place if self.revision else ""


def read_evidence(
    ledger: Ledger,
    formula: Formula,
    span: Span,
    regions: Sequence[Region],
    user: User | None = None,
) -> list[Evidence]:
    """Everything that is read for these regions; a constant number of queries.

    A region is asked in those periods in which it has a report.
    """
    read = list(cells_of(ledger, formula, span, regions))
    held = {(one.period.pk, one.holder.pk) for _point, one in read}
    asked = {(point.pk, one.region.pk) for point, one in read}
    filings = read_filings(ledger, held | asked, user)
    cells = [one for point, one in read if (point.pk, one.region.pk) in filings]
    reports = [filing.report.pk for filing in filings.values()]
    measures = [measure.pk for measure in formula.measures]
    revisions = read_revisions(ledger, reports, measures)
    figures = read_figures(ledger, reports, measures, revisions)
    return [
        evidence(one, filings.get((one.period.pk, one.holder.pk)), ledger, figures, revisions)
        for one in cells
    ]


def evidence(
    cell: Cell,
    filing: Filing | None,
    ledger: Ledger,
    figures: Mapping[Spot, Found],
    revisions: Mapping[Spot, Revision],
) -> Evidence:
    if filing is None or filing.status not in ledger.basis.statuses:
        return Evidence(cell, filing=filing)
    spot = cell.spot(filing)
    state, value = figures.get(spot, (FigureState.BLANK.value, None))
    return Evidence(cell, state, value, filing, revisions.get(spot) if filing.opens else None)


def cells_of(
    ledger: Ledger, formula: Formula, span: Span, regions: Sequence[Region]
) -> Iterator[tuple[ReportingPeriod, Cell]]:
    """By region, then by period that the value uses, the numerator's parts first."""
    root = ledger.plan.region
    for region in regions:
        for point in points(formula.mode, ledger, span).periods:
            for measure in formula.measures:
                below = measure is formula.denominator
                how = formula.mode.denominator if below else formula.mode.numerator
                period = period_read(how, ledger, span, point)
                if period is not None:
                    holder = root if supplied(measure) else region
                    bearer = root if provincial(measure) else region
                    yield point, Cell(region, holder, bearer, period, measure, below)


def read_revisions(
    ledger: Ledger, reports: Collection[int], measures: Collection[int]
) -> dict[Spot, Revision]:
    """The last change of each figure, until the day that is asked for."""
    made = made_by(Revision.objects.all(), ledger.known_on)
    mine = made.filter(report__in=reports, measure__in=measures)
    latest = last_by(mine, made, CELL).select_related("by")
    return {(one.report_id, one.region_id, one.measure_id): one for one in latest}


def read_figures(
    ledger: Ledger,
    reports: Collection[int],
    measures: Collection[int],
    revisions: Mapping[Spot, Revision],
) -> dict[Spot, Found]:
    if ledger.known_on:
        return {spot: (one.new_state, one.new_value) for spot, one in revisions.items()}
    figures = Figure.objects.filter(report__in=reports, measure__in=measures)
    return {
        (one.report_id, one.region_id, one.measure_id): (one.state, one.value) for one in figures
    }
