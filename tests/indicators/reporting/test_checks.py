"""Plausibility: at most one finding a cell, the strongest, in the words of the design."""

import time
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.plan.models import CheckRule, Measure
from indicators.reporting.actions import enter
from indicators.reporting.checks import check, findings_for, findings_with
from indicators.reporting.findings import Beside, Facts, Rule
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    not_applicable,
    number,
    plausible,
    report_of,
)
from tests.people import NOON, person

PLAIN = Facts("BEDS", "各类养老床位数", True, 0, None, None, "", "", False)
FLOW = PLAIN._replace(is_stock=False)
PART = PLAIN._replace(whole="ALL", whole_name="市州本级数", is_counted_part=True)
R = "420100"


def said(value, facts=PLAIN, *, own=None, supplied=None, previous=None, earlier=None, rules=()):
    """Code and severity of what is said about one number, or None."""

    def amounts(numbers):
        return {(R, code): Decimal(str(n)) for code, n in (numbers or {}).items()}

    beside = Beside(
        amounts({facts.code: value, **(own or {})}),
        amounts(supplied),
        amounts({facts.code: previous} if previous is not None else None),
        amounts({facts.code: earlier} if earlier is not None else None),
    )
    found = check([(R, facts.code)], {facts.code: facts}, beside, rules)
    assert len(found) <= 1
    return (found[0].code, found[0].severity) if found else None


SLIP, SWING = ("unit_slip", "soft"), ("swing", "soft")
FALLS, SUPPLIED = ("count_falls", "soft"), ("part_exceeds_supplied", "soft")
WHOLE = ("part_exceeds_whole", "hard")


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [
        (5, {"own": {"ALL": 5}}, None),
        (6, {"own": {"ALL": 5}}, WHOLE),
        (6, {"own": {"ALL": 5}, "supplied": {"ALL": 9}}, WHOLE),
        (5, {"supplied": {"ALL": 5}}, None),
        (6, {"supplied": {"ALL": 5}}, SUPPLIED),
        (6, {}, None),
        (5, {"previous": 6}, FALLS),
        (6, {"previous": 6}, None),
        (12, {"supplied": {"ALL": 1}, "previous": 1}, SUPPLIED),
        (5, {"previous": 50}, FALLS),
    ],
)
def test_a_part_against_its_whole_and_its_past(value, more, expected):
    assert said(value, PART, **more) == expected


@pytest.mark.parametrize(
    ("value", "previous", "expected"),
    [
        (130, 100, None),
        (149, 100, None),
        (150, 100, SWING),
        (50, 100, SWING),
        (51, 100, None),
        (19, 0, None),
        (20, 0, SWING),
        (29, 10, None),  # 19 units
        (30, 10, SWING),
        (1, 10, SLIP),
        (10, 1, SLIP),
        (9, 1, None),
        (8, 1, None),
        (8800, 1020, SLIP),
        (7140, 1020, SLIP),
        (7139, 1020, SWING),
        (14280, 1020, SLIP),
        (14281, 1020, SWING),
        (102, 1020, SLIP),
        (146, 1020, SWING),
        (10_200_000, 1020, SLIP),
        (5_100_000, 1020, SLIP),
        (20_400_001, 1020, SWING),
        (102_000, 1020, SWING),
        ("0.102", 1020, SLIP),
        ("6.25", "62500", SLIP),
        (100, 100, None),
        (-30, 20, SWING),
        (30, -20, SWING),
    ],
)
def test_a_stock_against_the_period_before(value, previous, expected):
    assert said(value, previous=previous) == expected
    assert said(value, FLOW, earlier=previous) == expected
    assert said(value, earlier=previous) is None
    assert said(value, FLOW, previous=previous) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, ("below_minimum", "soft")),
        (5, None),
        (10, None),
        (11, ("above_maximum", "soft")),
    ],
)
def test_out_of_bounds(value, expected):
    facts = PLAIN._replace(minimum=Decimal(5), maximum=Decimal(10))
    assert said(value, facts) == expected
    assert said(value, facts, previous=value * 10) == (expected or SLIP)


def rule(operator="at_most", severity="hard", tolerance=0, code="R1"):
    return Rule(code, "BEDS", ("A", "B"), operator, Decimal(tolerance), severity, "分项合计不符")


