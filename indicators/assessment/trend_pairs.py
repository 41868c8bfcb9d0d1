"""Trends compare over the regions counted in both periods, else a missing one looks like a fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from indicators.assessment.dialect import WHOLE, fetch, near, ratio
from indicators.assessment.formulas import Formula
from indicators.assessment.kept import Shelf
from indicators.assessment.ledger import Span
from indicators.assessment.level_pairs import Kept, LevelPairs, Levels, Numbers, PairCell
from indicators.assessment.statement import is_much
from indicators.assessment.tables import Question
from indicators.assessment.values import checked, quotient
from indicators.reporting.models import ReportingPeriod

PeriodPair = tuple[ReportingPeriod, ReportingPeriod]
"""A period and the one that it is compared with."""

PairKey = tuple[int, str, str, str]
"""Indicator, place, the later period's name, the earlier one's."""

TWICE = """
twice(indicator, sign, pair, region, now_above, now_below, old_above, old_below)
AS MATERIALIZED (
  SELECT x.indicator, MAX(x.sign), p.pair, x.region,
    MAX(CASE WHEN p.old = 0 THEN x.above END), MAX(CASE WHEN p.old = 0 THEN x.below END),
    MAX(CASE WHEN p.old = 1 THEN x.above END), MAX(CASE WHEN p.old = 1 THEN x.below END)
  FROM pair p CROSS JOIN regional x WHERE x.span = p.span AND x.state = 0
  GROUP BY x.indicator, p.pair, x.region HAVING COUNT(*) = 2
)"""
"""Both sides of a pair in one row, where a region is counted in both."""

OF_WHOLE = f"SELECT {WHOLE} AS place, twice.* FROM twice"
OF_GROUPS = """
SELECT m.place, twice.* FROM twice CROSS JOIN member m WHERE m.region = twice.region"""

PAIRS = f"""
SELECT place, indicator, pair,
  SUM(now_above), SUM(now_below), SUM(old_above), SUM(old_below)
FROM paired WHERE sign = 0 GROUP BY place, indicator, pair
UNION ALL
SELECT place, indicator, pair, now_above, now_below, old_above, old_below FROM (
  SELECT rated.*,
    MIN(now_ratio) OVER (PARTITION BY place, indicator, pair) AS least_now,
    MIN(old_ratio) OVER (PARTITION BY place, indicator, pair) AS least_old
  FROM (
    SELECT paired.*, {ratio("now_above", "now_below")} AS now_ratio,
      {ratio("old_above", "old_below")} AS old_ratio
    FROM paired WHERE sign <> 0
  ) AS rated
) AS compared
WHERE {near("now_ratio", "least_now")} OR {near("old_ratio", "least_old")}"""
"""Sums of both periods; of `lowest` the candidates for the worst of either."""


class Both(NamedTuple):
    """Sums, or one candidate's numbers, × 10⁴, of the regions counted in both periods."""

    place: int
    indicator: int
    pair: int
    now_above: Any
    now_below: Any
    old_above: Any
    old_below: Any

    def numbers(self, factor: int) -> Numbers:
        now, now_below = checked(self.now_above), checked(self.now_below)
        old, old_below = checked(self.old_above), checked(self.old_below)
        return quotient(now or 0, now_below, factor), quotient(old or 0, old_below, factor)


def read_pairs(
    question: Question, pairs: Sequence[PeriodPair], levels: Levels
) -> dict[PairKey, Numbers]:
    """Of the whole and the groups; a region's pair is its own two values.

    `levels` are the values of both periods.
    """
    if not has_pairs(question, pairs):
        return {}
    spans = {period: Span.of(period) for pair in pairs for period in pair}
    places = [place for place in question.places if not place.is_region]
    asked = replace(question, spans=[*spans.values()], places=places)
    return KeptPairs(Shelf(asked, "pairs"), pairs, levels).numbers()


def has_pairs(question: Question, pairs: Sequence[PeriodPair]) -> bool:
    return bool(pairs and scopes_of(question) and question.formulas)


