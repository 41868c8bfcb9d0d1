"""Totals and exceptions of many regions, out of the figures.

One sum over 2,900 regions is a step for the database; to look at each region for each indicator
takes a hundred times as long. So where there is much to read, a measure is added whole, and only
the regions that lack something are looked at one by one (`shortcut`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from indicators.assessment.dialect import WHOLE, fetch, joined, table
from indicators.assessment.ledger import Ledger
from indicators.assessment.sources import Point, Select
from indicators.assessment.tally import Regions, Tally, Total
from indicators.reporting.models import Figure, Report
from regions.models import Region

COUNTING = """
{figure} f JOIN {report} r ON r.id = f.report_id AND r.status IN ({statuses})"""
"""Figures of reports that count: a region's own, or the province's of what it supplies."""

WITHIN = """
f.region_id <> {root} AND f.period_id IN ({periods}) AND r.period_id IN ({periods})"""
"""Said of both: of few periods the figures are found by the index, of many there are fewer reports
to look at."""

TOTALS = """
SELECT {place}, f.period_id, f.measure_id, COUNT(*), COUNT(f.value), COUNT(NULLIF(f.value, 0)),
  SUM(f.value)
FROM {counting}{members} WHERE {within} GROUP BY {group}f.period_id, f.measure_id"""

REPORTS = """
SELECT region_id, {listed} FROM {report}
WHERE region_id <> {root} AND period_id IN ({periods}) GROUP BY region_id"""

STRAYS = """
SELECT f.period_id, f.measure_id, f.region_id
FROM {region} n CROSS JOIN period p
LEFT JOIN {report} o ON o.period_id = p.period AND o.region_id = n.id AND o.status IN ({statuses})
JOIN {figure} f ON f.period_id = p.period AND f.region_id = n.id
JOIN {report} r ON r.id = f.report_id AND r.status IN ({statuses})
WHERE o.id IS NULL AND n.id <> {root}"""

LINES = """
SELECT f.period_id, f.measure_id, f.value FROM {counting}
WHERE f.region_id = {root} AND f.period_id IN ({periods}) AND f.measure_id IN ({lines})"""

EMPTY = """
SELECT f.period_id, f.measure_id, f.region_id, f.value IS NULL FROM {counting}
WHERE (f.value IS NULL OR (f.value = 0 AND f.measure_id IN ({below}))) AND {within}"""

ABSENT = """
SELECT l.period, l.measure, o.region_id
FROM lacking l JOIN {report} o ON o.period_id = l.period AND o.region_id <> {root}
LEFT JOIN {figure} f ON f.period_id = l.period AND f.measure_id = l.measure
  AND f.region_id = o.region_id