@pytest.mark.parametrize(
    ("operator", "tolerance", "value", "is_broken"),
    [
        ("at_most", 0, 5, False),
        ("at_most", 0, 6, True),
        ("at_most", 1, 6, False),
        ("at_least", 0, 5, False),
        ("at_least", 0, 4, True),
        ("at_least", 1, 4, False),
        ("equals", 0, 5, False),
        ("equals", 0, 4, True),
        ("equals", 0, 6, True),
        ("equals", 1, 6, False),
        ("equals", 1, 4, False),
    ],
)
def test_a_rule_adds_up_and_compares(operator, tolerance, value, is_broken):
    found = said(value, own={"A": 2, "B": 3}, rules=[rule(operator, "hard", tolerance)])
    assert found == (("rule_R1", "hard") if is_broken else None)


def test_a_rule_asks_the_provinces_numbers_too_and_waits_for_all_of_them():
    assert said(9, own={"A": 2}, supplied={"B": 3}, rules=[rule()]) == ("rule_R1", "hard")
    assert said(9, own={"A": 2}, rules=[rule()]) is None


def test_a_hard_rule_is_stronger_than_a_soft_finding_and_a_soft_one_is_not():
    more = {"own": {"A": 2, "B": 3}, "supplied": {"ALL": 1}}
    assert said(9, PART._replace(code="BEDS"), rules=[rule()], **more) == ("rule_R1", "hard")
    assert said(9, PART, rules=[rule(severity="soft")], **more) == SUPPLIED
    assert said(9, PLAIN, rules=[rule(severity="soft")], **more) == ("rule_R1", "soft")


@pytest.mark.parametrize(
    ("value", "facts", "beside", "sentence"),
    [
        (8800, FLOW, {"earlier": 1020}, "是上年同期的 8.6 倍，是否多写一位？"),
        (102, PLAIN, {"previous": 1020}, "是上期的 0.1 倍，是否少写一位？"),
        (10_200_000, PLAIN, {"previous": 1020}, "是上期的 10,000 倍，单位是否应为“万”？"),
        ("6.25", PLAIN, {"previous": 62500}, "是上期的 0.0001 倍，是否以“万”为单位填写？"),
        (1800, PLAIN, {"previous": 1000}, "比上期多 80%，请核实。"),
        (300, FLOW, {"earlier": 1000}, "比上年同期少 70%，请核实。"),
        (30, PLAIN, {"previous": 0}, "上期为 0，相差 30，请核实。"),
        (
            12,
            PART,
            {"supplied": {"ALL": 1}},
            "超过省厅提供的总数 1（市州本级数）。改为 0 或 1，或说明。",
        ),
        (
            1200,
            PART,
            {"supplied": {"ALL": 1103}},
            "超过省厅提供的总数 1,103（市州本级数）。改为不大于 1,103 的数，或说明。",
        ),
        (6, PART, {"own": {"ALL": 5}}, "大于总数“市州本级数” 5；部分不得大于总体。"),
        (5, PART, {"previous": 6}, "比上期少 1，请核实。"),
    ],
)
def test_the_sentences(value, facts, beside, sentence):
    numbers = {name: said_ for name, said_ in beside.items() if name in {"own", "supplied"}}
    before = {"previous": beside.get("previous"), "earlier": beside.get("earlier")}
    with translation.override("zh-hans"):
        assert message(value, facts, **numbers, **before) == sentence


def message(value, facts, *, own=None, supplied=None, previous=None, earlier=None):
    def amounts(numbers):
        return {(R, c): Decimal(str(n)) for c, n in (numbers or {}).items() if n is not None}

    beside = Beside(
        amounts({facts.code: value, **(own or {})}),
        amounts(supplied),
        amounts({facts.code: previous}),
        amounts({facts.code: earlier}),
    )
    [finding] = check([(R, facts.code)], {facts.code: facts}, beside)
    return finding.message


def put(*cells, report, by="wuhan"):
    enter(report=report, cells=cells, by=person(by), via="form", at=NOON)


def codes(report):
    return {(f.region, f.measure): f.code for f in findings_for(report)}


