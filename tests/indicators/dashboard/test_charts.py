"""The indicator's chart: rows in, plain data out."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.dashboard import charts, ticks
from indicators.dashboard.charts import Heading, Level, Mark

START, DUE = date(2015, 12, 31), date(2020, 12, 31)
HEADING = Heading("养老床位", "张/千人", "湖北省", "2018年第4季度", "正式口径", "各市州填报")
VALUES = [
    Mark(date(2016, 12, 31), Decimal("30.69"), "2016年第4季度"),
    Mark(date(2017, 12, 31), None, "2017年第4季度"),
    Mark(date(2018, 12, 31), Decimal("32.4"), "2018年第4季度", complete=False),
]


@pytest.fixture(autouse=True)
def in_chinese():
    with translation.override("zh-hans"):
        yield


def whole():
    return charts.indicator_chart(
        HEADING,
        VALUES,
        decimals=2,
        baseline=Mark(START, Decimal(30), "2015年末"),
        targets=[
            Level(Decimal(35), date(2017, 6, 30), DUE, "≥35"),
            Level(Decimal(34), START, date(2017, 6, 30), "≥34", in_force=False),
        ],
        planned=[(START, Decimal(30)), (DUE, Decimal(35))],
        forecast=Mark(DUE, Decimal("34.04"), "2020年末预测"),
    )


def trace(figure, name):
    return next(trace for trace in figure["data"] if trace["name"] == name)


def test_the_title_names_unit_place_period_basis_and_source():
    assert whole()["layout"]["title"] == {
        "text": "养老床位（张/千人）",
        "subtitle": {"text": "湖北省 · 2018年第4季度 · 正式口径 · 来源：各市州填报"},
    }


def test_the_saved_picture_is_named_for_what_it_shows_and_no_file_system_refuses_it():
    assert whole()["name"] == "养老床位 湖北省 2018年第4季度 正式口径"
    assert replace(HEADING, title='a/b:"c"').file_name == "a-b--c- 湖北省 2018年第4季度 正式口径"


def test_every_line_is_there_once_the_values_on_top():
    assert [trace["name"] for trace in whole()["data"]] == [
        "原目标 ≥34",
        "目标 ≥35",
        "计划进度",
        "预测",
        "基期",
        "数值",
    ]


def test_lines_are_told_apart_without_colour():
    figure = whole()
    assert {trace["name"]: trace["line"]["dash"] for trace in figure["data"]} == {
        "原目标 ≥34": "dot",
        "目标 ≥35": "solid",
        "计划进度": "dash",
        "预测": "dot",
        "基期": "solid",
        "数值": "solid",
    }


def test_a_missing_value_interrupts_the_line_and_an_incomplete_one_is_hollow():
    values = trace(whole(), "数值")
    assert values["x"] == ["2016-12-31", "2017-12-31", "2018-12-31"]
    assert values["y"] == [30.69, None, 32.4]
    assert values["marker"]["symbol"] == ["circle", "circle", "circle-open"]
    assert values["text"] == [
        "2016年第4季度：30.69",
        "2017年第4季度：—",
        "2018年第4季度：32.40（暂定）",
    ]


def test_the_forecast_starts_at_the_last_value():
    forecast = trace(whole(), "预测")
    assert (forecast["x"], forecast["y"]) == (["2018-12-31", "2020-12-31"], [32.4, 34.04])
    assert forecast["marker"]["size"] == [0, 10]


def test_a_forecast_without_any_value_stands_alone():
    figure = charts.indicator_chart(
        HEADING, VALUES[1:2], decimals=1, forecast=Mark(DUE, Decimal(34), "2020年末预测")
    )
    assert trace(figure, "预测")["x"] == ["2020-12-31"]


def test_years_are_marked_at_their_end():
    axis = whole()["layout"]["xaxis"]
    assert axis["tickvals"] == [f"{year}-12-31" for year in range(2015, 2021)]
    assert axis["ticktext"] == [f"{year}年末" for year in range(2015, 2021)]
    assert axis["range"] == ["2015-11-16", "2021-02-14"]


def test_large_values_are_marked_in_ten_thousands():
    values = [
        Mark(date(2016, 12, 31), Decimal(16880), "2016年"),
        Mark(DUE, Decimal(120000), "2020年"),
    ]
    axis = charts.indicator_chart(HEADING, values, decimals=0)["layout"]["yaxis"]
    assert axis["ticktext"] == ["0", "20,000", "40,000", "60,000", "80,000", "10万", "12万"]


def test_without_a_value_there_are_no_axes_to_mark():
    layout = charts.indicator_chart(HEADING, [], decimals=0)["layout"]
    assert (layout["xaxis"], layout["yaxis"]) == ({}, {})


def test_the_figure_travels_as_json():
    assert json.loads(json.dumps(whole())) == whole()


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([], []),
        ([30, 35], [30, 31, 32, 33, 34, 35]),
        ([0.2, 0.9], [0.2, 0.4, 0.6, 0.8, 1]),
        ([100, 100], [100, 120]),
        ([0, 0], [0, 0.2]),
        ([-3, 7], [-4, -2, 0, 2, 4, 6, 8]),
    ],
)
def test_marks_are_even_and_embrace_the_values(values, marks):
    assert [float(mark) for mark in ticks.even_ticks(values)] == marks