LEFT JOIN {report} r ON r.id = f.report_id AND r.status IN ({statuses})
WHERE r.id IS NULL"""

ByPeriod = dict[int, dict[int, Regions]]
"""Regions by period and measure."""


@dataclass(frozen=True)
class Totals:
    """What to count: which measures, of them those that stand below some line, for which groups.

    `lines` are the measures below of which the province's one figure serves all regions.
    """

    ledger: Ledger
    groups: Mapping[int, Regions]
    measures: Collection[int]
    below: Collection[int]
    lines: Collection[int] = ()

    def read(self, periods: Collection[int]) -> dict[int, Tally]:
        """By period, in several statements, which have to see one moment (`dialect.one_moment`)."""
        return Reading(self, periods).tallies() if periods else {}


@dataclass(frozen=True)
class Reading:
    """Of these periods at once."""

    wanted: Totals
    periods: Collection[int]

    def tallies(self) -> dict[int, Tally]:
        counted = {period: self.tally(period) for period in self.periods}
        lacking = [
            (period, measure)
            for period, tally in counted.items()
            for measure in sorted(self.wanted.measures)
            if tally.is_unexplained(measure)
        ]
        absent = self.absent(lacking) if lacking else {}
        return {
            period: replace(tally, absent=absent.get(period, {}))
            for period, tally in counted.items()
        }

    def tally(self, period: int) -> Tally:
        asked, counted = self.standings[period]
        return Tally(
            asked,
            counted,
            self.totals.get(period, {}),
            self.strays.get(period, {}),
            self.not_applicable.get(period, {}),
            self.zero.get(period, {}),
            lines=self.lines.get(period, {}),
        )

    @cached_property
    def totals(self) -> dict[int, dict[tuple[int, int], Total]]:
        """By period, then by place and measure."""
        found: dict[int, dict[tuple[int, int], Total]] = defaultdict(dict)
        for place, period, measure, figures, numbers, nonzero, added in self.added():
            found[period][place, measure] = Total(figures, numbers, nonzero, int(added or 0))
        return found

    def added(self) -> list[tuple[Any, ...]]:
        whole = self.sql(TOTALS, place=WHOLE, members="", group="")
        members = self.members()
        if not members:
            return fetch(Select("", ()), whole)
        joining = " JOIN member m ON m.region = f.region_id"
        grouped = self.sql(TOTALS, place="m.place", members=joining, group="m.place, ")
        return fetch(Select(f"WITH {members[0]}", ()), f"{whole}\nUNION ALL{grouped}")

    def members(self) -> list[str]:
        """The table of the groups' regions, where there are any."""
        groups = self.wanted.groups
        rows = [(number, pk) for number, pks in groups.items() for pk in sorted(pks)]
        return [table("member", ("place", "region"), rows)] if rows else []

    @cached_property
    def standings(self) -> dict[int, tuple[Regions, Regions]]:
        """By period who is asked, and whose report counts."""
        counts = "CASE WHEN status IN ({statuses}) THEN 1 ELSE 0 END"
        listed = joined(f"2 * period_id + {counts}")
        alike: dict[str, list[int]] = defaultdict(list)
        for region, standing in fetch(Select("", ()), self.sql(REPORTS, listed=listed)):
            alike[standing].append(region)
        asked: dict[int, set[int]] = defaultdict(set)
        counted: dict[int, set[int]] = defaultdict(set)
        for standing, regions in alike.items():
            for number in map(int, standing.split(";")):
                period, does_count = divmod(number, 2)
                asked[period].update(regions)
                if does_count:
                    counted[period].update(regions)
        return {
            period: (frozenset(asked[period]), frozenset(counted[period]))
            for period in self.periods
        }

    @cached_property
    def strays(self) -> ByPeriod:
        """Whose figures count though their own report does not: the province supplied them."""
        periods = Select("WITH " + table("period", ("period",), [(pk,) for pk in self.periods]), ())
        return by_period(fetch(periods, self.sql(STRAYS)))

    @cached_property
    def lines(self) -> dict[int, dict[int, int | None]]:
        """By period and measure."""
        found: dict[int, dict[int, int | None]] = defaultdict(dict)
        if self.wanted.lines:
            listed = ", ".join(map(str, self.wanted.lines))
            for period, measure, value in fetch(Select("", ()), self.sql(LINES, lines=listed)):
                found[period][measure] = value
        return found

    @cached_property
    def empty(self) -> list[tuple[int, int, int, bool]]:
        """不适用, and 0 below a line: read only where there is any."""
        below = self.wanted.below
        totals = [(key[1], one) for tally in self.totals.values() for key, one in tally.items()]
        if all(
            one.figures == one.numbers and (measure not in below or one.numbers == one.nonzero)
            for measure, one in totals
        ):
            return []
        listed = ", ".join(map(str, below)) or "0"
        return [tuple(row) for row in fetch(Select("", ()), self.sql(EMPTY, below=listed))]

    @cached_property
    def not_applicable(self) -> ByPeriod:
        return by_period(row[:3] for row in self.empty if row[3])

    @cached_property
    def zero(self) -> ByPeriod:
        return by_period(row[:3] for row in self.empty if not row[3])

    def absent(self, points: Sequence[Point]) -> ByPeriod:
        """The regions without a figure, found one by one."""
        lacking = table("lacking", ("period", "measure"), points)
        return by_period(fetch(Select(f"WITH {lacking}", ()), self.sql(ABSENT)))

    def sql(self, text: str, **more: object) -> str:
        ledger = self.wanted.ledger
        names = {
            "figure": Figure._meta.db_table,
            "report": Report._meta.db_table,
            "region": Region._meta.db_table,
            "statuses": ", ".join(f"'{status}'" for status in ledger.basis.statuses),
            "root": ledger.plan.region_id,
            "periods": ", ".join(map(str, self.periods)),
        }
        parts = {"counting": COUNTING, "within": WITHIN} | more
        return text.format(**{k: str(v).format(**names) for k, v in parts.items()}, **names)


def by_period(rows: Iterable[Sequence[int]]) -> ByPeriod:
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for period, measure, region in rows:
        found[period][measure].add(region)
    return {
        period: {measure: frozenset(regions) for measure, regions in measures.items()}
        for period, measures in found.items()
    }
