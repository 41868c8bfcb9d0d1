"""What is wrong with an upload is told in one form, at its place."""

import pytest
from django.utils.translation import override

from indicators.exchange.book import Cell, Kind
from indicators.exchange.problems import (
    Problem,
    ReadingProblem,
    nothing_written,
    number_problem,
    problem_at,
    visible,
)
from indicators.reporting.numbers import NumberProblem

CELL = Cell(17, 7, Kind.TEXT, "12人")


def fault(**given):
    return Problem("some_code", "不是数字", "只填数字", **given)


def test_a_cells_fault_is_told_as_the_design_prescribes():
    with pytest.raises(NumberProblem) as refused:
        CELL.figure(decimals=0, unit="人")
    problem = number_problem(refused.value, CELL, sheet="数据", header="本期")
    assert problem.sentence() == (
        "工作表「数据」G17（第17行，列「本期」）：单元格中带有单位“人”。当前内容：「12人」。"
        "改法：填 12，单位已在表头写明。"
    )


def test_a_cell_without_a_header_is_told_by_its_letters():
    problem = problem_at(CELL, sheet="数据", header="", code="x", message="不对", fix="改")
    assert problem.sentence() == (
        "工作表「数据」G17（第17行，列「G」）：不对。当前内容：「12人」。改法：改。"
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "文件：不是数字。改法：只填数字。"),
        ({"shown": "a.xlsx"}, "文件：不是数字。当前内容：「a.xlsx」。改法：只填数字。"),
        ({"sheet": "数据"}, "工作表「数据」：不是数字。改法：只填数字。"),
        ({"sheet": "数据", "row": 3}, "工作表「数据」第3行：不是数字。改法：只填数字。"),
        (
            {"sheet": "数据", "row": 3, "cell": "A3", "column": "地区"},
            "工作表「数据」A3（第3行，列「地区」）：不是数字。当前内容：「」。改法：只填数字。",
        ),
    ],
)
def test_a_fault_without_a_cell_is_told_at_what_is_known_of_its_place(given, sentence):
    assert fault(**given).sentence() == sentence


def test_the_same_in_english():
    with override("en"):
        assert fault(sheet="a", row=3, cell="A3", column="b", shown="c").sentence() == (
            "Sheet “a” A3 (row 3, column “b”): 不是数字. Now there: “c”. To do: 只填数字."
        )


def test_scripts_get_the_same_keys_always():
    problem = problem_at(CELL, sheet="数据", header="本期", code="x", message="m", fix="f")
    assert problem.as_json() == {
        "sheet": "数据",
        "cell": "G17",
        "row": 17,
        "column": "本期",
        "code": "x",
        "message": "m",
        "shown": "12人",
        "fix": "f",
    }
    assert list(fault().as_json().items()) == [
        ("sheet", None),
        ("cell", None),
        ("row", None),
        ("column", None),
        ("code", "some_code"),
        ("message", "不是数字"),
        ("shown", None),
        ("fix", "只填数字"),
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("武汉市", "武汉市"),
        ("a\nb\tc\rd", "a⏎b⇥c⏎d"),
        ("12\u200b\u202e\x07", "12[U+200B][U+202E][U+0007]"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_a_foreign_text_cannot_hide_anything_in_our_sentence(text, seen):
    assert visible(text) == seen


def test_the_last_line_counts_the_problems():
    assert nothing_written(1) == "本次未写入任何数据，共1处问题。"
    assert nothing_written(312) == "本次未写入任何数据，共312处问题。"


def test_the_exception_says_them_all():
    assert str(ReadingProblem([fault(), fault(sheet="a")])) == (
        "文件：不是数字。改法：只填数字。\n工作表「a」：不是数字。改法：只填数字。"
    )
