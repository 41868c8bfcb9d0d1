"""The roll-up as SQL that SQLite 3.40 and PostgreSQL 15 both speak: figures → regions → places.

Every statement is a WITH of small tables (formulas, readings, members: whole numbers that Python
knows), the replaceable sources `own` and `asked`, and `regional`: for each indicator, span and
region the state by rules 1 to 4 and what goes into the sums. Nothing grows with the data but rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DataError, OperationalError, connection

from indicators.assessment.sources import Select

COUNTED, NOT_APPLICABLE, MISSING, STATES = 0, 1, 2, 3
REGIONS, WHOLE = -2, -1
"""Instead of a group's number: each region by itself, and all together."""

NEAR = "1e-9"
"""Floating-point ratios err by 10⁻¹⁵ of their size: what lies nearer may be the worst."""

OVERFLOWS = ("overflow", "out of range")
Rows = Iterable[Sequence[int]]


def values(rows: Rows) -> str:
    """A table of whole numbers; they are keys and flags, never anybody's input."""
    return "VALUES " + ", ".join("(" + ", ".join(str(int(n)) for n in row) + ")" for row in rows)


def joined(expression: str) -> str:
    """All numbers of a group in one text."""
    function = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    return f"{function}(CAST({expression} AS TEXT), ';')"


def ratio(above: str, below: str) -> str:
    """What `lowest` compares, the worst being the smallest; exact numbers decide afterwards."""
    return f"sign * CAST({above} AS DOUBLE PRECISION) / COALESCE({below}, 1)"


def near(one: str, least: str) -> str:
    """Whether it may be the worst."""
    return f"{one} <= {least} + ABS({least}) * {NEAR}"


FACT = """
fact(period, region, measure, value) AS MATERIALIZED (
  SELECT period, region, measure, value FROM own{parts}
)"""

PARTS = """
  UNION ALL
  SELECT o.period, o.region, -p.indicator, CAST(SUM(o.value) AS BIGINT)
  FROM own o JOIN part p ON p.measure = o.measure
  GROUP BY o.period, o.region, p.indicator HAVING COUNT(*) = MAX(p.parts)"""
"""A numerator of several measures becomes one figure: blank unless all parts are there, the
不适用 among them left out, 不适用 itself where all are."""

READ = """
  FROM reading r
  CROSS JOIN formula i
  CROSS JOIN asked a
  LEFT JOIN fact n ON n.period = r.above AND n.measure = i.above
    AND n.region = CASE WHEN i.above_whole = 1 THEN {root} ELSE a.region END
  LEFT JOIN fact d ON d.period = r.below AND d.measure = i.below
    AND d.region = CASE WHEN i.below_whole = 1 THEN {root} ELSE a.region END
  WHERE i.mode = r.mode AND a.period = r.point AND r.summed = {summed}
    AND CASE WHEN a.region = {root} THEN 1 ELSE 0 END = i.single{limit}"""

LIMIT = """
    AND (i.zone = 0 OR EXISTS (
      SELECT 1 FROM zoned z WHERE z.zone = i.zone AND z.region = a.region))"""

STATE = f"""CASE
      WHEN i.below > 0 AND d.period IS NULL THEN {MISSING}
      WHEN i.below > 0 AND (d.value IS NULL OR (d.value = 0 AND {{zero}})) THEN {NOT_APPLICABLE}
      WHEN n.period IS NULL THEN {MISSING}
      WHEN n.value IS NULL THEN {NOT_APPLICABLE}
      ELSE {COUNTED} END"""
"""Rules 1 to 4. A denominator that is not reported leaves rule 1 open, so it is missing."""

ONCE = """
  SELECT i.indicator, r.span, a.region, 0 AS partly, n.value AS above, d.value AS below,
    {state} AS state{read}"""

