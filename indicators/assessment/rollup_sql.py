"""The roll-up as SQL that SQLite 3.40 and PostgreSQL 15 both speak: figures → regions → places.

Every statement is a WITH of small tables (formulas, readings, members: whole numbers that Python
knows), the replaceable sources `own` and `asked`, and `regional`: for each indicator, span and
region the state by rules 1 to 4 and what goes into the sums. Nothing grows with the data but rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DataError, OperationalError, connection

from indicators.assessment.ledger import Ledger
from indicators.assessment.sources import Lookup, Select, lookup

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


PARTS = """
whole(indicator, span, point, region, value) AS MATERIALIZED (
  SELECT i.indicator, r.span, r.point, a.region, CAST(SUM({n.value}) AS BIGINT)
  FROM reading r CROSS JOIN formula i CROSS JOIN asked a CROSS JOIN part p{n.joins}
  WHERE i.indicator = r.indicator AND a.period = r.point AND p.indicator = i.indicator
    AND {n.there}
  GROUP BY i.indicator, r.span, r.point, a.region HAVING COUNT(*) = MAX(i.parts)
)"""
"""A numerator of several measures becomes one figure: blank unless all parts are there, the
不适用 among them left out, 不适用 itself where all are."""

WHOLE_OF_PARTS = Lookup(
    joins="""
  LEFT JOIN whole n ON n.indicator = r.indicator AND n.span = r.span AND n.point = r.point
    AND n.region = a.region""",
    there="n.indicator IS NOT NULL",
    value="n.value",
)

READ = """
  FROM reading r
  CROSS JOIN formula i
  CROSS JOIN asked a{joins}
  WHERE i.indicator = r.indicator AND a.period = r.point
    AND r.summed = {summed} AND i.parts {parts}
    AND CASE WHEN a.region = {root} THEN 1 ELSE 0 END = i.single{limit}"""

LIMIT = """
    AND (i.zone = 0 OR EXISTS (
      SELECT 1 FROM zoned z WHERE z.zone = i.zone AND z.region = a.region))"""

STATE = f"""CASE
      WHEN i.below > 0 AND NOT ({{d.there}}) THEN {MISSING}
      WHEN i.below > 0 AND ({{d.value}} IS NULL OR ({{d.value}} = 0 AND {{zero}}))
        THEN {NOT_APPLICABLE}
      WHEN NOT ({{n.there}}) THEN {MISSING}
      WHEN {{n.value}} IS NULL THEN {NOT_APPLICABLE}
      ELSE {COUNTED} END"""
"""Rules 1 to 4. A denominator that is not reported leaves rule 1 open, so it is missing."""

ONCE = """
  SELECT i.indicator, r.span, a.region, 0 AS partly, {n.value} AS above, {d.value} AS below,
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
        {n.value} AS above, {d.value} AS below, {state} AS state{read}
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


def with_regional(tables: Tables, ledger: Ledger, asked: Select) -> Select:
    """The WITH clause down to `regional`; a SELECT from it follows."""
    known = {
        "formula(indicator, above, above_whole, above_province, below, below_whole,"
        " below_province, below_flows, single, zone, lowest, sign, parts)": tables.formulas,
        "reading(indicator, span, summed, point, above, below, unopened)": tables.readings,
        "part(indicator, above, above_whole, above_province)": tables.parts,
        "zoned(zone, region)": tables.zoned,
        "member(place, region)": tables.members,
        "pair(pair, span, old)": tables.pairs,
    }
    parts = [f"{name} AS ({values(rows)})" for name, rows in known.items() if rows]
    parts.append(f"asked(period, region) AS MATERIALIZED ({asked.sql})")
    if tables.parts:
        parts.append(PARTS.format(n=lookup(ledger, "n", "above", "p")))
    found = "\n  UNION ALL".join(branches(tables, ledger))
    parts.append(REGIONAL.format(branches=found))
    return Select("WITH " + ",\n".join(parts), asked.params)


def branches(tables: Tables, ledger: Ledger) -> Iterator[str]:
    """Read at one point or summed over several, of one measure or of parts: whichever there are."""
    numbers = {row[0]: row[-1] for row in tables.formulas}
    kinds = {(row[2], numbers[row[0]] > 1) for row in tables.readings}
    d = lookup(ledger, "d", "below")
    for summed, of_parts in sorted(kinds):
        n = WHOLE_OF_PARTS if of_parts else lookup(ledger, "n", "above")
        read = READ.format(
            joins=n.joins + d.joins,
            summed=int(summed),
            parts="> 1" if of_parts else "= 1",
            root=ledger.plan.region_id,
            limit=LIMIT if tables.zoned else "",
        )
        state = STATE.format(n=n, d=d, zero="i.below_flows = 0" if summed else "1 = 1")
        yield (SUMMED if summed else ONCE).format(n=n, d=d, state=state, read=read)


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
