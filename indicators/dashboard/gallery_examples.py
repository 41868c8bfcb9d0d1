"""Invented contents for the gallery, chosen so that every component is seen at its limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms

from indicators.assessment.vocabulary import Verdict
from indicators.dashboard import charts
from indicators.reporting.period_words import period_in_words

BARS = [
    (Decimal(done) if done else None, Decimal(due) if due else None)
    for done, due in (
        ("0.48", "0.6"),
        ("0.652", "0.6"),
        ("1", "0.6"),
        ("1.34", "0.6"),
        ("0.9996", "1"),
        ("-0.12", "0.6"),
        ("0", "0"),
        ("", "0.6"),
        ("", ""),
    )
]
COURSES = [
    [Decimal(value) if value else None for value in course.split(",")]
    for course in (
        "29.8,30.05,30.31,30.69,30.92,31.2,31.45,31.6,31.82,32.01,32.19,32.4",
        "62,64,63,60,,,58,61,66,64",
        "100,100,100,100,100",
        "9,8,,5,,4,3",
        "7",
        ",",
    )
]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: Decimal | None
    decimals: int
    target: Decimal | None
    comparator: str
    completion: Decimal | None
    verdict: str
    provisional: bool
    change: Decimal | None
    year: Decimal | None
    forecast: Decimal | None
    course: list[Decimal | None]


def row(name: str, numbers: str, promise: str, verdict: str, course: int = 0) -> Row:
    """`numbers`: value decimals target completion change year forecast; - where there is none."""
    value, decimals, target, done, change, year, forecast = (
        None if text == "-" else Decimal(text) for text in numbers.split()
    )
    return Row(
        name=name,
        value=value,
        decimals=int(decimals or 0),
        target=target,
        comparator=promise,
        completion=done,
        verdict=verdict.rstrip("?"),
        provisional=verdict.endswith("?"),
        change=change,
        year=year,
        forecast=forecast,
        course=COURSES[course],
    )


ROWS = [
    row("每千名老年人口养老床位数", "32.4 2 35 0.48 0.21 0.8 34", "at_least", "behind?"),
    row(
        "新建和改扩建床位（累计）",
        "78210 0 120000 0.652 4102 16880 129417",
        "at_least",
        "on_track?",
    ),
    row(
        "护理型床位占养老床位比例", "34.99 1 35 0.9996 0.4 1.9 38.2", "at_least", "slightly_behind"
    ),
    row("街道综合养老服务设施覆盖率", "100 1 100 1 0 1.2 -", "at_least", "achieved"),
    row("市州本级精神卫生福利机构", "3 0 17 - 0 1 -", "at_least", "far_behind", 1),
    row(
        "农村五保供养人员集中供养率", "31.2 1 40 -0.12 -0.6 -1.1 29.8", "at_least", "regressing", 3
    ),
    row("城乡低保标准", "- 0 - - - - -", "rising", "no_data", 5),
    row("火化区遗体火化率", "100 1 100 - 0 0 -", "done", "not_due", 2),
]
HEAT = [
    (place, [list(Verdict)[(index * 3 + offset) % 10] for index in range(12)])
    for offset, place in enumerate(("武汉市", "黄石市", "十堰市", "恩施土家族苗族自治州"))
]


@dataclass(frozen=True, slots=True)
class Problem:
    sheet: str
    cell: str
    row: int
    column: str
    message: str
    shown: str
    fix: str


PROBLEMS = [
    Problem("填报", "G17", 17, "本期", "不是数值", "约6万", "填写确切的数值，如 60000"),
    Problem("填报", "G23", 23, "本期", "超过总数", "1,240", "各类养老床位数为 1,204，分项不得超过"),
    Problem("", "", 0, "", "没有找到数据项代码一列", "", "请使用本系统下载的模板"),
] * 70


class Filters(forms.Form):
    period = forms.ChoiceField(
        label="填报期",
        choices=[(name, period_in_words(name)) for name in ("2018Q4", "2018Q3", "2018H1", "2018")],
        required=False,
    )
    basis = forms.ChoiceField(
        label="口径", choices=[("official", "正式"), ("provisional", "暂定")], required=False
    )
    theme = forms.ChoiceField(label="章节", choices=[("", "全部")], required=False)
    zone = forms.ChoiceField(label="功能区", choices=[("", "全部")], required=False)


class Entry(forms.Form):
    name = forms.CharField(label="单位负责人", help_text="提交时随报表保存。")
    document = forms.CharField(label="文号", required=False)
    note = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    confirmed = forms.BooleanField(label="我已核对以上数据", required=False)


def figure() -> charts.Figure:
    ends = [date(year, month, 30) for year in (2016, 2017, 2018) for month in (3, 6, 9, 12)]
    values = [
        charts.Mark(day, value, f"{day.year}年第{day.month // 3}季度", complete=day.year < 2018)
        for day, value in zip(ends, COURSES[0], strict=True)
    ]
    start, due = date(2015, 12, 31), date(2020, 12, 31)
    return charts.indicator_chart(
        charts.Heading(
            "每千名老年人口养老床位数",
            "张/千人",
            "湖北省",
            "2018年第4季度",
            "正式口径",
            "各市州填报",
        ),
        values,
        decimals=2,
        baseline=charts.Mark(start, Decimal(30), "2015年末"),
        targets=[
            charts.Level(Decimal(34), start, date(2017, 6, 30), "≥34", in_force=False),
            charts.Level(Decimal(35), date(2017, 6, 30), due, "≥35"),
        ],
        planned=[(start, Decimal(30)), (due, Decimal(35))],
        forecast=charts.Mark(due, Decimal(34), "2020年末预测"),
    )