SUMMED = """
  SELECT indicator, span, region, partly, above, below,
    CASE WHEN lacking > 0 THEN 2 WHEN counted = 0 OR below = 0 THEN 1 ELSE 0 END AS state
  FROM (
    SELECT indicator, span, region, MAX(partly) AS partly,
      MAX(unopened) + COUNT(CASE WHEN state = 2 THEN 1 END) AS lacking,
      COUNT(CASE WHEN state = 0 THEN 1 END) AS counted,
      CAST(SUM(CASE WHEN state = 0 THEN above END) AS BIGINT) AS above,
      CASE WHEN MAX(below_flows) = 1
        THEN CAST(SUM(CASE WHEN state = 0 THEN below END) AS BIGINT)
        ELSE MAX(CASE WHEN state = 0 THEN below END) END AS below
    FROM (
      SELECT i.indicator, r.span, a.region, r.unopened, i.below_flows, 1 - i.lowest AS partly,
        n.value AS above, d.value AS below, {state} AS state{read}
    ) AS points
    GROUP BY indicator, span, region
  ) AS summed"""
"""A flow period by period: a 0 below is a number there, only the total of 0 is 不适用."""

REGIONAL = """
regional AS MATERIALIZED (
  SELECT indicator, span, region, state,
    CASE WHEN state = 0 OR (state = 2 AND partly = 1) THEN above END AS above,
    CASE WHEN state = 0 OR (state = 2 AND partly = 1) THEN below END AS below
  FROM ({branches}
  ) AS found
)"""
"""Who lacks some periods of a flow stays in the sums with what it has, but not in `lowest`."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What Python knows beforehand, as rows of whole numbers."""

    formulas: list[tuple[int, ...]]
    parts: list[tuple[int, ...]]
    readings: list[tuple[int, ...]]
    zoned: list[tuple[int, ...]]
    members: list[tuple[int, ...]]
    pairs: list[tuple[int, ...]]
    root: int


def with_regional(tables: Tables, own: Select, asked: Select) -> Select:
    """The WITH clause down to `regional`; a SELECT from it follows."""
    known = {
        "formula(indicator, above, above_whole, below, below_whole, below_flows, single, mode,"
        " zone, lowest, sign)": tables.formulas,
        "reading(mode, span, summed, point, above, below, unopened)": tables.readings,
        "part(indicator, measure, parts)": tables.parts,
        "zoned(zone, region)": tables.zoned,
        "member(place, region)": tables.members,
        "pair(pair, span, earlier)": tables.pairs,
    }
    parts = [f"{name} AS ({values(rows)})" for name, rows in known.items() if rows]
    parts.append(f"own(period, region, measure, value) AS ({own.sql})")
    parts.append(f"asked(period, region) AS MATERIALIZED ({asked.sql})")
    parts.append(FACT.format(parts=PARTS if tables.parts else ""))
    parts.append(REGIONAL.format(branches="\n  UNION ALL".join(branches(tables))))
    return Select("WITH " + ",\n".join(parts), own.params + asked.params)


def branches(tables: Tables) -> list[str]:
    """Read at one point, or summed over several: whichever of the two there are."""
    limit = LIMIT if tables.zoned else ""
    once = READ.format(root=tables.root, summed=0, limit=limit)
    summed = READ.format(root=tables.root, summed=1, limit=limit)
    found = {reading[2] for reading in tables.readings}
    both = {
        0: ONCE.format(state=STATE.format(zero="1 = 1"), read=once),
        1: SUMMED.format(state=STATE.format(zero="i.below_flows = 0"), read=summed),
    }
    return [sql for kind, sql in both.items() if kind in found]


def fetch(beginning: Select, rest: str) -> list[tuple[Any, ...]]:
    """Run one statement. What the database calls an overflow is one here too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"{beginning.sql}\n{rest}", beginning.params)
            return list(cursor.fetchall())
    except (DataError, OperationalError) as error:
        if any(word in str(error) for word in OVERFLOWS):
            raise OverflowError("A sum lies beyond 64 bits.") from error
        raise
