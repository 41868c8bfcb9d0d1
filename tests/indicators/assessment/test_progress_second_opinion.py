"""The second opinion, against a computation in floats that shares no line with ours."""

import math
from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.assessment.progress import Comparator, Opinion, judge, month_number
from tests.indicators.assessment.promises import baseline, beds, day, seen

DAYS = {12: "2016-12-31", 15: "2017-03-31", 36: "2018-12-31", 48: "2019-12-31", 57: "2020-09-30"}


def told(promise, observation, **series):
    result = judge(promise, observation, **series)
    return result.ratio, result.opinion


def in_floats(old, target, new, months, sign):
    def growth(end, span):
        return -1.0 if end == 0 else math.expm1(12 / span * math.log(end / old))

    return sign * growth(new, months) / abs(growth(target, 60))


@pytest.mark.parametrize(
    ("comparator", "old", "target", "new", "months", "opinion"),
    [
        ("at_least", "30", "35", "32.4", 36, "accelerate"),
        ("at_least", "30", "35", "30.690298507463", 12, "accelerate"),
        ("at_least", "30", "35", "34.999", 57, "on_track"),
        ("at_least", "30", "35", "31.5", 36, "limited"),
        ("at_least", "30", "35", "29.9", 12, "deterioration"),
        ("at_least", "0.0001", "99999999999", "25", 15, "on_track"),
        ("at_least", "99.9999", "100", "99.99996", 48, "accelerate"),
        ("at_least", "10", "20", "0", 36, "deterioration"),
        ("at_least", "36", "35", "34", 36, "deterioration"),
        ("at_most", "1.5", "1.3", "1.45", 36, "limited"),
        ("at_most", "1.5", "1.3", "1.38", 36, "on_track"),
        ("at_most", "1.5", "1.3", "1.6", 36, "deterioration"),
        ("at_most", "1000000", "1", "900", 48, "accelerate"),
        ("at_most", "80", "60", "73.7", 15, "on_track"),
    ],
)
def test_it_agrees_with_floats(comparator, old, target, new, months, opinion):
    sign = 1 if comparator == "at_least" else -1
    promise = beds(target, old, comparator=Comparator(comparator))
    ratio, said = told(promise, seen(new, DAYS[months]))
    expected = in_floats(float(old), float(target), float(new), months, sign)
    assert float(ratio) == pytest.approx(expected, rel=1e-9)
    assert said == opinion


def test_no_change_at_all_is_limited():
    assert told(beds(), seen("30")) == (0, Opinion.LIMITED)
    promise = beds("1.3", "1.5", comparator=Comparator.AT_MOST)
    ratio, opinion = told(promise, seen("1.5"))
    assert (ratio, ratio.is_signed(), opinion) == (0, False, Opinion.LIMITED)


@given(
    old=st.decimals("0.0001", 10**11, places=4),
    new=st.decimals("0.0001", 10**11, places=4),
    target=st.decimals("0.0001", 10**11, places=4),
    on=st.dates(date(2016, 12, 31), date(2020, 12, 30)),
)
def test_it_agrees_with_logarithms_to_twenty_decimals(old, new, target, on):
    assume(new < target and old != target)
    ratio, _ = told(beds(str(target), str(old)), seen(new, str(on)))
    months = month_number(on) - month_number(date(2015, 12, 31))
    with localcontext(Context(prec=120)):
        observed = ((new / old).ln() * 12 / months).exp() - 1
        required = ((target / old).ln() * 12 / 60).exp() - 1
        exact = observed / abs(required)
        assert abs(ratio - exact) < Decimal("5.1e-21") + abs(exact) * Decimal("1e-30")


@pytest.mark.parametrize(
    ("share", "opinion"),
    [
        ("0.95", "on_track"),
        ("0.9499999999", "accelerate"),
        ("0.6", "accelerate"),
        ("0.5999999999", "limited"),
    ],
)
def test_the_bounds_belong_to_the_better_opinion(share, opinion):
    """After one year of two, 10 % a year being required, a value can have any ratio."""
    promise = beds("121", "100", due_on=day("2017-12-31"))
    value = Decimal(100) + 10 * Decimal(share)
    assert told(promise, seen(value, "2016-12-31")) == (Decimal(share), opinion)


def test_it_starts_at_the_earliest_value_where_there_is_no_baseline():
    history = [(day("2017-12-31"), Decimal(50)), (day("2016-12-31"), Decimal(40))]
    ratio, opinion = told(beds("60", None), seen("45"), history=history)
    expected = (math.sqrt(45 / 40) - 1) / ((60 / 40) ** (1 / 4) - 1)
    assert float(ratio) == pytest.approx(expected, rel=1e-12)
    assert opinion == Opinion.LIMITED


def test_there_is_none_without_anything_to_start_from():
    assert told(beds("60", None), seen("45")) == (None, None)


@pytest.mark.parametrize(
    ("promise", "observation"),
    [
        (beds(), seen("32", "2016-09-30")),
        (beds("35", baseline(on="2018-03-31")), seen("32", "2018-12-31")),
        (beds(), seen("32", "2020-12-31")),
        (beds(), seen("32", "2021-12-31")),
        (beds("35", "0"), seen("32")),
        (beds("35", "-1"), seen("32")),
        (beds("0", "20", comparator=Comparator.AT_MOST), seen("9")),
        (beds("-1", "-2"), seen("-1.5")),
        (beds("35", "30"), seen("-1")),
        (beds("35", "35"), seen("34")),
        (beds(None), seen("34")),
    ],
    ids=[
        "9 months",
        "9 months from its own baseline",
        "due day",
        "after it",
        "from 0",
        "from below 0",
        "to 0",
        "to below 0",
        "below 0",
        "nothing to grow",
        "no target",
    ],
)
def test_there_is_none_where_growth_means_nothing(promise, observation):
    assert told(promise, observation) == (None, None)


@pytest.mark.parametrize("on", ["2016-03-31", "2018-12-31", "2020-12-31", "2021-12-31"])
def test_a_met_target_is_achieved_without_a_ratio(on):
    assert told(beds(), seen("35", on)) == (None, Opinion.TARGET_ACHIEVED)


def test_twelve_months_are_enough():
    assert told(beds(), seen("31", "2016-12-31"))[1] == Opinion.ON_TRACK


def test_it_never_overrides_the_verdict():
    result = judge(beds(), seen("34.999", "2020-12-31"))
    assert (result.verdict, result.opinion) == ("far_behind", None)


def test_a_ratio_has_twenty_decimals():
    ratio, _ = told(beds(), seen("32.4"))
    assert ratio == ratio.quantize(Decimal("1e-20"))
