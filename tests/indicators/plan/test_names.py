"""The plan's names in both languages."""

import pytest
from django.utils.translation import override

from indicators.plan.models import Indicator, Measure, Plan, Theme
from indicators.plan.models.outline import numbered

SECTIONS = [("二（二）1", "2(2)1"), ("五（九）", "5(9)"), ("一", "1"), ("", "")]


@pytest.mark.parametrize(("section", "english"), SECTIONS)
def test_a_section_is_numbered_in_figures_in_english_alone(section, english):
    with override("en"):
        assert numbered(section) == english
    with override("zh-hans"):
        assert numbered(section) == section


@pytest.mark.parametrize("model", [Plan, Theme, Measure, Indicator])
def test_everything_has_a_name_in_each_language(db, model):
    with override("en"):
        english = [row.name for row in model.objects.order_by("pk")]
    with override("zh-hans"):
        chinese = [row.name for row in model.objects.order_by("pk")]
    assert chinese == list(model.objects.order_by("pk").values_list("name_zh", flat=True))
    assert [
        name for name in english if not name.isascii() and any("一" <= c <= "鿿" for c in name)
    ] == []


@pytest.mark.parametrize("model", [Plan, Theme, Measure, Indicator])
def test_a_name_without_english_stands_in_chinese(model):
    with override("en"):
        assert model(name_zh="新增", name_en="").name == "新增"


def test_a_theme_is_called_by_its_number_and_name(db):
    theme = Theme.objects.get(code="P2.2.1")
    with override("en"):
        assert str(theme) == f"2(2)1 {theme.name_en}"
    with override("zh-hans"):
        assert str(theme) == f"二（二）1 {theme.name_zh}"


@pytest.mark.parametrize("model", [Measure, Indicator])
def test_every_unit_is_english_in_english(db, model):
    with override("en"):
        units = {row.unit for row in model.objects.all()}
    assert [unit for unit in units if any("一" <= c <= "鿿" for c in unit)] == []
