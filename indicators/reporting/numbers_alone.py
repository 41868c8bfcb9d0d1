"""A report's numbers alone, as they are and as they become: the answer to cells saved one by one.

The whole worksheet takes a dozen queries; a cell is saved many times as often as a page is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.reporting import calendar
from indicators.reporting.asked import Asked
from indicators.reporting.cells import EMPTY, Cell, Content, Key
from indicators.reporting.checks import check
from indicators.reporting.findings import Rule, rules_in_force
from indicators.reporting.ledger import (
    NOTHING,
    Before,
    Ledger,
    Stored,
    build,
    stored_by_name,
    totals_before,
)
from indicators.reporting.models import FigureState, Report
from indicators.reporting.worksheet import Line, Progress, progress


@dataclass(slots=True)
class NumbersAlone:
    """What stands in each cell, with what the checks hold it against."""

    report: Report
    asked: Asked
    ledger: Ledger
    rules: Sequence[Rule]
    contents: dict[Key, Content]
    revisions: dict[Key, int]

    def put(self, cells: Iterable[Cell], revisions: Mapping[Key, int]) -> None:
        """These stand there now; nothing is read again."""
        written = {(cell.region, cell.measure): Content(cell.state, cell.value) for cell in cells}
        self.contents |= written
        self.revisions |= revisions
        self.ledger.propose(self.report, {key: content.value for key, content in written.items()})

    def lines(self) -> dict[Key, Line]:
        """Without headings, explanations and remarks: the page that sent the cells has them."""
        own = self.ledger.own(self.report)
        found = check(own, self.ledger.facts, self.ledger.beside(self.report), self.rules)
        findings = {(finding.region, finding.measure): finding for finding in found}
        before = self.ledger.befores[self.report.period_id]
        previous, year_earlier = (self.ledger.by_period.get(key, NOTHING) for key in before)
        lines = [
            Line(
                region=region,
                measure=measure,
                theme=None,
                content=self.contents.get(key, EMPTY),
                revision=self.revisions.get(key, 0),
                previous=content_of(previous, key),
                year_earlier=content_of(year_earlier, key),
                finding=findings.get(key),
            )
            for region, measure in self.asked.cells()
            for key in [(region.code, measure.code)]
        ]
        return {line.key: line for line in lines}

    def progress(self) -> Progress:
        return progress(self.lines().values())


def content_of(amounts: Mapping[Key, Decimal], key: Key) -> Content:
    number = amounts.get(key)
    return EMPTY if number is None else Content(FigureState.NUMBER, number)


def read_numbers(report: Report, asked: Asked) -> NumbersAlone:
    """Three queries, whatever the number of cells."""
    pairs = list(asked.cells())
    regions = list({region.pk: region for region, _measure in pairs})
    measures = list({measure.pk: measure for _region, measure in pairs}.values())
    rows, before = rows_around(report, regions)
    totals = totals_before({report.period_id: report.period}, measures, regions)
    own = [row for row in rows if row.report == report.pk]
    return NumbersAlone(
        report=report,
        asked=asked,
        ledger=build(rows, {report.period_id: before}, measures, totals),
        rules=rules_in_force(),
        contents={row.key: row.content for row in own},
        revisions={row.key: row.revision for row in own},
    )


def rows_around(report: Report, regions: Iterable[int]) -> tuple[list[Stored], Before]:
    """The figures of the report's period, of the one before and of the one a year earlier."""
    now = report.period.name
    earlier = calendar.previous(now), calendar.year_earlier(now)
    found = stored_by_name([now, *earlier], regions)
    keys = [found[name][0].period if name in found else 0 for name in earlier]
    return [row for rows in found.values() for row in rows], Before(*keys)
