"""`lowest`: the worst region decides. SQL brings the candidates, exact numbers decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from indicators.assessment.dialect import WHOLE, fetch, near, ratio
from indicators.assessment.exactness import same
from indicators.assessment.tables import Question
from indicators.assessment.values import quotient

Candidate = tuple[int, int | None, int]
"""Above and below the line (× 10⁴), and the region."""

Worst: TypeAlias = dict[tuple[int, int, int], tuple[int, int | None, tuple[int, ...]]]
"""By place, indicator and span: the worst region's numbers, and all regions that share them."""

CANDIDATES = f"""
SELECT place, indicator, span, above, below, region FROM (
  SELECT rated.*, MIN(ratio) OVER (PARTITION BY place, indicator, span) AS least
  FROM ({{rated}}) AS rated
) AS compared
WHERE {near("ratio", "least")}"""

RATED = f"""
SELECT {{place}} AS place, x.indicator, x.span, x.region, x.above, x.below,
  {ratio("x.above", "x.below")} AS ratio
FROM regional x JOIN formula i ON i.indicator = x.indicator {{members}} WHERE x.state = 0"""


def read_worst(question: Question) -> Worst:
    """The worst of the whole and of each group; no statement where no indicator asks for it."""
    lowest = question.only([one for one in question.formulas if one.lowest])
    wanted = candidates(lowest)
    beginning = lowest.beginning() if lowest.formulas and wanted else None
    if beginning is None:
        return {}
    found: dict[tuple[int, int, int], list[Candidate]] = defaultdict(list)
    for place, indicator, span, *candidate in fetch(beginning, wanted):
        found[place, indicator, span].append(tuple(candidate))
    highest = {one.key: one.highest_is_worst for one in lowest.formulas}
    return {key: decide(found[key], highest[key[1]]) for key in found}


def candidates(question: Question) -> str:
    """One SELECT for the whole, one for all groups."""
    rated = []
    if question.whole:
        rated.append(RATED.format(place=WHOLE, members=""))
    if question.groups:
        members = "JOIN member m ON m.region = x.region"
        rated.append(RATED.format(place="m.place", members=members))
    return CANDIDATES.format(rated=" UNION ALL ".join(rated)) if rated else ""


def decide(
    candidates: Sequence[Candidate], highest: bool
) -> tuple[int, int | None, tuple[int, ...]]:
    """The worst by exact value; a tie stays a tie and names all."""
    rated = [(quotient(above, below, 1), above, below, pk) for above, below, pk in candidates]
    rated.sort(key=lambda one: (-one[0] if highest else one[0], one[3]))
    least, above, below, _ = rated[0]
    return above, below, tuple(sorted(pk for ratio, _, _, pk in rated if same(ratio, least)))
