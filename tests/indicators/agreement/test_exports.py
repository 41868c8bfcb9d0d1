"""The csv files agree, row by row and number by number, with the independent computation."""

import csv
import io
from fractions import Fraction

import pytest

from tests.indicators.agreement import plan as data
from tests.indicators.agreement import wanted_why
from tests.indicators.agreement.judging import row, versions
from tests.indicators.agreement.reckoning import FIGURES, asked, counts
from tests.indicators.agreement.writing import exact
from tests.people import client_of, person

pytestmark = pytest.mark.database
BASES = {"official": "viewer", "provisional": "reviewer"}


def exported(username, **asked):
    asked = {"layout": "long", "format": "csv", **asked}
    answer = client_of(person(username)).get("/exchange/export/", asked)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def expected(code, place, at, basis, number):
    one = row(code, place, at, basis)
    return {
        "指标代码": code,
        "指标": f"指标{number}",
        "地区代码": place,
        "地区": data.NAMES[place],
        "填报期": data.PERIODS[at].name,
        "口径": basis,
        "分子": exact(one.value.above),
        "分母": exact(one.value.below),
        "数值": exact(one.value.value),
        "单位": "单位",
        "基期值": exact(one.baseline),
        "目标值": exact(one.target),
        "时序进度": exact(one.time_share, 6),
        "完成进度": exact(one.completion, 6),
        "滞后百分点": exact(one.lag),
        "判定": one.verdict,
        "判定依据": str(one.rule),
        "预测值": exact(one.forecast),
        "缺口": exact(one.gap),
        "已报": str(len(one.value.counted)),
        "应报": str(one.value.expected),
        "基期来源": one.baseline_source,
        "目标来源": one.target_source,
    }


def differences(found, wanted):
    """{(…, column): (found, wanted)} of two tables by key."""
    assert found.keys() == wanted.keys()
    return {
        (*key, column): (found[key].get(column), cell)
        for key, one in wanted.items()
        for column, cell in one.items()
        if found[key].get(column) != cell
    }


def places(promise, at):
    everywhere = [data.PROVINCE, *asked(at), *data.ZONES]
    return [data.PROVINCE] if promise.aggregation == "single" else everywhere


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("at", range(7), ids=[one.name for one in data.PERIODS])
def test_every_number_of_the_board_agrees(own_plan, at, basis):
    period = data.PERIODS[at].name
    found = exported(BASES[basis], what="board", period=period, basis=basis)
    assert (
        differences(
            {(one["指标代码"], one["地区代码"]): one for one in found},
            {
                (code, place): expected(code, place, at, basis, number)
                for number, (code, promise) in enumerate(data.PROMISES.items(), 1)
                for place in places(promise, at)
            },
        )
        == {}
    )


STATES = {"_": "空", "/": "不适用"}


@pytest.mark.parametrize("at", [4, 5])
def test_every_figure_agrees(own_plan, at):
    """What the province supplies for a region stands under the region, in the province's report."""
    found = exported("viewer", what="figures", period=data.PERIODS[at].name)
    assert {
        (one["地区代码"], one["数据项"]): (one["状态"], one["数值"] and Fraction(one["数值"]))
        for one in found
    } == {
        (region, measure): filed(measure, region, at, text)
        for (measure, region, period), text in FIGURES.items()
        if period == at and text != "×"
    }


def filed(measure, region, at, text):
    """(state, number) in the official basis."""
    facts = data.MEASURES[measure]
    if not counts(region if facts.by == "bureau" else data.PROVINCE, at, "official"):
        return "未报", ""
    return (STATES[text], "") if text in STATES else ("数值", Fraction(text))


def test_every_version_of_a_target_agrees(own_plan):
    found = exported("viewer", what="targets")
    columns = ("指标代码", "地区代码", "年份", "采用日期", "文号")
    assert [
        (*(one[column] for column in columns), Fraction(one["目标值"]))
        for one in found
        if one["指标代码"] in data.PROMISES
    ] == [
        (code, place, str(year), str(adopted), document, number)
        for code in data.PROMISES
        for place in (data.PROVINCE, *data.REGIONS)
        for year, adopted, number, document in sorted(versions(code, place))
    ]


def test_an_extension_lets_a_report_in_and_leaves_it_late(own_plan):
    """Due 15 days after the period's end; the figures came on the last day of the extension."""
    found = exported("viewer", what="status", period="2013H2")
    told = {one["地区代码"]: (one["状态"], one["首次提交"], one["迟报天数"]) for one in found}
    assert (told["900400"], told["900100"]) == (
        ("已通过", "2014-02-20 12:00", "36"),
        ("已通过", "2014-01-06 12:00", "0"),
    )


@pytest.mark.parametrize("place", [data.PROVINCE, "900300"])
def test_the_derivation_says_in_a_file_what_it_says_on_its_page(own_plan, place):
    asked_for = {"what": "derivation", "period": "2014H1", "region": place}
    for code, promise in data.PROMISES.items():
        if place == data.PROVINCE or promise.aggregation != "single":
            ruling, *lines = derivation_of(exported("viewer", indicator=code, **asked_for))
            facts = wanted_why.facts(code, place, 5, "official")
            assert {term: joined(lines, term) for term, _text in lines} == facts
            assert f" 规则 {row(code, place, 5, 'official').rule} " in ruling[1]


def derivation_of(found):
    """The lines (term, text); a sign in front is kept from being read as a formula by a '."""
    first = found[0]["部分"]
    return [(one["项目"], one["内容"].removeprefix("'")) for one in found if one["部分"] == first]


def joined(lines, term):
    return " ".join(text for label, text in lines if label == term)
