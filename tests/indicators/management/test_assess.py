"""The board as data: one JSON list with the columns of the exported board."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.assessment.board_rows import COLUMNS, exact, share
from indicators.plan.models import Target
from regions.models import Region
from tests.indicators.assessment.world import ROOT, World

A, B = "420100", "420600"


def assess(**options):
    said = StringIO()
    call_command("assess", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def world(db):
    world = World.of_a_plan()
    world.measure("N")
    world.measure("D")
    world.indicator("RATE", "N", "D", comparator="at_least")
    world.open(["2015Q4", "2018Q4"], [A, B])
    world.fill({(A, quarter, "D"): "7" for quarter in world.periods})
    world.fill({(A, "2015Q4", "N"): "1", (A, "2018Q4", "N"): "2"})
    Target.objects.create(
        indicator=world.plan.indicators.get(), region=Region.objects.get(code=ROOT), year=2020,
        value=60, adopted_on=date(2016, 1, 1),
    )  # fmt: skip
    return world


def test_a_row_has_the_fixed_columns_exact_strings_counts_and_nulls(world):
    rows = json.loads(assess(period="2018Q4", indicator="RATE", region=ROOT, json=True))
    assert rows == [
        {
            "指标代码": "RATE", "指标": "RATE", "地区代码": ROOT, "地区": "湖北省",
            "填报期": "2018Q4", "口径": "official", "分子": "2", "分母": "7",
            "数值": "28.571428571429", "单位": "%", "基期值": "14.285714285714",
            "目标值": "60", "时序进度": "0.600000", "完成进度": "0.312500",
            "滞后百分点": "28.75", "判定": "behind", "判定依据": 11,
            "预测值": "38.095238095238", "缺口": "2.2", "已报": 1, "应报": 2,
            "基期来源": "reported", "目标来源": "own",
        }
    ]  # fmt: skip
    assert tuple(rows[0]) == COLUMNS


def test_what_is_missing_is_null(world):
    row = json.loads(assess(period="2018Q4", indicator="RATE", region=B, json=True))[0]
    empty = {name for name, cell in row.items() if cell is None}
    assert empty == {
        "分子", "分母", "数值", "基期值", "完成进度", "滞后百分点", "预测值", "缺口", "基期来源",
    }  # fmt: skip
    assert (row["判定"], row["判定依据"], row["已报"], row["应报"]) == ("no_data", 2, 0, 1)
    assert row["目标来源"] == "reference"


def test_every_place_has_a_row_and_every_plan_that_has_the_period_its_indicators(world):
    rows = json.loads(assess(period="2018Q4", json=True))
    mine = [row["地区代码"] for row in rows if row["指标代码"] == "RATE"]
    assert mine == [ROOT, A, B, "pioneer", "lead", "demo", "character"]
    assert len({row["指标代码"] for row in rows}) == 1 + 41


def test_a_zone_is_named_by_its_code_and_a_region_by_its_name_too(world):
    for named, code in (("pioneer", "pioneer"), ("武汉", A)):
        rows = json.loads(assess(period="2018Q4", indicator="RATE", region=named, json=True))
        assert [row["地区代码"] for row in rows] == [code]


def test_the_basis_can_be_chosen(world):
    world.at(A, "2018Q4", "submitted")
    counted = [
        json.loads(assess(period="2018Q4", indicator="RATE", region=A, basis=basis, json=True))
        for basis in ("official", "provisional")
    ]
    assert [(rows[0]["口径"], rows[0]["已报"]) for rows in counted] == [
        ("official", 0),
        ("provisional", 1),
    ]


def test_without_json_it_is_a_table_to_read(world):
    lines = assess(period="2018Q4", indicator="RATE").splitlines()
    assert lines[0].split("\t") == ["湖北省", "RATE", "28.571428571429", "60", "behind", "1", "2"]
    assert lines[2].split("\t") == ["襄阳市", "RATE", "–", "60", "no_data", "0", "1"]


@pytest.mark.parametrize(
    "wrong", [{"period": "2031Q4"}, {"indicator": "NONE"}, {"region": "999999"}]
)
def test_an_unknown_name_is_refused(world, wrong):
    with pytest.raises(CommandError) as refusal:
        assess(**{"period": "2018Q4"} | wrong)
    assert refusal.value.returncode == 2


def test_numbers_are_exact_to_twelve_decimals_without_idle_zeros():
    third = Decimal(1) / 3
    assert [exact(one) for one in (None, Decimal("1E+3"), Decimal("-0.50"), third)] == [
        None,
        "1000",
        "-0.5",
        "0.333333333333",
    ]
    assert (exact(Decimal("-1e-13")), exact(Decimal(100)), share(third)) == ("0", "100", "0.333333")
