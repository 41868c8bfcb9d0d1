"""The plan's own rules at work on stored reports: each at its border, one message a cell."""

from decimal import Decimal

import pytest
from django.utils import translation

from indicators.plan.models import CheckRule, Measure
from indicators.reporting.actions import enter, submit
from indicators.reporting.checks import findings_for
from indicators.reporting.errors import Incomplete
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    filled,
    number,
    plausible,
    report_of,
)
from tests.people import NOON, person


def put(report, **numbers):
    """Wuhan's numbers, in its own report or, supplied by the province, in the province's."""
    by = person("manager" if report.region.is_province else "wuhan")
    cells = [number(code, value) for code, value in numbers.items()]
    enter(report=report, cells=cells, by=by, via="form", at=NOON)


def said(report):
    """What is said of Wuhan's cells, by measure."""
    found = findings_for(report)
    assert len({(one.region, one.measure) for one in found}) == len(found)
    return {one.measure: (one.code, one.severity) for one in found if one.region == WUHAN}


def test_no_rule_minds_a_plausible_quarter(db):
    province = report_of(PROVINCE)
    enter(report=province, cells=plausible(province), by=person("manager"), via="form", at=NOON)
    assert (findings_for(filled()), findings_for(province)) == ([], [])


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"ELD_BEDS_BUILT": 900, "ELD_BEDS": 900}, {}),
        (
            {"ELD_BEDS_BUILT": 901, "ELD_BEDS": 900},
            {"ELD_BEDS_BUILT": ("rule_BUILT_WITHIN_BEDS", "soft")},
        ),
        ({"ELD_BEDS_BUILT": 901}, {}),
        ({"RURAL_DIBAO_STD": "5520.01", "URBAN_DIBAO_STD": "5520.01"}, {}),
        (
            {"RURAL_DIBAO_STD": "5520.02", "URBAN_DIBAO_STD": "5520.01"},
            {"RURAL_DIBAO_STD": ("rule_RURAL_WITHIN_URBAN_STD", "soft")},
        ),
        ({"RURAL_WUBAO_STD": 5400, "RURAL_DIBAO_STD": 5400}, {}),
        (
            {"RURAL_WUBAO_STD": "5399.99", "RURAL_DIBAO_STD": 5400},
            {"RURAL_WUBAO_STD": ("rule_WUBAO_ABOVE_DIBAO_STD", "soft")},
        ),
    ],
)
def test_a_bureaus_numbers_against_each_other(db, numbers, expected):
    report = report_of()
    put(report, **numbers)
    assert said(report) == expected


@pytest.mark.parametrize(
    ("number", "whole", "rule"),
    [
        ("CREMATED", "DEATHS", "CREMATED_WITHIN_DEATHS"),
        ("HOUSE_INSURED", "RURAL_HOUSEHOLDS", "INSURED_WITHIN_HOUSEHOLDS"),
    ],
)
def test_a_bureaus_number_against_the_provinces(db, number, whole, rule):
    report = report_of()
    put(report_of(PROVINCE), **{whole: 1000})
    put(report, **{number: 1000})
    assert said(report) == {}
    put(report, **{number: 1001})
    assert said(report) == {number: (f"rule_{rule}", "soft")}


@pytest.mark.parametrize(("units", "adds_up"), [(13, False), (14, True), (15, False)])
def test_the_provinces_parts_add_up(db, units, adds_up):
    province = report_of(PROVINCE)
    put(province, COUNTY_TOTAL=13, PREF_LEVEL_TOTAL=1, GOV_UNIT_TOTAL=units)
    expected = {} if adds_up else {"GOV_UNIT_TOTAL": ("rule_UNITS_ADD_UP", "hard")}
    assert said(province) == expected


def test_a_sentence_of_the_plan_in_both_languages(db):
    report = report_of()
    put(report, ELD_BEDS_BUILT=9, ELD_BEDS=8)
    rule = CheckRule.objects.get(code="BUILT_WITHIN_BEDS")
    told = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            [finding] = findings_for(report)
            told[language] = finding.message
    assert told == {"zh-hans": rule.sentence_zh, "en": rule.sentence_en}


def added(code, severity, operator="at_most", tolerance=0):
    """A rule of the province's own on the beds delivered, beside the plan's."""
    measure = Measure.objects.get(code="ELD_BEDS_BUILT")
    facts = {"severity": severity, "operator": operator, "tolerance": Decimal(tolerance)}
    rule = CheckRule.objects.create(code=code, measure=measure, sentence_zh=code, **facts)
    rule.compared.add(Measure.objects.get(code="COMM_RURAL_TOTAL"))


def test_of_two_rules_on_one_cell_the_graver_is_told_once(db):
    report = report_of()
    put(report, ELD_BEDS_BUILT=901, ELD_BEDS=900, COMM_RURAL_TOTAL=5)
    assert said(report) == {"ELD_BEDS_BUILT": ("rule_BUILT_WITHIN_BEDS", "soft")}
    added("ZZ_LATER_IN_ORDER", "hard")
    assert said(report) == {"ELD_BEDS_BUILT": ("rule_ZZ_LATER_IN_ORDER", "hard")}
    added("AA_EARLIER", "soft")
    assert said(report) == {"ELD_BEDS_BUILT": ("rule_ZZ_LATER_IN_ORDER", "hard")}


@pytest.mark.parametrize("operator", ["at_most", "at_least", "equals"])
def test_the_tolerance_itself_is_still_right(db, operator):
    report, far = report_of(), -1 if operator == "at_least" else 1
    CheckRule.objects.all().delete()
    added("OWN", "soft", operator, "2.5")
    for beyond, is_broken in (("2.5", False), ("2.5001", True)):
        Measure.objects.filter(code="ELD_BEDS_BUILT").update(decimals=4)
        put(report, COMM_RURAL_TOTAL=500, ELD_BEDS_BUILT=500 + far * Decimal(beyond))
        expected = {"ELD_BEDS_BUILT": ("rule_OWN", "soft")} if is_broken else {}
        assert said(report) == expected


def test_a_soft_rule_asks_for_an_explanation_and_a_hard_one_cannot_be_explained(db):
    report, key = filled(), (WUHAN, "ELD_BEDS_BUILT")
    put(report, ELD_BEDS_BUILT=2)
    facts = {"report": report, "by": person("wuhan"), "responsible": "李局长", "at": NOON}
    added("HARD", "hard")
    with pytest.raises(Incomplete) as refusal:
        submit(explanations={key: "本季度集中交付"}, **facts)
    assert [problem.code for problem in refusal.value.problems] == ["rule_HARD"]
    CheckRule.objects.filter(code="HARD").delete()
    with pytest.raises(Incomplete) as refusal:
        submit(**facts)
    assert [problem.code for problem in refusal.value.problems] == ["rule_BUILT_WITHIN_BEDS"]
    assert submit(explanations={key: "本季度集中交付"}, **facts).number == 1
