"""The board against a computation that shares no code with it, for the plan's own indicators."""

import json
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from indicators.assessment.board import read_board
from indicators.assessment.board_rows import board_rows
from indicators.reporting.models import Basis, ReportingPeriod
from tests.indicators.assessment import independent
from tests.indicators.assessment.invented import hubei, write_figures
from tests.indicators.assessment.world import names

PLAN = settings.BASE_DIR / "fixtures" / "plan"
NUMBERS = (
    "分子", "分母", "数值", "基期值", "目标值", "时序进度", "完成进度", "滞后百分点", "预测值",
    "缺口",
)  # fmt: skip
WORDS = ("判定", "判定依据", "已报", "应报", "基期来源", "目标来源")


def as_decimals(row):
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in NUMBERS}
    return numbers | {name: row[name] for name in WORDS}


def compare(rows, computed):
    ours = {(row["指标代码"], row["地区代码"]): as_decimals(row) for row in rows}
    theirs = {key: independent.printed(one) for key, one in computed.items()}
    assert ours.keys() == theirs.keys()
    differences = {
        (*key, name): (number, theirs[key][name])
        for key, one in ours.items()
        for name, number in one.items()
        if number != theirs[key][name]
    }
    assert differences == {}
    return Counter(one["判定"] for one in ours.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("periods", "asked", "basis"),
    [
        (names("2015Q4", "2017Q4"), ("2016Q2", "2016Q4", "2017Q1", "2017Q4"), Basis.OFFICIAL),
        (["2015Q4", *names("2019Q3", "2020Q4")], ("2019Q4", "2020Q3", "2020Q4"), Basis.PROVISIONAL),
        (names("2016Q1", "2017Q1"), ("2016Q1", "2017Q1"), Basis.OFFICIAL),
    ],
    ids=["first-years", "last-years", "no-baseline-period"],
)
def test_every_number_agrees_with_an_independent_computation(periods, asked, basis, tmp_path):
    world = hubei(periods, seed=len(periods))
    write_figures(world, tmp_path / "figures.csv", basis.statuses)
    other = independent.World.of_files(PLAN, tmp_path / "figures.csv")
    verdicts = Counter()
    for period in asked:
        board = read_board(plan=world.plan, period=world.periods[period], basis=basis)
        verdicts += compare(board_rows(board), independent.board(other, period))
    assert sum(verdicts.values()) == len(asked) * (39 * 22 + 2)
    assert len(verdicts) >= 7


@pytest.mark.parametrize("basis", Basis.values)
def test_the_demonstration_agrees_with_its_own_export(demonstration, basis, tmp_path):
    """From what the commands hand out alone: exported figures of all periods, and the board."""
    files = []
    for period in ReportingPeriod.objects.values_list("name", flat=True):
        files.append(tmp_path / f"{period}.csv")
        chosen = {"period": period, "basis": basis, "layout": "long", "format": "csv"}
        call_command(
            "export",
            what="figures",
            output=files[-1],
            by="reviewer",
            stdout=StringIO(),
            **chosen,
        )
    other = independent.World.of_files(PLAN, *files)
    verdicts = Counter()
    for period in ("2016Q1", "2017Q3", "2018Q4", "2019Q4", "2020Q3", "2020Q4"):
        said = StringIO()
        call_command("assess", period=period, basis=basis, json=True, stdout=said)
        verdicts += compare(json.loads(said.getvalue()), independent.board(other, period))
    assert sum(verdicts.values()) == 6 * (39 * 22 + 2)
    assert len(verdicts) == 10
