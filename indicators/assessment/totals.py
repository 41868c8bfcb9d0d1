"""What all regions reported of a measure in a period, as one sum, and the regions it lacks.

One sum over 2,900 regions is a step for the database; to look at each region for each indicator
takes a hundred times as long. So where there is much to read, a measure is added whole, and only
the regions that lack something are looked at one by one (`shortcut`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from indicators.assessment.dialect import WHOLE, fetch, joined, table
from indicators.assessment.ledger import Ledger
from indicators.assessment.sources import Point, Select
from indicators.reporting.models import Figure, Report
from regions.models import Region

Regions = frozenset[int]

NONE: Regions = frozenset()

COUNTING = """
{figure} f JOIN {report} r ON r.id = f.report_id AND r.status IN ({statuses})"""
"""Figures of reports that count: a region's own, or the province's of what it supplies."""

WITHIN = """f.region_id <> {root} AND r.period_id IN ({periods})"""
"""The period is the report's too, and there are fewer reports to look at."""

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


class Term(NamedTuple):
    """What is read of each region: a measure in a period, above or below the line."""

    period: int
    measure: int
    below: bool

    @property
    def point(self) -> Point:
        return self.period, self.measure


class Total(NamedTuple):
    """Of all regions, or of a group: figures, numbers and numbers but 0 among them, their sum."""

    figures: int = 0
    numbers: int = 0
    nonzero: int = 0
    sum: int = 0


@dataclass(frozen=True)
class Totals:
    """Of these periods and measures; `below` are the measures that stand below some line.

    Several statements, which have to see one moment (`dialect.one_moment`).
    """

    ledger: Ledger
    groups: Mapping[int, Regions]
    periods: Collection[int]
    measures: Collection[int]
    below: Collection[int]

    def of(self, place: int, period: int, measure: int) -> Total:
        return self.totals.get((place, period, measure), Total())

    def exceptions(self, term: Term) -> Regions | None:
        """The regions asked that have no number there, or 0 below the line.

        None where the total holds a figure of a region that is not asked.
        """
        if self.strays.get(term.point, NONE) - self.asked(term.period):
            return None
        empty = self.not_applicable.get(term.point, NONE) | self.absent(term.point)
        return empty | self.zero.get(term.point, NONE) if term.below else empty

    def asked(self, period: int) -> Regions:
        """The regions with a report: one set for all periods that ask the same."""
        return self.standings.get(period, (NONE, NONE))[0]

    def counted(self, period: int) -> Regions:
        """Those whose report counts."""
        return self.standings.get(period, (NONE, NONE))[1]

    @cached_property
    def totals(self) -> dict[tuple[int, int, int], Total]:
        """By place, period and measure."""
        whole = self.sql(TOTALS, place=WHOLE, members="", group="")
        members = [(number, pk) for number, pks in self.groups.items() for pk in sorted(pks)]
        if not members:
            return totals(fetch(Select("", ()), whole))
        joining = " JOIN member m ON m.region = f.region_id"
        grouped = self.sql(TOTALS, place="m.place", members=joining, group="m.place, ")
        known = Select("WITH " + table("member", ("place", "region"), members), ())
        return totals(fetch(known, f"{whole}\nUNION ALL{grouped}"))

    @cached_property
    def standings(self) -> dict[int, tuple[Regions, Regions]]:
        """By period who is asked, and whose report counts; equal sets are the same set."""
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
        once: dict[Regions, Regions] = {}
        same = {period: frozenset(regions) for period, regions in asked.items()}
        return {
            period: (once.setdefault(regions, regions), frozenset(counted[period]))
            for period, regions in same.items()
        }

    @cached_property
    def strays(self) -> dict[Point, Regions]:
        """Whose figures count though their own report does not: the province supplied them."""
        periods = Select("WITH " + table("period", ("period",), [(pk,) for pk in self.periods]), ())
        return by_point(fetch(periods, self.sql(STRAYS)))

    @cached_property
    def empty(self) -> list[tuple[int, int, int, bool]]:
        """不适用, and 0 below a line: read only where there is any."""
        below = [one for (_, _, measure), one in self.totals.items() if measure in self.below]
        if all(one.figures == one.numbers for one in self.totals.values()) and all(
            one.numbers == one.nonzero for one in below
        ):
            return []
        listed = ", ".join(map(str, self.below)) or "0"
        return [tuple(row) for row in fetch(Select("", ()), self.sql(EMPTY, below=listed))]

    @cached_property
    def not_applicable(self) -> dict[Point, Regions]:
        return by_point(row[:3] for row in self.empty if row[3])

    @cached_property
    def zero(self) -> dict[Point, Regions]:
        return by_point(row[:3] for row in self.empty if not row[3])

    def absent(self, point: Point) -> Regions:
        """Without a figure: those whose report does not count, unless the figures say more."""
        period = point[0]
        if not self.of(WHOLE, *point).figures:
            return self.asked(period)
        if point in self.unexplained:
            return self.looked_for.get(point, NONE)
        return self.asked(period) - self.counted(period) - self.strays.get(point, NONE)

    @cached_property
    def unexplained(self) -> frozenset[Point]:
        """Where not every report that counts has a figure."""
        return frozenset(
            (period, measure)
            for period in self.periods
            for measure in self.measures
            for figures in [self.of(WHOLE, period, measure).figures]
            if figures
            and figures - len(self.strays.get((period, measure), NONE)) != len(self.counted(period))
        )

    @cached_property
    def looked_for(self) -> dict[Point, Regions]:
        """The regions without a figure, found one by one."""
        if not self.unexplained:
            return {}
        lacking = table("lacking", ("period", "measure"), sorted(self.unexplained))
        return by_point(fetch(Select(f"WITH {lacking}", ()), self.sql(ABSENT)))

    def sql(self, text: str, **more: object) -> str:
        names = {
            "figure": Figure._meta.db_table,
            "report": Report._meta.db_table,
            "region": Region._meta.db_table,
            "statuses": ", ".join(f"'{status}'" for status in self.ledger.basis.statuses),
            "root": self.ledger.plan.region_id,
            "periods": ", ".join(map(str, self.periods)),
            "measures": ", ".join(map(str, self.measures)),
        }
        parts = {"counting": COUNTING, "within": WITHIN} | more
        return text.format(**{k: str(v).format(**names) for k, v in parts.items()}, **names)


def totals(rows: Iterable[Sequence[int]]) -> dict[tuple[int, int, int], Total]:
    return {
        (place, period, measure): Total(figures, numbers, nonzero, int(added or 0))
        for place, period, measure, figures, numbers, nonzero, added in rows
    }


def by_point(rows: Iterable[Sequence[int]]) -> dict[Point, Regions]:
    found: dict[Point, set[int]] = defaultdict(set)
    for period, measure, region in rows:
        found[period, measure].add(region)
    return {point: frozenset(regions) for point, regions in found.items()}
