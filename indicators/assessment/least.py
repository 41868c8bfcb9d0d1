"""The worst of many regions, in one pass over the figures: a row a region, a column a measure.

For `lowest` where nothing is read but figures of one period: a region's own, or below the line the
province's, which serves all and so decides nothing. Whoever has a number there (below the line none
but 0) is counted, as `shortcut` has it. The statement brings the candidates, exact numbers decide
(`worst`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indicators.assessment.dialect import WHOLE, fetch, joined, near
from indicators.assessment.formulas import Formula, provincial
from indicators.assessment.sources import Select
from indicators.assessment.tables import Cell, Question, sign
from indicators.assessment.tally import Tally
from indicators.assessment.totals import Reading, Totals
from indicators.assessment.worst import Worst, worst_of

WIDE = """
wide AS MATERIALIZED (
  SELECT f.period_id AS period, f.region_id AS region, {columns}
  FROM {counting} WHERE {within} AND f.measure_id IN ({measures})
  GROUP BY f.period_id, f.region_id
)"""

COLUMN = "MAX(CASE WHEN f.measure_id = {pk} THEN f.value END) AS m{pk}"
"""A cell holds one figure at most (`figure_once`), so the greatest is that one."""

LEAST = """
SELECT {place} AS place, w.period, {columns} FROM wide w{members} GROUP BY {group}w.period"""

CANDIDATES = """
SELECT place, {indicator}, period, above, below, {regions} FROM (
  SELECT l.place, w.period, w.region, {above} AS above, {below} AS below
  FROM wide w{members} JOIN least l ON l.period = w.period AND l.place = {place}
  WHERE {near}
) AS found GROUP BY place, period, above, below"""

OF_WHOLE = {"place": str(WHOLE), "members": "", "group": ""}
OF_GROUPS = {
    "place": "m.place",
    "members": " JOIN member m ON m.region = w.region",
    "group": "m.place, ",
}


@dataclass(frozen=True)
class Least:
    """Of one question's cells, each with the period whose figures it reads."""

    question: Question
    totals: Totals
    cells: Mapping[Cell, int]
    tallies: Mapping[int, Tally]

    def worst(self) -> Worst:
        """By place, indicator and span."""
        return worst_of(self.question, self.rows()) if self.cells else {}

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Candidates, as the roll-up's own statement would have said them."""
        spans: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (indicator, span), period in self.cells.items():
            spans[indicator, period].append(span)
        for place, indicator, period, above, own_below, regions in self.read():
            below = self.below(indicator, period, own_below)
            for span in spans[indicator, period]:
                yield place, indicator, span, 0, None, above, below, regions

    def below(self, indicator: int, period: int, own: int | None) -> int | None:
        """A region's own figure, or the province's."""
        denominator = self.formulas[indicator].denominator
        if denominator and provincial(denominator):
            return self.tallies[period].lines[denominator.id]
        return own

    def read(self) -> list[tuple[Any, ...]]:
        """Place, indicator, period, above, below, and the regions that have just these."""
        measures = sorted({pk for formula in self.formulas.values() for pk in own(formula)})
        columns = ", ".join(COLUMN.format(pk=pk) for pk in measures)
        reading = Reading(self.totals, sorted(set(self.cells.values())))
        wide = reading.sql(WIDE, columns=columns, measures=", ".join(map(str, measures)))
        least = "\nUNION ALL".join(self.least(of) for of in self.places)
        tables = [*reading.members(), wide, f"least AS ({least})"]
        candidates = (
            self.candidates(one, of) for one in self.formulas.values() for of in self.places
        )
        return fetch(Select("WITH " + ",\n".join(tables), ()), "\nUNION ALL".join(candidates))

    @cached_property
    def formulas(self) -> dict[int, Formula]:
        asked = {indicator for indicator, _span in self.cells}
        return {one.key: one for one in self.question.formulas if one.key in asked}

    @property
    def places(self) -> list[dict[str, str]]:
        whole = [OF_WHOLE] if self.question.whole else []
        return whole + ([OF_GROUPS] if self.question.groups else [])

    def least(self, of: dict[str, str]) -> str:
        """Of each place and period the least ratio of every formula."""
        columns = (f"MIN({ratio(one)}) AS least_{key}" for key, one in self.formulas.items())
        return LEAST.format(columns=", ".join(columns), **of)

    def candidates(self, formula: Formula, of: dict[str, str]) -> str:
        above, *below = own(formula)
        return CANDIDATES.format(
            indicator=formula.key,
            above=f"w.m{above}",
            below=f"w.m{below[0]}" if below else "CAST(NULL AS BIGINT)",
            regions=joined("region"),
            near=near(ratio(formula), f"l.least_{formula.key}"),
            **of,
        )


def ratio(formula: Formula) -> str:
    """What is compared, the worst being the smallest; nothing where a region is not counted."""
    above, *below = own(formula)
    number = f"{sign(formula)} * CAST(w.m{above} AS DOUBLE PRECISION)"
    return f"{number} / NULLIF(w.m{below[0]}, 0)" if below else number


def own(formula: Formula) -> list[int]:
    """The measures whose figures are a region's own, the numerator first."""
    return [measure.id for measure in formula.measures if not provincial(measure)]
