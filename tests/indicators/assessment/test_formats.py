"""Numbers and targets as a page writes them: exact output."""

from decimal import Decimal

import pytest
from django.utils import translation

from indicators.assessment import formats

CHINESE, ENGLISH = "zh-hans", "en"


def exact(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("1234567.5", 1, "1,234,567.5"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("32.395", 2, "32.40"),
        ("32.3949999", 2, "32.39"),
        ("0", 2, "0.00"),
        ("-1234", 0, "-1,234"),
        ("99999999999.9999", 4, "99,999,999,999.9999"),
        ("30", None, "30"),
        ("1204.25", None, "1,204.25"),
        (None, 2, "—"),
    ],
)
def test_numbers_are_rounded_half_up_with_thousands_separated(value, decimals, shown):
    assert formats.number(exact(value), decimals) == shown


def test_a_count_is_a_number_too():
    assert formats.number(17) == "17"


@pytest.mark.parametrize(
    ("value", "decimals", "target", "comparator", "shown"),
    [
        ("34.96", 1, "35", "at_least", "34.96"),
        ("34.9996", 1, "35", "at_least", "34.9996"),
        ("34.94", 1, "35", "at_least", "34.9"),
        ("35.04", 1, "35", "at_least", "35.0"),
        ("5.04", 1, "5", "at_most", "5.04"),
        ("4.96", 1, "5", "at_most", "5.0"),
        ("16.6", 0, "17", "done", "16.6"),
        ("16.6", 0, None, "", "17"),
        ("99.96", 1, None, "rising", "100.0"),
        ("4999.5", 0, "5000", "at_least", "4,999.5"),
        (None, 1, "35", "at_least", "—"),
    ],
)
def test_an_unmet_value_never_looks_met(value, decimals, target, comparator, shown):
    assert formats.judged(exact(value), decimals, exact(target), comparator) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("0.214", 2, "+0.21"),
        ("-0.215", 2, "-0.22"),
        ("4102", 0, "+4,102"),
        ("0", 2, "0.00"),
        ("0.004", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        (None, 2, "—"),
    ],
)
def test_changes_bear_their_sign(value, decimals, shown):
    assert formats.signed(exact(value), decimals) == shown


@pytest.mark.parametrize(
    ("share", "decimals", "shown"),
    [("0.48", 0, "48%"), ("0.4805", 1, "48.1%"), ("-0.12", 0, "-12%"), (None, 0, "—")],
)
def test_shares_are_shown_as_per_cent(share, decimals, shown):
    assert formats.percent(exact(share), decimals) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0.018", "+1.8%"), ("7.63", "+763.0%"), ("-0.0005", "-0.1%"), ("0", "0.0%"), (None, "—")],
)
def test_relative_changes_bear_their_sign(share, shown):
    assert formats.signed_percent(exact(share)) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.48", "48%"),
        ("0.996", "99.6%"),
        ("0.9996", "99.96%"),
        ("1", "100%"),
        ("1.344", "134%"),
        ("-0.125", "-13%"),
        (None, "—"),
    ],
)
def test_completion_is_100_per_cent_only_when_it_is(share, shown):
    assert formats.completion(exact(share)) == shown


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("120000", "12万", "120,000"),
        ("125500", "12.55万", "125,500"),
        ("125550", "125,550", "125,550"),
        ("99999", "99,999", "99,999"),
        ("100000", "10万", "100,000"),
        ("-120000", "-12万", "-120,000"),
        ("30000000", "3,000万", "30,000,000"),
        (None, "—", "—"),
    ],
)
def test_large_round_numbers_are_read_in_ten_thousands(value, chinese, english):
    with translation.override(CHINESE):
        assert formats.large(exact(value)) == chinese
    with translation.override(ENGLISH):
        assert formats.large(exact(value)) == english


@pytest.mark.parametrize(
    ("value", "decimals", "chinese", "english"),
    [
        ("129417.3", 0, "12.9万", "129,417"),
        ("34.04", 1, "34.0", "34.0"),
        ("99999.6", 0, "100,000", "100,000"),
        (None, 1, "—", "—"),
    ],
)
def test_forecasts_are_rough(value, decimals, chinese, english):
    with translation.override(CHINESE):
        assert formats.about(exact(value), decimals) == chinese
    with translation.override(ENGLISH):
        assert formats.about(exact(value), decimals) == english


@pytest.mark.parametrize(
    ("target", "comparator", "each_year", "decimals", "shown"),
    [
        ("35", "at_least", "", 1, "≥35"),
        ("35.5", "at_least", "", 0, "≥35.5"),
        ("5", "at_most", "", 2, "≤5"),
        ("1", "done", "", 0, "≥1"),
        ("120000", "at_least", "", 0, "≥12万"),
        ("0", "at_most", "", 0, "≤0"),
        (None, "at_least", "", 0, "—"),
        (None, "rising", "strict", 0, "逐年提高"),
        (None, "rising", "flat_allowed", 0, "持平或提高"),
        (None, "falling", "strict", 0, "逐年下降"),
        (None, "falling", "flat_allowed", 0, "持平或下降"),
    ],
)
def test_what_is_promised_is_one_short_sign(target, comparator, each_year, decimals, shown):
    with translation.override(CHINESE):
        assert formats.promised(exact(target), comparator, each_year, decimals) == shown


def test_a_lag_is_counted_in_points():
    with translation.override(CHINESE):
        assert formats.points(Decimal("12.04")) == "12.0 个百分点"
        assert formats.points(None) == "—"


def test_a_unit_stands_apart_from_its_number_but_a_percent_sign_does_not():
    assert formats.with_unit("33.6", "张/千人") == "33.6 张/千人"
    assert formats.with_unit("79.8", "%") == "79.8%"
