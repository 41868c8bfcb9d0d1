"""The rows a roll-up reads: figures that count and regions asked, today's or a past day's.

Whatever is cached or rebuilt changes here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from indicators.assessment.ledger import Ledger
from indicators.reporting.models import (
    Basis,
    Figure,
    FigureState,
    Report,
    Revision,
    StatusChange,
)


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
  LEFT JOIN {figure} {n} ON {n}.period_id = r.{above} AND {n}.measure_id = i.{above}
    AND {n}.region_id = {{{above}_whole}}
  LEFT JOIN {report} {n}r ON {n}r.id = {n}.report_id AND {n}r.status IN ({statuses})"""

KNOWN = """
  LEFT JOIN {report} {n}r ON {n}r.period_id = r.{above} AND {n}r.region_id = {{{above}_province}}
    AND (SELECT s.to_status FROM {change} s WHERE s.report_id = {n}r.id AND s.at < {until}
      ORDER BY s.number DESC LIMIT 1) IN ({statuses})
  LEFT JOIN {revision} {n} ON {n}.report_id = {n}r.id AND {n}.measure_id = i.{above}
    AND {n}.region_id = {{{above}_whole}} AND {n}.new_state <> '{blank}'
    AND {n}.number = (SELECT MAX(v.number) FROM {revision} v WHERE v.report_id = {n}r.id
      AND v.region_id = {{{above}_whole}} AND v.measure_id = i.{above} AND v.at < {until})"""


def lookup(ledger: Ledger, alias: str, side: str) -> Lookup:
    """The figure `above` or `below` the line: today's, or that of the end of a past day."""
    names = {
        "n": alias,
        "above": side,
        "figure": Figure._meta.db_table,
        "report": Report._meta.db_table,
        "change": StatusChange._meta.db_table,
        "revision": Revision._meta.db_table,
        "statuses": ", ".join(f"'{status}'" for status in ledger.basis.statuses),
        "blank": FigureState.BLANK,
        "until": f"'{moment(ledger.known_on)}'" if ledger.known_on else "",
    }
    if ledger.known_on:
        return Lookup(KNOWN.format(**names), f"{alias}.id IS NOT NULL", f"{alias}.new_value")
    return Lookup(LIVE.format(**names), f"{alias}r.id IS NOT NULL", f"{alias}.value")


def moment(day: date) -> str:
    """The end of a day as both databases read and compare it: in UTC, as they store it."""
    zone = "+00" if connection.vendor == "postgresql" else ""
    return end_of(day).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") + zone


def figures(ledger: Ledger, periods: Collection[int], measures: Collection[int]) -> Select:
    """(period, region, measure, value) of what counts; 不适用 has no value, a blank no row."""
    if ledger.known_on:
        return figures_known(ledger.known_on, ledger.basis, periods, measures)
    rows = Figure.objects.filter(
        period__in=periods, measure__in=measures, report__status__in=ledger.basis.statuses
    )
    return Select.of(rows.values_list("period_id", "region_id", "measure_id", "value"))


def asked(ledger: Ledger, periods: Collection[int]) -> Select:
    """(period, region) of every report, the province's own among them."""
    rows = Report.objects.filter(period__in=periods)
    if ledger.known_on:
        moves = StatusChange.objects.filter(report=OuterRef("pk"), at__lt=end_of(ledger.known_on))
        rows = rows.filter(Exists(moves))
    return Select.of(rows.values_list("period_id", "region_id"))


def figures_known(
    day: date, basis: Basis, periods: Collection[int], measures: Collection[int]
) -> Select:
    """The same at the end of a past day, rebuilt from every change and every move until then."""
    until = end_of(day)
    latest = last_by(
        Revision.objects.filter(report__period__in=periods, measure__in=measures, at__lt=until),
        Revision.objects.filter(at__lt=until),
        ("report", "region", "measure"),
    )
    moves = StatusChange.objects.filter(at__lt=until)
    counting = last_by(moves.filter(to_status__in=basis.statuses), moves, ("report",))
    rows = latest.exclude(new_state=FigureState.BLANK).filter(report__in=counting.values("report"))
    return Select.of(rows.values_list("report__period_id", "region_id", "measure_id", "new_value"))


def last_by(rows: QuerySet[Any], later: QuerySet[Any], place: tuple[str, ...]) -> QuerySet[Any]:
    """Those rows after which nothing with a higher number came in the same place."""
    same_place = {name: OuterRef(name) for name in place}
    return rows.filter(~Exists(later.filter(**same_place, number__gt=OuterRef("number"))))


def end_of(day: date) -> datetime:
    """The first moment after a day, in Asia/Shanghai."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight, timezone.get_default_timezone())
