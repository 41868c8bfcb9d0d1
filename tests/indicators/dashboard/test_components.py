"""The tags of the templates: what is read of them, and what they draw."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from indicators.assessment import wording
from indicators.assessment.judgement import Judgement
from indicators.assessment.vocabulary import Reason, Verdict
from indicators.dashboard import bars, sparklines

CHINESE, ENGLISH = "zh-hans", "en"


def rendered(source, **context):
    """What the template gives, with runs of white space as one space."""
    return " ".join(Template("{% load components %}" + source).render(Context(context)).split())


def words(html):
    """What is read of it: without tags and without what only the eye sees."""
    hidden = re.sub(r'<span class="shape" aria-hidden="true">.*?</svg>', "", html)
    return " ".join(re.sub(r"<[^>]*>", " ", hidden).split())


def exact(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "{{ v|number:2 }} {{ v|signed:1 }} {{ v|percent }} {{ none|number:2 }}",
            "0.48 +0.5 48% —",
        ),
        ("{{ v|completion }} {{ v|signed_percent }} {{ v|large:1 }}", "48% +48.0% 0.5"),
        ("{{ v|about:2 }} {{ v|number }}", "0.48 0.48"),
        ("{% judged v 1 target 'at_least' %} {% promised target 'at_least' %}", "0.5 ≥1"),
        ("{{ period|period_name }} {{ v|points }}", "2018年第4季度 0.5 个百分点"),
    ],
)
def test_templates_reach_the_formats(source, shown):
    context = {"v": Decimal("0.48"), "none": None, "target": Decimal(1), "period": "2018Q4"}
    with translation.override(CHINESE):
        assert rendered(source, **context) == shown


def judgement(verdict, reason, provisional=False):
    return Judgement(verdict, 11, reason, Decimal("0.6"), 36, 60, provisional=provisional)


SAID = {
    "achieved": "✓ 已达标",
    "on_track": "● 达到序时进度",
    "slightly_behind": "◔ 略滞后",
    "behind": "◑ 滞后",
    "far_behind": "■ 严重滞后",
    "regressing": "▼ 倒退",
    "not_met": "○ 未达标，无基期",
    "not_due": "– 未到期",
    "not_applicable": "／ 不适用",
    "no_data": "∅ 未报",
}


def test_all_ten_verdicts_have_their_shape_and_word():
    with translation.override(CHINESE):
        assert {code: words(rendered(f"{{% verdict '{code}' %}}")) for code in Verdict} == SAID


@pytest.mark.parametrize("code", Verdict)
def test_the_shape_of_every_verdict_is_drawn_on_every_page(code):
    sprite = rendered("{% include '_components/verdict_shapes.html' %}")
    assert sprite.count(f'id="shape-{code}"') == 1


@pytest.mark.parametrize(
    ("verdict", "reason", "said"),
    [
        (Verdict.ACHIEVED, Reason.MET_LATE, "✓ 逾期达标"),
        (Verdict.FAR_BEHIND, Reason.DUE_UNMET, "■ 严重滞后（到期未达标）"),
        (Verdict.NOT_APPLICABLE, Reason.NOT_DIVIDED, "／ 不适用（未分解）"),
        (Verdict.BEHIND, Reason.PACE, "◑ 滞后"),
    ],
)
def test_the_reason_of_the_rule_may_change_the_label(verdict, reason, said):
    with translation.override(CHINESE):
        shown = rendered("{% verdict judged %}", judged=judgement(verdict, reason))
    assert words(shown) == said


def test_what_is_not_complete_says_so_and_is_outlined():
    with translation.override(CHINESE):
        shown = rendered(
            "{% verdict judged %}", judged=judgement(Verdict.BEHIND, Reason.PACE, provisional=True)
        )
    assert words(shown) == "◑ 滞后 暂定"
    assert shown.startswith('<span class="verdict verdict-behind verdict-provisional">')


def test_a_badge_is_not_kept_in_another_language():
    with translation.override(CHINESE):
        assert words(rendered("{% verdict 'behind' %}")) == "◑ 滞后"
    with translation.override(ENGLISH):
        assert words(rendered("{% verdict 'behind' %}")) == "◑ Behind"


def test_in_the_matrix_the_word_is_heard_and_not_seen():
    with translation.override(CHINESE):
        shown = rendered("{% verdict 'behind' False '' True %}")
    assert '<span class="visually-hidden">滞后</span>' in shown
    assert 'title="滞后"' in shown


@pytest.mark.parametrize(
    ("code", "late", "said"),
    [
        ("draft", 0, "□ 草稿"),
        ("submitted", 0, "→ 已提交"),
        ("in_review", 0, "◧ 审核中"),
        ("approved", 3, "✓ 已通过 迟报 3 天"),
        ("returned", 0, "↩ 已退回"),
    ],
)
def test_a_status_has_a_shape_a_word_and_its_delay(code, late, said):
    with translation.override(CHINESE):
        assert words(rendered("{% status code late %}", code=code, late=late)) == said


@pytest.mark.parametrize(
    ("done", "due", "expected"),
    [
        (
            "0.48",
            "0.6",
            bars.Bar(120, "57.6", "57.6", "14.4", "72.0", "48%", "60%", False, False, True),
        ),
        (
            "0.7",
            "0.6",
            bars.Bar(120, "84.0", "84.0", "0.0", "72.0", "70%", "60%", False, False, True),
        ),
        (
            "1.34",
            "1",
            bars.Bar(120, "120.0", "120.0", "0.0", "120.0", "134%", "100%", True, False, True),
        ),
        (
            "-0.12",
            "0.5",
            bars.Bar(120, "0.0", "0.0", "60.0", "60.0", "-12%", "50%", False, True, True),
        ),
        (None, "0.6", bars.Bar(120, "0.0", "0.0", "72.0", "72.0", "—", "60%", False, False, False)),
        ("0.5", None, bars.Bar(120, "60.0", "60.0", "0.0", "", "50%", "—", False, False, True)),
    ],
)
def test_a_bar_shows_completion_beside_time(done, due, expected):
    assert bars.bar(exact(done), exact(due)) == expected


def test_a_bar_is_named_by_its_numbers():
    with translation.override(CHINESE):
        shown = rendered("{% completion_bar done due %}", done=Decimal("0.48"), due=Decimal("0.6"))
    assert 'role="img" aria-label="完成进度 48%，时序进度 60%"' in shown
    assert words(shown) == "48%"


def course(text):
    return [exact(value or None) for value in text.split(",")]


@pytest.mark.parametrize(
    ("values", "lines", "dots", "last"),
    [
        ("1,3,2", ("3.0,19.0 42.0,3.0 81.0,11.0",), (), ("81.0", "11.0")),
        ("5,5", ("3.0,11.0 81.0,11.0",), (), ("81.0", "11.0")),
        ("1,2,,2", ("3.0,19.0 29.0,3.0",), (("81.0", "3.0"),), ("81.0", "3.0")),
        ("1,2,,", ("3.0,19.0 29.0,3.0",), (), None),
        ("7", (), (("3.0", "11.0"),), ("3.0", "11.0")),
        ("", (), (), None),
    ],
)
def test_a_sparkline_leaves_gaps_open(values, lines, dots, last):
    drawn = sparklines.sparkline(course(values))
    assert (drawn.lines, drawn.dots, drawn.last) == (lines, dots, last)


def test_a_sparkline_of_nothing_is_empty():
    assert sparklines.sparkline([]).last is None


def test_the_trail_links_all_but_where_one_is():
    shown = rendered("{% trail '指标' '/indicators/' '养老服务' '' '养老床位' %}")
    assert shown.count("<a ") == 1
    assert words(shown) == "指标 养老服务 养老床位"


def test_the_counts_filter_by_verdict_and_keep_the_rest():
    request = RequestFactory().get("/overview/?period=2018Q4&verdict=behind")
    shown = rendered(
        "{% verdict_counts counts 'behind' %}", request=request, counts={"achieved": 9, "behind": 3}
    )
    assert 'href="?period=2018Q4&amp;verdict=achieved"' in shown
    assert '<a class="verdict-behind" href="?period=2018Q4" aria-current="true"' in shown
    assert shown.count("<strong>") == len(wording.VERDICTS)


def problem(row):
    return {"sheet": "填报", "cell": f"G{row}", "row": row, "column": "本期", "message": "不是数值"}


def test_the_first_200_problems_are_listed_and_the_rest_counted():
    with translation.override(CHINESE):
        shown = rendered("{% problem_list all %}", all=[problem(row) for row in range(1, 206)])
    assert shown.count("不是数值") == 200
    assert "发现 205 处问题，没有写入任何数据" in shown
    said = "以下列出前 200 处，另有 5 处未列出。"
    assert 0 < shown.index(said) < shown.index("<table")


def test_few_problems_leave_nothing_to_count():
    with translation.override(CHINESE):
        shown = rendered("{% problem_list all %}", all=[problem(17)])
    assert "未列出" not in shown


def test_days_are_iso():
    assert rendered("{{ day|date:'Y-m-d' }}", day=date(2018, 12, 31)) == "2018-12-31"
