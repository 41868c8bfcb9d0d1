"""A report as it is read: one line a cell, in a constant number of queries.

The page, the grid, the template workbook and the submission all read this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max

from indicators.plan.models import Measure, MeasureKind, Numerator, Scope, SuppliedBy, Theme
from indicators.reporting.asked import Asked, asked, measures_asked, regions_asked
from indicators.reporting.cells import EMPTY, Content, Key
from indicators.reporting.changes import relative
from indicators.reporting.checks import check
from indicators.reporting.findings import Finding, rules_in_force
from indicators.reporting.ledger import Before, Stored, befores, build, stored, totals_before
from indicators.reporting.models import FigureState, Remark, Report, Status, StatusChange
from indicators.reporting.past import made_by
from indicators.reporting.standing import emptied, explanations_in
from regions.models import Region


@dataclass(frozen=True, slots=True)
class Line:
    """One cell with all that stands beside it.

    `previous` and `year_earlier` are what the same cell held then, EMPTY if nothing. What the
    province supplies to a bureau is locked; until its report is approved it is not `decided`.
    """

    region: Region
    measure: Measure
    theme: Theme | None
    content: Content
    revision: int
    previous: Content
    year_earlier: Content
    explanation: str = ""
    remarks: tuple[Remark, ...] = ()
    finding: Finding | None = None
    is_supplied: bool = False
    is_decided: bool = True
    supplied_at: datetime | None = None

    @property
    def key(self) -> Key:
        return self.region.code, self.measure.code

    @property
    def state(self) -> str:
        return self.content.state

    @property
    def value(self) -> Decimal | None:
        return self.content.value

    @property
    def is_blank(self) -> bool:
        return self.content.state == FigureState.BLANK

    @property
    def offered(self) -> Decimal | None:
        """沿用: a stock's number of the period before, nothing until somebody confirms it."""
        is_stock = self.measure.kind == MeasureKind.STOCK
        return self.previous.value if is_stock and self.is_blank else None

    @property
    def change(self) -> Decimal | None:
        """A stock's against the period before, a flow's against the same period a year earlier."""
        is_stock = self.measure.kind == MeasureKind.STOCK
        return relative(self.value, (self.previous if is_stock else self.year_earlier).value)

    @property
    def needs_explanation(self) -> bool:
        """A blank or a soft finding that nobody has explained yet."""
        questioned = self.is_blank or (self.finding is not None and not self.finding.is_hard)
        return questioned and not self.explanation and not self.is_supplied


class Progress(NamedTuple):
    """How many of the cells to be filled hold a number or 不适用."""

    done: int
    total: int


