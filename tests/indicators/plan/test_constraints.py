"""What the database itself refuses of a plan, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from indicators.plan.models import (
    Baseline,
    CheckRule,
    Indicator,
    Measure,
    Numerator,
    Plan,
    Target,
    Theme,
)
from regions.models import Region

ROOM = (Baseline, CheckRule, Indicator, Measure, Numerator, Plan, Target, Theme)
MODELS = {model.__name__: model for model in ROOM}
DAY = date(2018, 10, 10)


@pytest.fixture
def sound(db):
    """A row of every kind that may be added to the plan from the fixtures."""
    plan, province = Plan.objects.get(), Region.objects.get(code="420000")
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    measure = Measure.objects.get(code="ELD_BEDS")
    version = {"indicator": beds, "region": province, "value": 36, "adopted_on": DAY}
    version |= {"document_number": "鄂民发〔2018〕1号", "document_on": DAY, "reason": "调整"}
    return {
        "Plan": {
            "code": "next", "name_zh": "下一个", "region": province, "periodicity": "quarter",
            "starts_on": date(2021, 1, 1), "ends_on": date(2025, 12, 31),
            "baseline_on": date(2020, 12, 31),
        },
        "Theme": {"plan": plan, "code": "P9", "section": "九", "name_zh": "新章"},
        "Measure": {
            "code": "NEW", "name_zh": "新项", "unit_zh": "张", "kind": "stock",
            "supplied_by": "bureau", "scope": "region", "definition_zh": "新",
            "asked": "every_period",
        },
        "Indicator": {
            "plan": plan, "number": 999, "code": "NEW", "tier": "B", "name_zh": "新指标",
            "theme": beds.theme, "section": "九", "quote": "新", "kind": "quantified",
            "comparator": "at_least", "unit_zh": "张", "due_on": plan.ends_on,
            "aggregation": "sum", "accumulation": "none",
        },
        "Numerator": {"indicator": beds, "measure": Measure.objects.get(code="POP_60PLUS")},
        "CheckRule": {
            "code": "R1", "measure": measure, "operator": "at_most", "severity": "soft",
            "sentence_zh": "请核实",
        },
        "Baseline": {**version, "on": DAY},
        "Target": {**version, "year": 2020},
    }  # fmt: skip


def refused(model, facts, name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        MODELS[model].objects.create(**facts)
    text = str(refusal.value)
    if connection.vendor == "postgresql" or "CHECK" in text:
        assert name in text
    else:
        assert text.startswith("UNIQUE constraint failed")


@pytest.mark.parametrize("model", MODELS)
def test_a_sound_row_is_taken(sound, model):
    MODELS[model].objects.create(**sound[model])


BROKEN = [
    ("Plan", "plan_dates_in_order", {"ends_on": date(2021, 1, 1)}),
    ("Plan", "plan_dates_in_order", {"baseline_on": date(2021, 1, 2)}),
    ("Plan", "plan_thresholds_in_order", {"on_track_lag": 11}),
    ("Plan", "plan_thresholds_in_order", {"behind_lag": 9}),
    ("Measure", "measure_has_at_most_four_decimals", {"decimals": 5}),
    ("Measure", "measure_bounds_in_order", {"minimum": 2, "maximum": 1}),
    ("Measure", "measure_of_province_scope_is_the_provinces", {"scope": "province"}),
    ("Indicator", "indicator_factor_is_positive", {"factor": 0}),
    ("Indicator", "indicator_only_trends_ask_each_year", {"each_year": "strict"}),
    ("Indicator", "indicator_only_trends_ask_each_year", {"comparator": "rising"}),
    ("CheckRule", "check_rule_tolerance_not_negative", {"tolerance": -1}),
    ("Baseline", "baseline_adopted_has_document_and_reason", {"document_on": None}),
    ("Baseline", "baseline_adopted_has_document_and_reason", {"reason": ""}),
    ("Target", "target_adopted_has_document_and_reason", {"document_on": None}),
    ("Target", "target_adopted_has_document_and_reason", {"reason": ""}),
    ("Target", "target_year_is_plausible", {"year": 1948}),
    ("Target", "target_year_is_plausible", {"year": 2200}),
]
ONCE = [
    ("Theme", "theme_code_once_in_a_plan", {"section": "十"}),
    ("Indicator", "indicator_number_once_in_a_plan", {"code": "OTHER"}),
    ("Numerator", "numerator_has_a_measure_once", {"position": 7}),
]
LINKED = [
    ("Measure", "measure_is_not_part_of_itself"),
    ("Theme", "theme_is_not_its_own_parent"),
    ("Indicator", "indicator_sum_has_no_denominator"),
]


@pytest.mark.parametrize(("model", "name", "wrong"), BROKEN)
def test_a_row_that_breaks_a_constraint_is_refused(sound, model, name, wrong):
    refused(model, sound[model] | wrong, name)


@pytest.mark.parametrize(("model", "name", "other"), ONCE)
def test_the_same_row_twice_is_refused(sound, model, name, other):
    MODELS[model].objects.create(**sound[model])
    refused(model, sound[model] | other, name)


@pytest.mark.parametrize(
    ("model", "link", "name"),
    [
        ("Measure", "part_of", "measure_is_not_part_of_itself"),
        ("Theme", "parent", "theme_is_not_its_own_parent"),
    ],
)
def test_nothing_belongs_to_itself(sound, model, link, name):
    row = MODELS[model].objects.create(**sound[model])
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MODELS[model].objects.filter(pk=row.pk).update(**{link: row})


def test_a_sum_is_divided_by_nothing(sound):
    divided = {"denominator": Measure.objects.get(code="POP_60PLUS")}
    refused("Indicator", sound["Indicator"] | divided, "indicator_sum_has_no_denominator")


def test_every_named_constraint_of_the_room_is_provoked():
    named = {c.name for model in ROOM for c in model._meta.constraints}
    provoked = {name for _model, name, *_ in BROKEN + ONCE + LINKED}
    assert named == provoked
