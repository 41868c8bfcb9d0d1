"""The roll-up's statement: figures → each region's state and numbers, whatever comes of them.

A WITH of small tables that Python knows (tasks, members, pairs), the replaceable sources, and
`regional`: for each indicator, span and region the state by rules 1 to 4 and what goes into the
sums. A task joins nothing but the regions asked, and each figure is found by the table's own
index: planners guess such small tables wrong, and then scan all figures for every cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from indicators.assessment.dialect import COUNTED, MISSING, NOT_APPLICABLE, table
from indicators.assessment.ledger import Ledger
from indicators.assessment.sources import Lookup, Select, lookup


class Kind(NamedTuple):
    """Read at one point or summed over several; of one measure or of parts; of whom."""

    summed: bool
    of_parts: bool
    single: bool

    @property
    def number(self) -> int:
        return 4 * self.summed + 2 * self.of_parts + self.single


class Task(NamedTuple):
    """One indicator at one point of one span: which figures to read. Keys and flags; 0 is none.

    `_whole`: the province's one figure serves all; `_province`: it stands in its report; `sign`:
    what makes the worst the smallest where it decides; `listing`: the list of the regions looked
    at, where not all are.
    """

    indicator: int
    span: int
    point: int
    above_period: int
    below_period: int
    unopened: int
    above: int
    above_whole: int
    above_province: int
    below: int
    below_whole: int
    below_province: int
    below_flows: int
    zone: int
    sign: int
    parts: int
    listing: int


Tasks = Mapping[Kind, Sequence[Task]]

PARTS = """
whole_{k}(indicator, span, point, region, there, value) AS MATERIALIZED (
  SELECT t.indicator, t.span, t.point, a.region,
    COUNT(CASE WHEN {n.there} THEN 1 END) = MAX(t.parts),
    CAST(SUM(CASE WHEN {n.there} THEN {n.value} END) AS BIGINT)
  FROM task_{k} t CROSS JOIN {rows} CROSS JOIN part p{n.joins}
  WHERE {match} AND p.indicator = t.indicator
  GROUP BY t.indicator, t.span, t.point, a.region
)"""
"""A numerator of several measures becomes one figure: there if all its parts are, the 不适用 among
them left out, 不适用 itself where all are."""

READ = """
  FROM task_{k} t CROSS JOIN {rows}{joins}
  WHERE {match}{limit}"""

OF_PERIOD = "a.period = t.point"
OF_PARTS = "a.indicator = t.indicator AND a.span = t.span AND a.point = t.point"

LISTED, OF_LIST = "listed l CROSS JOIN ", "l.list = t.listing AND a.region = l.region AND "
"""Not all regions asked, but those of the task's list."""

LIMIT = """
    AND (t.zone = 0 OR EXISTS (
      SELECT 1 FROM zoned z WHERE z.zone = t.zone AND z.region = a.region))"""

HAD = """
    {n_had} AS had_above, CASE WHEN {d.there} THEN {d.value} END AS had_below"""
"""What stands there, whether it is counted or not; of parts, what the parts have."""

STATE = f"""CASE
      WHEN t.below > 0 AND NOT ({{d.there}}) THEN {MISSING}
      WHEN t.below > 0 AND ({{d.value}} IS NULL OR ({{d.value}} = 0 AND {{zero}}))
        THEN {NOT_APPLICABLE}
      WHEN NOT ({{n.there}}) THEN {MISSING}
      WHEN {{n.value}} IS NULL THEN {NOT_APPLICABLE}
      ELSE {COUNTED} END"""
"""Rules 1 to 4. A denominator that is not reported leaves rule 1 open, so it is missing."""

ONCE = """
  SELECT t.indicator, t.span, a.region, t.sign, 0 AS partly, {n.value} AS above, {d.value} AS below,
    {had}, {state} AS state{read}"""

