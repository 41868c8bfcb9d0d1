"""The rows a roll-up reads: figures that count and regions asked, today's or a past day's.

Whatever is cached or rebuilt changes here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from indicators.assessment.ledger import Ledger
from indicators.reporting.models import (
    Figure,
    FigureState,
    Report,
    Revision,
    StatusChange,
)
from indicators.reporting.past import end_of, standing_on

Point = tuple[int, int]
"""A period and a measure."""


@dataclass(frozen=True, slots=True)
class Select:
    """A compiled query to stand in a WITH clause."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Select:
        sql, params = rows.order_by().query.sql_with_params()
        return cls(sql, tuple(params))

    def then(self, table: str) -> Select:
        """A WITH clause with one more table in it."""
        return Select(f"{self.sql},\n{table}", self.params)


@dataclass(frozen=True, slots=True)
class Lookup:
    """How the figure of one measure is found by the database's own indexes, cell by cell."""

    joins: str
    there: str
    value: str


LIVE = """
  LEFT JOIN {figure} {n} ON {n}.period_id = t.{side}_period AND {n}.measure_id = {owner}.{side}
    AND {n}.region_id = {bearer}{among}
  LEFT JOIN {report} {n}r ON {n}r.id = {n}.report_id AND {n}r.status IN ({statuses})"""

KNOWN = """
  LEFT JOIN {report} {n}r ON {n}r.period_id = t.{side}_period AND {n}r.region_id = {holder}
    AND (SELECT s.to_status FROM {change} s WHERE s.report_id = {n}r.id AND s.at < {until}
      ORDER BY s.number DESC LIMIT 1) IN ({statuses})
  LEFT JOIN {revision} {n} ON {n}.report_id = {n}r.id AND {n}.measure_id = {owner}.{side}
    AND {n}.region_id = {bearer} AND {n}.new_state <> '{blank}'
    AND {n}.number = (SELECT MAX(v.number) FROM {revision} v WHERE v.report_id = {n}r.id
      AND v.region_id = {bearer} AND v.measure_id = {owner}.{side} AND v.at < {until})"""


AMONG = """
    AND {n}.period_id IN ({periods}) AND {n}.measure_id IN ({measures})"""
"""Says once more what the join says, so that a planner who reads all figures reads only these."""


def lookup(
    ledger: Ledger, alias: str, side: str, owner: str = "t", points: Collection[Point] = ()
) -> Lookup:
    """The figure `above` or `below` the line: today's, or that of the end of a past day.

    `owner` names the table that says which measure, whether the province's one figure serves all
    (`_whole`), and whether it stands in the province's report (`_province`). `points` are all
    periods and measures that are looked for, where they are known.
    """
    periods, measures = ({pk for pk, _ in points}, {pk for _, pk in points})
    listed = {"periods": ", ".join(map(str, sorted(periods)))}
    listed["measures"] = ", ".join(map(str, sorted(measures)))
    root = ledger.plan.region_id
    names = {
        "n": alias,
        "side": side,
        "owner": owner,
        "bearer": f"CASE WHEN {owner}.{side}_whole = 1 THEN {root} ELSE a.region END",
        "holder": f"CASE WHEN {owner}.{side}_province = 1 THEN {root} ELSE a.region END",
        "figure": Figure._meta.db_table,
        "report": Report._meta.db_table,
        "change": StatusChange._meta.db_table,
        "revision": Revision._meta.db_table,
        "statuses": ", ".join(f"'{status}'" for status in ledger.basis.statuses),
        "blank": FigureState.BLANK,
        "among": AMONG.format(n=alias, **listed) if points else "",
        "until": f"'{moment(ledger.known_on)}'" if ledger.known_on else "",
    }
    if ledger.known_on:
        return Lookup(KNOWN.format(**names), f"{alias}.id IS NOT NULL", f"{alias}.new_value")
    return Lookup(LIVE.format(**names), f"{alias}r.id IS NOT NULL", f"{alias}.value")


def moment(day: date) -> str:
    """The end of a day as both databases read and compare it: in UTC, as they store it."""
    zone = "+00" if connection.vendor == "postgresql" else ""
    return end_of(day).astimezone(UTC).replace(tzinfo=None).isoformat(" ") + zone


def reported(ledger: Ledger, periods: Collection[int]) -> Select:
    """(period, region) of every report, the province's own among them."""
    rows = standing_on(Report.objects.filter(period__in=periods), ledger.known_on)
    return Select.of(rows.values_list("period_id", "region_id"))