def test_the_report_is_held_against_what_is_stored(db):
    province, report = report_of(PROVINCE), report_of()
    before, earlier = report_of(period="2018Q2"), report_of(period="2017Q3")
    put(number("PREF_LEVEL_TOTAL", 1), report=province, by="manager")
    put(number("MH_PATIENTS_HOME", 500), report=before)
    put(number("ELD_BEDS_BUILT", 1020), not_applicable("PILOTS"), report=earlier)
    put(
        number("FAC_MENTAL", 12), number("MH_PATIENTS_HOME", 5000), number("ELD_BEDS_BUILT", 8800),
        number("PILOTS", 9), number("COMM_URBAN_TOTAL", 5), number("COMM_URBAN_FACILITY", 6),
        report=report,
    )  # fmt: skip
    assert codes(report) == {
        (WUHAN, "FAC_MENTAL"): "part_exceeds_supplied",
        (WUHAN, "MH_PATIENTS_HOME"): "unit_slip",
        (WUHAN, "ELD_BEDS_BUILT"): "unit_slip",
        (WUHAN, "COMM_URBAN_FACILITY"): "part_exceeds_whole",
    }


def test_the_provinces_total_is_the_latest_known_not_a_later_one(db):
    for period, total in (("2017Q1", 9), ("2017Q4", 3), ("2018Q4", 1)):
        put(number("COUNTY_TOTAL", total), report=report_of(PROVINCE, period), by="manager")
    report = report_of()
    put(number("COUNTY_MED_ONE_STOP", 3), report=report)
    assert codes(report) == {}
    put(number("COUNTY_MINOR_PROTECT", 4), report=report)
    assert codes(report) == {(WUHAN, "COUNTY_MINOR_PROTECT"): "part_exceeds_supplied"}


def test_in_the_provinces_report_a_part_and_its_whole_stand_together(db):
    report = report_of(PROVINCE)
    put(number("PREF_LEVEL_TOTAL", 1), number("GOV_UNIT_TOTAL", 0), report=report, by="manager")
    assert codes(report)[WUHAN, "PREF_LEVEL_TOTAL"] == "part_exceeds_whole"


def test_what_is_proposed_is_checked_as_if_it_stood_there(db):
    before, report = report_of(period="2018Q2"), report_of()
    put(number("MH_PATIENTS_HOME", 500), report=before)
    key = (WUHAN, "MH_PATIENTS_HOME")
    found = findings_with({before: {key: Decimal(50)}, report: {key: Decimal(500)}})
    assert [f.code for f in found[report.pk]] == ["unit_slip"]
    assert findings_with({report: {key: None}})[report.pk] == []
    assert codes(report) == {}


def added(code, measure, *compared, **more):
    facts = {"operator": "at_most", "severity": "soft", "sentence_zh": code, **more}
    rule = CheckRule.objects.create(code=code, measure=Measure.objects.get(code=measure), **facts)
    rule.compared.set(Measure.objects.filter(code__in=compared))
    return rule


def test_rules_of_the_province_are_data(db):
    added(
        "BUILT", "ELD_BEDS_BUILT", "ELD_BEDS", severity="hard", sentence_zh="新增床位大于床位总数"
    )
    report = report_of()
    put(number("ELD_BEDS_BUILT", 9), number("ELD_BEDS", 5), report=report)
    [finding] = findings_for(report)
    assert (finding.code, finding.message, finding.is_hard) == (
        "rule_BUILT",
        "新增床位大于床位总数",
        True,
    )
    CheckRule.objects.update(is_active=False)
    assert findings_for(report) == []


def test_the_number_of_queries_does_not_depend_on_the_reports(db, django_assert_num_queries):
    one = {report_of(): {}}
    three = {report_of(code, period): {} for code, period in
             ((WUHAN, "2018Q3"), ("420600", "2018Q3"), (WUHAN, "2018Q2"))}  # fmt: skip
    put(*plausible(report_of()), report=report_of())
    for reports in (one, three):
        with django_assert_num_queries(5):
            findings_with(reports)


@pytest.mark.bench
def test_100_000_cells_are_checked_within_a_second_and_a_half():
    facts = {f"M{i}": PART._replace(code=f"M{i}", minimum=Decimal(0)) for i in range(100)}
    keys = [(str(region), code) for region in range(1000) for code in facts]
    numbers = {key: Decimal(50) for key in keys}
    beside = Beside(numbers, {(r, "ALL"): Decimal(60) for r, _m in keys}, numbers, numbers)
    began = time.perf_counter()
    assert check(keys, facts, beside) == []
    assert time.perf_counter() - began < 1.5
