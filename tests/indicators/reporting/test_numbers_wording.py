"""Every fault of a number is explained to the clerk, with a way out."""

import inspect
import re

import pytest
from django.utils.translation import override

from indicators.reporting import number_faults, numbers, wording
from indicators.reporting.numbers import NumberProblem, parse

RAISED = set(re.findall(r'NumberProblem\(\s*"(\w+)"', inspect.getsource(numbers)))
DIAGNOSED = {code for code, _ in number_faults.RULES} | set(
    re.findall(r'return (?:\()?"(\w+)", ', inspect.getsource(number_faults))
)
OF_A_WORKBOOK = {"error_value", "formula_without_result", "formula_external"}


def test_every_fault_has_its_words_and_no_words_are_idle():
    assert set(wording.NUMBER_FAULTS) == RAISED | DIAGNOSED | OF_A_WORKBOOK


@pytest.mark.parametrize(
    ("shown", "explanation"),
    [
        ("12人", ("单元格中带有单位“人”", "填 12，单位已在表头写明")),
        ("1.2万", ("数字带有“万”", "如所指确为此数，填 12000")),
        ("12.55", ("小数位数超过 1 位", "请自行舍入到 1 位小数")),
        (
            "5%",
            (
                "该数据项不以百分比计",
                "以“人”为单位填写数字本身，不带 %，单元格也不要设为百分比格式",
            ),
        ),
        (
            "-",
            (
                "无法判断这一标记的含义",
                "数值为零填 0，本地没有这一事项填“不适用”，尚无数据则留空",
            ),
        ),
    ],
)
def test_a_fault_is_explained_in_the_users_language(shown, explanation):
    with pytest.raises(NumberProblem) as refused:
        parse(shown, decimals=1, unit="人")
    with override("zh-hans"):
        assert wording.explain(refused.value) == explanation


@pytest.mark.parametrize("code", sorted(wording.NUMBER_FAULTS))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_words_stand_in_a_sentence(code, language):
    found = dict.fromkeys(
        ("unit", "number", "scale", "meant", "digits", "decimals", "character", "point", "length"),
        "7",
    )
    with override(language):
        words = wording.explain(NumberProblem(code, "x", **found))
    assert [word for word in words if word.endswith(("。", " ")) or not word] == []
