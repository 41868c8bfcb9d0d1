"""`lowest`: the worst region decides. SQL brings the candidates, exact numbers decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from indicators.assessment.dialect import WHOLE, joined, near, ratio
from indicators.assessment.exactness import same
from indicators.assessment.tables import Question
from indicators.assessment.values import quotient

Candidates = tuple[int, int | None, tuple[int, ...]]
"""Above and below the line (× 10⁴), and the regions that have just these."""

Worst: TypeAlias = dict[tuple[int, int, int], Candidates]
"""By place, indicator and span: the worst region's numbers, and all regions that share them."""

CANDIDATES = f"""
SELECT r.place, r.indicator, r.span, 0, NULL, r.above, r.below, {{regions}}
FROM ({{rated}}) r JOIN (
  SELECT place, indicator, span, MIN(ratio) AS least FROM ({{rated}}) AS rated
  GROUP BY place, indicator, span
) l ON l.place = r.place AND l.indicator = r.indicator AND l.span = r.span
WHERE {near("r.ratio", "l.least")}
GROUP BY r.place, r.indicator, r.span, r.above, r.below"""
"""Beside the sums, and told from them by counting nobody."""

RATED = f"""
SELECT {{place}} AS place, x.indicator, x.span, x.region, x.above, x.below,
  {ratio("x.above", "x.below")} AS ratio
FROM regional x {{members}} WHERE x.state = 0 AND x.sign <> 0"""


def candidates(question: Question) -> str:
    """For the whole and for the groups; nothing where no indicator asks for the worst."""
    rated = []
    if question.whole:
        rated.append(RATED.format(place=WHOLE, members=""))
    if question.groups:
        members = "JOIN member m ON m.region = x.region"
        rated.append(RATED.format(place="m.place", members=members))
    if not rated or not any(one.lowest for one in question.formulas):
        return ""
    return CANDIDATES.format(regions=joined("r.region"), rated=" UNION ALL ".join(rated))


def worst_of(question: Question, rows: Iterable[Sequence[Any]]) -> Worst:
    """Who decides, out of the rows of the candidates."""
    found: dict[tuple[int, int, int], list[Candidates]] = defaultdict(list)
    for place, indicator, span, _region, _count, above, below, regions in rows:
        pks = tuple(map(int, regions.split(";")))
        found[place, indicator, span].append((above, below, pks))
    highest = {one.key: one.highest_is_worst for one in question.formulas}
    return {key: decide(several, highest[key[1]]) for key, several in found.items()}


def decide(candidates: Sequence[Candidates], highest: bool) -> Candidates:
    """The worst by exact value; a tie stays a tie and names all."""
    rated = [(quotient(above, below, 1), above, below, pks) for above, below, pks in candidates]
    rated.sort(key=lambda one: (-one[0] if highest else one[0], min(one[3])))
    least, above, below, _ = rated[0]
    tied = [pk for ratio, _, _, pks in rated if same(ratio, least) for pk in pks]
    return above, below, tuple(sorted(tied))
