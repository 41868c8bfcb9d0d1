"""The board as data: a JSON list with the columns of the exported board."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.assessment.board import read_board
from indicators.assessment.board_rows import Cell, board_rows
from indicators.management.refusing import (
    RefusingCommand,
    add_known_on,
    find_period,
    find_region,
    past_day,
)
from indicators.plan.models import Indicator, Plan
from indicators.reporting.calendar import belongs
from indicators.reporting.errors import Unknown
from indicators.reporting.models import Basis, ReportingPeriod
from indicators.reporting.past import refuse_unopened
from regions.models import Zone


class Command(RefusingCommand):
    help = "Print the board of a period: every active indicator of every place, judged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", required=True, metavar="NAME")
        parser.add_argument("--region", metavar="CODE", help="a region's or a zone's")
        parser.add_argument("--indicator", metavar="CODE")
        parser.add_argument("--basis", choices=Basis.values, default=Basis.OFFICIAL.value)
        add_known_on(parser)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        period = find_period(options["period"])
        places = [find_place(options["region"])] if options["region"] else None
        indicators = [find_indicator(options["indicator"])] if options["indicator"] else None
        known_on = past_day(options["known_on"])
        refuse_unopened(period.name, known_on)
        boards = (
            read_board(
                plan=plan,
                period=period,
                basis=Basis(options["basis"]),
                indicators=indicators,
                places=places,
                known_on=known_on,
            )
            for plan in plans_in(period)
        )
        rows = [row for board in boards for row in board_rows(board)]
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else text(rows))


def plans_in(period: ReportingPeriod) -> Iterator[Plan]:
    """Plans may overlap and share the periods."""
    for plan in Plan.objects.select_related("region"):
        if belongs(plan, period):
            yield plan


def find_place(code: str) -> str:
    """A zone's code, else a region by code or name."""
    return code if Zone.objects.filter(code=code).exists() else find_region(code).code


def find_indicator(code: str) -> Indicator:
    found = Indicator.objects.active().filter(code=code).first()
    if found is None:
        raise Unknown(_("There is no active indicator “%(code)s”.") % {"code": code})
    return found


def text(rows: list[dict[str, Cell]]) -> str:
    """For a person at a terminal: who, what, how much, and the verdict."""
    shown = ("地区", "指标", "数值", "目标值", "判定", "已报", "应报")
    lines = ([("–" if row[name] is None else str(row[name])) for name in shown] for row in rows)
    return "\n".join("\t".join(line) for line in lines)
