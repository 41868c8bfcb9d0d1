"""The board: every indicator of every place with value, target, verdict and gap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.assessment.board import Board, read_board
from indicators.assessment.board_rows import COLUMNS, board_rows
from indicators.assessment.board_rows import Cell as Written
from indicators.exchange.derivation_table import derivation_sheet
from indicators.exchange.figure_export import reports_counted
from indicators.exchange.tables import Column, Row, Table, Value
from indicators.exchange.wanted import Wanted, demand
from indicators.plan.models import Plan
from indicators.reporting.calendar import belongs
from indicators.reporting.errors import Unknown
from indicators.reporting.models import Basis
from indicators.reporting.period_words import period_in_words
from regions.permissions import Permission, regions_of

NUMBERS = frozenset(
    {
        "分子",
        "分母",
        "数值",
        "基期值",
        "目标值",
        "时序进度",
        "完成进度",
        "滞后百分点",
        "预测值",
        "缺口",
    }
)
WIDE = {"指标": 44, "地区": 20, "指标代码": 24}


def board_table(wanted: Wanted) -> Table:
    """Official values of every place; provisional ones where the person may see them."""
    demand(wanted.by, Permission.SEE_VALUES)
    period, places = wanted.one_period(), places_seen(wanted)
    plans = [plan for plan in Plan.objects.select_related("region") if belongs(plan, period)]
    boards = [
        read_board(
            plan=plan,
            period=period,
            basis=wanted.basis,
            indicators=wanted.indicators or None,
            places=places,
            known_on=wanted.known_on,
        )
        for plan in plans
    ]
    if not boards:
        raise Unknown(_("No plan asks for %(name)s.") % {"name": period_in_words(period)})
    columns = [Column(header, WIDE.get(header, 12)) for header in COLUMNS]
    name = f"指标评估_{period.name}_{wanted.basis.label}"
    titles = board_titles(wanted, boards[0])
    return Table(name, columns, rows_of(boards), titles, more=[derivation_sheet(boards)])


def places_seen(wanted: Wanted) -> list[str] | None:
    """Codes of the regions; None for all, the zones among them."""
    permission = Permission.SEE_VALUES
    if wanted.basis is Basis.PROVISIONAL:
        permission = Permission.SEE_PROVISIONAL
    regions = wanted.within(regions_of(wanted.by, permission))
    if not wanted.regions and any(region.is_province for region in regions):
        return None
    return [region.code for region in regions]


def rows_of(boards: list[Board]) -> Iterator[Row]:
    for board in boards:
        for row in board_rows(board):
            yield [value_of(header, cell) for header, cell in row.items()]


def value_of(header: str, cell: Written) -> Value:
    """Numbers stay numbers, exact."""
    return Decimal(cell) if header in NUMBERS and isinstance(cell, str) else cell


def board_titles(wanted: Wanted, board: Board) -> list[str]:
    said = {"period": period_in_words(board.period), "basis": wanted.basis.label}
    missing = [standing.region.short_name for standing in board.completeness.missing]
    return [
        _("Indicators, %(period)s") % said,
        _("Period: %(period)s. Basis: %(basis)s.") % said,
        reports_counted(board.completeness.expected, missing),
    ]