SUMMED = """
  SELECT indicator, span, region, sign, partly, above, below, had_above, had_below,
    CASE WHEN lacking > 0 THEN 2 WHEN counted = 0 OR below = 0 THEN 1 ELSE 0 END AS state
  FROM (
    SELECT indicator, span, region, MAX(sign) AS sign, MAX(partly) AS partly,
      MAX(unopened) + COUNT(CASE WHEN state = 2 THEN 1 END) AS lacking,
      COUNT(CASE WHEN state = 0 THEN 1 END) AS counted,
      CAST(SUM(CASE WHEN state = 0 THEN above END) AS BIGINT) AS above,
      CASE WHEN MAX(below_flows) = 1
        THEN CAST(SUM(CASE WHEN state = 0 THEN below END) AS BIGINT)
        ELSE MAX(CASE WHEN state = 0 THEN below END) END AS below,
      CAST(SUM(had_above) AS BIGINT) AS had_above,
      CASE WHEN MAX(below_flows) = 1 THEN CAST(SUM(had_below) AS BIGINT)
        ELSE MAX(had_below) END AS had_below
    FROM (
      SELECT t.indicator, t.span, a.region, t.unopened, t.below_flows, t.sign,
        CASE WHEN t.sign = 0 THEN 1 ELSE 0 END AS partly,
        {n.value} AS above, {d.value} AS below, {had}, {state} AS state{read}
    ) AS points
    GROUP BY indicator, span, region
  ) AS summed"""
"""A flow period by period: a 0 below is a number there, only the total of 0 is 不适用."""

REGIONAL = """
regional AS MATERIALIZED (
  SELECT indicator, span, region, sign, state, had_above, had_below,
    CASE WHEN state = 0 OR (state = 2 AND partly = 1) THEN above END AS above,
    CASE WHEN state = 0 OR (state = 2 AND partly = 1) THEN below END AS below
  FROM ({branches}
  ) AS found
)"""
"""Who lacks some periods of a flow stays in the sums with what it has, but not in `lowest`."""


def with_regional(
    tasks: Tasks,
    tables: Sequence[str],
    ledger: Ledger,
    reported: Select,
    *,
    limited: bool,
    listed: bool,
) -> Select:
    """The WITH clause down to `regional`; a SELECT from it follows.

    `limited`: some indicator is limited to a zone, and `tables` has the table of their regions.
    `listed`: not all regions are looked at, and `tables` has the lists of those that are.
    """
    root = ledger.plan.region_id
    parts = [*tables, f"reported(period, region) AS MATERIALIZED ({reported.sql})"]
    for name, which in (("asked", "<>"), ("alone", "=")):
        chosen = f"SELECT period, region FROM reported WHERE region {which} {root}"
        parts.append(f"{name} AS MATERIALIZED ({chosen})")
    for kind, rows in tasks.items():
        parts.append(table(f"task_{kind.number}", Task._fields, rows))
        if kind.of_parts:
            n = lookup(ledger, "n", "above", "p")
            asked, match = regions(kind, listed=listed)
            parts.append(PARTS.format(k=kind.number, rows=asked, match=match, n=n))
    branches = "\n  UNION ALL".join(
        branch(kind, rows, ledger, limited=limited, listed=listed) for kind, rows in tasks.items()
    )
    parts.append(REGIONAL.format(branches=branches))
    return Select("WITH " + ",\n".join(parts), reported.params)


def regions(kind: Kind, *, listed: bool) -> tuple[str, str]:
    """The regions that the period asks, or a list of them, or the province alone; which fit."""
    if kind.single:
        return "alone a", OF_PERIOD
    return (f"{LISTED}asked a", OF_LIST + OF_PERIOD) if listed else ("asked a", OF_PERIOD)


def branch(
    kind: Kind, tasks: Sequence[Task], ledger: Ledger, *, limited: bool, listed: bool
) -> str:
    """Each region's state and numbers for the tasks of one kind."""
    had = "CASE WHEN {n.there} THEN {n.value} END"
    n = lookup(ledger, "n", "above", points={(one.above_period, one.above) for one in tasks})
    d = lookup(ledger, "d", "below", points={(one.below_period, one.below) for one in tasks})
    rows, match = regions(kind, listed=listed)
    if kind.of_parts:
        n, rows, match = Lookup("", "a.there", "a.value"), f"whole_{kind.number} a", OF_PARTS
        had = "a.value"
    limit = LIMIT if limited and not kind.single else ""
    joins = n.joins + d.joins
    read = READ.format(k=kind.number, rows=rows, joins=joins, match=match, limit=limit)
    state = STATE.format(n=n, d=d, zero="t.below_flows = 0" if kind.summed else "1 = 1")
    had = HAD.format(n_had=had.format(n=n), d=d)
    return (SUMMED if kind.summed else ONCE).format(n=n, d=d, had=had, state=state, read=read)
