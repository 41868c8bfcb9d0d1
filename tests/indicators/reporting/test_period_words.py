"""A period's name as people read it."""

import pytest
from django.utils import translation

from indicators.reporting.period_words import period_in_words


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        ("2018Q4", "2018年第4季度", "2018 Q4"),
        ("2018H1", "2018年上半年", "2018 H1"),
        ("2018H2", "2018年下半年", "2018 H2"),
        ("2018", "2018年", "2018"),
        ("2018H3", "2018H3", "2018H3"),
        ("2018Q5", "2018Q5", "2018Q5"),
        ("spring", "spring", "spring"),
    ],
)
def test_periods_are_named_in_the_language_of_the_reader(name, chinese, english):
    with translation.override("zh-hans"):
        assert period_in_words(name) == chinese
    with translation.override("en"):
        assert period_in_words(name) == english
