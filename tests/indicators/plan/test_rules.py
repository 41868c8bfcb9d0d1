"""The plan's own check rules as loaded, and what no rule may be."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from indicators.plan import rules
from indicators.plan.loading import load_plan
from indicators.plan.models import CheckRule, Measure
from regions.loading import rows
from regions.models import AuditEvent
from regions.refusals import Invalid


def stored():
    return {
        rule.code: (
            rule.measure.code, rule.operator, {m.code for m in rule.compared.all()},
            rule.tolerance, rule.severity, rule.sentence_zh, rule.sentence_en, rule.is_active,
        )
        for rule in CheckRule.objects.all()
    }  # fmt: skip


@pytest.fixture
def listed(monkeypatch):
    """Have the file hold these rows."""

    def hold(*there):
        monkeypatch.setattr(rules, "rows", lambda _name: list(there))

    return hold


def row(**facts):
    return {
        "code": "BUILT", "measure": "ELD_BEDS_BUILT", "operator": "at_most",
        "compared": "ELD_BEDS", "tolerance": "0.5", "severity": "soft", "sentence_zh": "请核对",
        "sentence_en": "Please check.", **facts,
    }  # fmt: skip


def test_the_files_rules_are_there_and_in_force(db):
    assert stored() == {
        row["code"]: (
            row["measure"], row["operator"], set(row["compared"].split("+")),
            int(row["tolerance"]), row["severity"], row["sentence_zh"], row["sentence_en"], True,
        )
        for row in rows("rules.csv")
    }  # fmt: skip


def test_loading_again_changes_nothing(db):
    keys = set(CheckRule.objects.values_list("pk", "code"))
    before = stored()
    load_plan()
    assert (stored(), set(CheckRule.objects.values_list("pk", "code"))) == (before, keys)


def test_a_rule_no_longer_in_the_file_goes_and_the_provinces_own_stays(db, listed):
    own = CheckRule.objects.create(
        code="OWN", measure=Measure.objects.first(), operator="equals", severity="soft",
        sentence_zh="请核对",
    )  # fmt: skip
    listed(row())
    load_plan()
    assert list(CheckRule.objects.values_list("code", "is_stated")) == [
        ("BUILT", True),
        (own.code, False),
    ]


def test_what_the_province_switched_off_stays_off(db):
    CheckRule.objects.filter(code="CREMATED_WITHIN_DEATHS").update(is_active=False)
    load_plan()
    off = CheckRule.objects.filter(is_active=False).values_list("code", flat=True)
    assert list(off) == ["CREMATED_WITHIN_DEATHS"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"measure": "NO_SUCH"}, "rules.csv, BUILT: 没有数据项“NO_SUCH”"),
        ({"compared": "ELD_BEDS+NO_SUCH"}, "rules.csv, BUILT: 没有数据项“NO_SUCH”"),
        ({"compared": ""}, "rules.csv, BUILT: 没有数据项“”"),
        (
            {"compared": "ELD_BEDS+ELD_BEDS"},
            "rules.csv, BUILT: 规则须将一个数据项与其他数据项比较，每项只列一次。",
        ),
        (
            {"compared": "POVERTY_LINE"},
            "rules.csv, BUILT: 规则只能比较同一地区的数，或全省一个数的数据项。",
        ),
        (
            {"compared": "DEATHS", "severity": "hard"},
            "rules.csv, BUILT: 强制规则只能比较同一张报表中的数据项；请改为核实。",
        ),
        ({"operator": "more"}, "rules.csv, BUILT: operator: 值 'more' 不是有效选项。"),
        ({"severity": "grave"}, "rules.csv, BUILT: severity: 值 'grave' 不是有效选项。"),
        ({"tolerance": "a bit"}, "rules.csv, BUILT: tolerance: 这不是数值。"),
        (
            {"tolerance": "-1"},
            "rules.csv, BUILT: __all__: 约束 “check_rule_tolerance_not_negative” 是无效的",
        ),
        ({"sentence_zh": ""}, "rules.csv, BUILT: sentence_zh: 此字段不能为空。"),
    ],
)
def test_a_row_that_makes_no_rule_is_refused_by_name_and_leaves_nothing(db, listed, wrong, why):
    before, events = stored(), AuditEvent.objects.count()
    listed(row(**wrong))
    with pytest.raises(Invalid) as refusal:
        load_plan()
    assert str(refusal.value).startswith(why)
    assert (stored(), AuditEvent.objects.count()) == (before, events)


def test_the_command_refuses_in_words(db, listed):
    listed(row(measure="NO_SUCH"))
    with pytest.raises(CommandError, match="没有数据项“NO_SUCH”") as refusal:
        call_command("load_plan")
    assert refusal.value.returncode == 2


def test_a_sentence_is_told_in_the_readers_language(db):
    rule = CheckRule.objects.get(code="URBAN_SPENDS_MORE")
    with translation.override("en"):
        assert str(rule) == rule.sentence_en
    rule.sentence_en = ""
    with translation.override("en"):
        assert str(rule) == rule.sentence_zh