def progress(lines: Iterable[Line]) -> Progress:
    own = [line for line in lines if not line.is_supplied]
    return Progress(sum(not line.is_blank for line in own), len(own))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything that the lines of one report are made of."""

    report: Report
    asked: Asked
    before: Before
    figures: Mapping[tuple[int, Key], Stored]
    numbers: Mapping[tuple[int, int], int]
    explanations: Mapping[tuple[int, int, int], str]
    remarks: Mapping[tuple[int, int], tuple[Remark, ...]]
    themes: Mapping[int, Theme]
    findings: Mapping[Key, Finding]
    approved_at: datetime | None


def read_sheet(report: Report, known_on: date | None = None) -> list[Line]:
    """The report's own cells in the order of the plan, then what is supplied to the bureau.

    With `known_on` all of it as it was at the end of that day, judged by today's checks.
    """
    measures = measures_asked([report.period_id])[report.period_id]
    regions = regions_in(report, known_on)
    around = surroundings(report, measures, regions, known_on)
    own = [line_of(around, region, measure) for region, measure in around.asked.cells()]
    if report.region.is_province:
        return own
    return own + [supplied_line(around, m) for m in measures if is_supplied(m)]


def regions_in(report: Report, known_on: date | None = None) -> list[Region]:
    if not report.region.is_province:
        return [report.region]
    return regions_asked([report.period_id], known_on)[report.period_id]


def is_supplied(measure: Measure) -> bool:
    return measure.supplied_by == SuppliedBy.PROVINCE and measure.scope == Scope.REGION


def surroundings(
    report: Report,
    measures: Sequence[Measure],
    regions: Sequence[Region],
    known_on: date | None = None,
) -> Surroundings:
    before = befores([report.period])[report.period_id]
    keys = [region.pk for region in regions]
    rows = stored([report.period_id, *before], keys, known_on)
    explanations = explanations_in([report.pk], known_on)
    empty = emptied([report.pk], known_on)
    return Surroundings(
        report=report,
        asked=asked(report, list(measures), list(regions)),
        before=before,
        figures={(row.period, row.key): row for row in rows},
        numbers={(region, measure): n for _r, region, measure, n in empty},
        explanations={(*place[1:], n): text for (place, n), text in explanations.items()},
        remarks=remarks_on(report, known_on),
        themes=themes_of_measures(),
        findings=findings_in(report, rows, before, measures, keys, known_on),
        approved_at=None if report.region.is_province else supplied_at(report, known_on),
    )


def findings_in(
    report: Report,
    rows: Iterable[Stored],
    before: Before,
    measures: Sequence[Measure],
    regions: Iterable[int],
    known_on: date | None = None,
) -> dict[Key, Finding]:
    totals = totals_before({report.period_id: report.period}, measures, regions, known_on)
    ledger = build(rows, {report.period_id: before}, measures, totals)
    found = check(ledger.own(report), ledger.facts, ledger.beside(report), rules_in_force())
    return {(finding.region, finding.measure): finding for finding in found}


def remarks_on(
    report: Report, known_on: date | None = None
) -> dict[tuple[int, int], tuple[Remark, ...]]:
    """The reviewer's remarks on the last submission, by keys of region and measure."""
    found: dict[tuple[int, int], tuple[Remark, ...]] = defaultdict(tuple)
    made = made_by(report.submissions.all(), known_on)
    last = made.order_by().values("report").annotate(last=Max("number")).values("last")
    remarks = Remark.objects.filter(submission__report=report, submission__number__in=last)
    for remark in made_by(remarks, known_on).select_related("by").order_by("at", "pk"):
        found[remark.region_id, remark.measure_id] += (remark,)
    return found


def themes_of_measures() -> dict[int, Theme]:
    """A measure stands under the heading of the first active indicator that uses it."""
    themes: dict[int, Theme] = {}
    parts = Numerator.objects.filter(indicator__is_active=True).order_by("indicator__number")
    for part in parts.select_related("indicator__theme"):
        for measure in (part.measure_id, part.indicator.denominator_id):
            if measure:
                themes.setdefault(measure, part.indicator.theme)
    return themes


def supplied_at(report: Report, known_on: date | None = None) -> datetime | None:
    """When the province's report of the period was approved, if it still is."""
    moves = StatusChange.objects.filter(
        report__period=report.period_id, report__region=report.region.parent_id
    )
    last = made_by(moves, known_on).order_by("-number").first()
    return last.at if last and last.to_status == Status.APPROVED else None


def content_in(around: Surroundings, period: int, key: Key) -> Content:
    row = around.figures.get((period, key))
    return row.content if row else EMPTY


def line_of(around: Surroundings, region: Region, measure: Measure) -> Line:
    key, ids = (region.code, measure.code), (region.pk, measure.pk)
    row = around.figures.get((around.report.period_id, key))
    number = row.revision if row else around.numbers.get(ids, 0)
    return Line(
        region=region,
        measure=measure,
        theme=around.themes.get(measure.pk),
        content=row.content if row else EMPTY,
        revision=number,
        previous=content_in(around, around.before.previous, key),
        year_earlier=content_in(around, around.before.year_earlier, key),
        explanation=around.explanations.get((*ids, number), ""),
        remarks=around.remarks.get(ids, ()),
        finding=around.findings.get(key),
    )


def supplied_line(around: Surroundings, measure: Measure) -> Line:
    """What the province says of this region: read at any status, never written here."""
    region = around.report.region
    key = (region.code, measure.code)
    row = around.figures.get((around.report.period_id, key))
    return Line(
        region=region,
        measure=measure,
        theme=around.themes.get(measure.pk),
        content=row.content if row else EMPTY,
        revision=row.revision if row else 0,
        previous=content_in(around, around.before.previous, key),
        year_earlier=content_in(around, around.before.year_earlier, key),
        is_supplied=True,
        is_decided=around.approved_at is not None,
        supplied_at=around.approved_at,
    )