@dataclass(frozen=True)
class KeptPairs:
    """Pairs of one question, taken from what is kept and read where nothing is."""

    shelf: Shelf
    pairs: Sequence[PeriodPair]
    levels: Levels

    def numbers(self) -> dict[PairKey, Numbers]:
        if not self.shelf.is_open:
            return read(self.shelf.question, self.pairs)
        known = {cell: entry for cell in self.cells if (entry := self.shelf.get(*cell)) is not None}
        lacking = self.cells.keys() - known.keys()
        if lacking and is_much(self.shelf.question):
            known |= self.told(lacking)
        if known.keys() != self.cells.keys():
            known |= self.read(self.cells.keys() - known.keys())
        return {
            (cell[0], place, now.name, old.name): both
            for cell, (now, old) in self.cells.items()
            for place, both in known[cell].items()
        }

    @cached_property
    def cells(self) -> dict[PairCell, PeriodPair]:
        """Each indicator with the numbers of both spans of a pair, where it is due in both."""
        question = self.shelf.question
        numbers = {span.last: number for number, span in enumerate(question.spans)}
        return {
            (one.key, numbers[now], numbers[old]): (now, old)
            for one in question.formulas
            for now, old in self.pairs
            if {(one.key, numbers[now]), (one.key, numbers[old])} <= question.due
        }

    def told(self, lacking: Collection[PairCell]) -> dict[PairCell, Kept]:
        """What is known of it without the figures, to be kept like the rest."""
        entries = LevelPairs(self.shelf.question, self.levels, lacking).numbers()
        self.shelf.keep(entries)
        return entries

    def read(self, lacking: Collection[PairCell]) -> dict[PairCell, Kept]:
        """Whatever is lacking somewhere is read of all that lack something, and kept."""
        question, keys = self.shelf.question, {cell[0] for cell in lacking}
        formulas = [one for one in question.formulas if one.key in keys]
        pairs = list(dict.fromkeys(self.cells[cell] for cell in lacking))
        found = read(question.only(formulas), pairs)
        entries: dict[PairCell, Kept] = {
            cell: {} for cell, pair in self.cells.items() if cell[0] in keys and pair in pairs
        }
        cells = {(cell[0], now.name, old.name): cell for cell, (now, old) in self.cells.items()}
        for (indicator, place, now, old), both in found.items():
            entries[cells[indicator, now, old]][place] = both
        self.shelf.keep(entries)
        return entries


def read(question: Question, pairs: Sequence[PeriodPair]) -> dict[PairKey, Numbers]:
    """From the figures."""
    numbers = {span.name: number for number, span in enumerate(question.spans)}
    beginning = question.beginning([(numbers[now.name], numbers[old.name]) for now, old in pairs])
    if beginning is None:
        return {}
    scopes = f"paired AS ({' UNION ALL '.join(scopes_of(question))})"
    rows = fetch(beginning.then(TWICE).then(scopes), PAIRS)
    return dict(named(question, pairs, map(Both._make, rows)))


def scopes_of(question: Question) -> list[str]:
    """One SELECT for the whole, one for all groups."""
    wanted = {OF_WHOLE: bool(question.whole), OF_GROUPS: bool(question.groups)}
    return [sql for sql, is_asked in wanted.items() if is_asked]


def named(
    question: Question, pairs: Sequence[PeriodPair], rows: Iterable[Both]
) -> Iterable[tuple[PairKey, Numbers]]:
    """Rows under the names of what they compare; of several candidates the worst of each side."""
    formulas = {one.key: one for one in question.formulas}
    places = {number: place.key for number, place in question.groups}
    places[WHOLE] = question.whole or ""
    found: dict[tuple[int, int, int], list[Both]] = defaultdict(list)
    for row in rows:
        found[row.place, row.indicator, row.pair].append(row)
    for (place, indicator, pair), both in found.items():
        now, old = pairs[pair]
        key = (indicator, places[place], now.name, old.name)
        yield key, worst_of(both, formulas[indicator])


def worst_of(both: Iterable[Both], formula: Formula) -> Numbers:
    worst = max if formula.highest_is_worst else min
    now, old = zip(*(row.numbers(formula.indicator.factor) for row in both), strict=True)
    return worst(now), worst(old)
