"""What the database itself refuses of a plan, whoever asks."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from indicators.plan.models import Baseline, CheckRule, Indicator, Measure, Numerator, Plan, Target
from indicators.plan.models import Theme as Heading

MODELS = (Baseline, CheckRule, Heading, Indicator, Measure, Numerator, Plan, Target)


def changed(rows, **facts):
    return lambda: rows.filter(pk=rows.values("pk")[:1]).update(**facts)


def again(model, **more):
    """Another row like the first."""

    def add():
        row = model.objects.first()
        row.pk = None
        for name, value in more.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return add


def rule(tolerance):
    measure = Measure.objects.first()
    return CheckRule.objects.create(
        code="R", measure=measure, operator="equal", severity="soft", tolerance=tolerance
    )


def adopted(model):
    return changed(model.objects.all(), document_number="鄂民政发〔2018〕1号", reason="")


PROVOKED = {
    "baseline_adopted_has_document_and_reason": adopted(Baseline),
    "check_rule_tolerance_not_negative": lambda: rule(-1),
    "indicator_factor_is_positive": changed(Indicator.objects, factor=0),
    "indicator_number_once_in_a_plan": again(Indicator, code="ANOTHER"),
    "indicator_only_trends_ask_each_year": changed(
        Indicator.objects.filter(comparator="at_least"), each_year="strict"
    ),
    "indicator_sum_has_no_denominator": changed(
        Indicator.objects.filter(denominator__isnull=False), aggregation="sum"
    ),
    "measure_bounds_in_order": changed(Measure.objects, minimum=2, maximum=1),
    "measure_has_at_most_four_decimals": changed(Measure.objects, decimals=5),
    "measure_is_not_part_of_itself": changed(Measure.objects, part_of=F("id")),
    "measure_of_province_scope_is_the_provinces": changed(
        Measure.objects, scope="province", supplied_by="bureau"
    ),
    "numerator_has_a_measure_once": again(Numerator),
    "plan_dates_in_order": changed(Plan.objects, ends_on="2015-01-01"),
    "plan_thresholds_in_order": changed(Plan.objects, slight_lag=40),
    "target_adopted_has_document_and_reason": adopted(Target),
    "target_year_is_plausible": changed(Target.objects, year=1900),
    "theme_code_once_in_a_plan": again(Heading),
    "theme_is_not_its_own_parent": changed(Heading.objects, parent=F("id")),
}


@pytest.mark.parametrize("name", PROVOKED)
def test_the_database_refuses_by_name(db, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        PROVOKED[name]()
    told = str(refused.value)
    assert name in told or "UNIQUE constraint failed" in told


def test_every_constraint_of_the_plan_is_provoked():
    known = {each.name for model in MODELS for each in model._meta.constraints}
    assert set(PROVOKED) == known
