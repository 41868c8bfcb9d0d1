"""The forecast: a line of least squares through the months, read on the due day."""

import statistics
from decimal import Decimal

import pytest

from indicators.assessment.progress import Comparator, judge
from tests.indicators.assessment.promises import baseline, beds, day, seen


def dated(*pairs):
    return [(day(on), Decimal(value)) for on, value in pairs]


def forecast(promise, observation, *history):
    return judge(promise, observation, history=dated(*history)).forecast


def test_gaps_keep_their_width():
    history = [("2016-03-31", "1"), ("2018-09-30", "11")]
    assert forecast(beds("60", None), seen("12"), *history) == 20


def test_it_agrees_with_the_standard_librarys_regression():
    history = [("2016-12-31", 20000), ("2017-12-31", 41000), ("2018-06-30", 49000)]
    line = statistics.linear_regression([0, 12, 24, 30, 36], [0, 20000, 41000, 49000, 60000])
    result = forecast(beds("120000", "0"), seen("60000"), *history)
    assert float(result) == pytest.approx(line.slope * 60 + line.intercept, rel=1e-12)


def test_the_baseline_is_a_point_and_what_was_before_it_is_not():
    promise = beds("60", baseline("20", "2016-12-31"))
    assert forecast(promise, seen("30"), ("2016-06-30", "999"), ("2016-12-31", "999")) == 40


def test_before_the_baselines_day_all_values_count():
    promise = beds("60", baseline("20", "2018-12-31"))
    assert forecast(promise, seen("18", "2017-12-31"), ("2016-12-31", "12")) == 36


def test_values_from_this_day_on_are_not_history():
    history = [("2018-12-31", "999"), ("2019-12-31", "999")]
    assert forecast(beds("60", "0"), seen("30"), *history) == 50


def test_a_day_is_one_point():
    twice = [("2016-12-31", "10"), ("2016-12-31", "10"), ("2017-12-31", "40")]
    assert forecast(beds("60", None), seen("10"), *twice) == forecast(
        beds("60", None), seen("10"), twice[0], twice[2]
    )


def test_one_day_gives_no_line():
    assert forecast(beds("60", None), seen("40")) is None


def test_two_days_of_one_month_give_no_line():
    assert forecast(beds("60", None), seen("40", "2018-12-02"), ("2018-12-01", "3")) is None


@pytest.mark.parametrize("on", ["2020-12-31", "2021-03-31"])
def test_from_the_due_day_on_there_is_none(on):
    assert forecast(beds(), seen("34", on), ("2018-12-31", "33")) is None


def test_it_is_cut_neither_at_0_nor_at_100():
    assert forecast(beds("100", "50"), seen("95", "2017-06-30")) == 200
    assert forecast(beds("10", "50", comparator=Comparator.AT_MOST), seen("20")) == 0
    assert forecast(beds("10", "50", comparator=Comparator.AT_MOST), seen("11")) == -15


def test_an_incomplete_sum_is_left_out_but_the_rest_still_gives_a_line():
    promise = beds("120000", "0", aggregation="sum", cumulative=True)
    history = [("2017-12-31", "40000")]
    assert forecast(promise, seen("1000", complete=False), *history) == 100000
    assert forecast(promise, seen("1000", complete=False)) is None


@pytest.mark.parametrize("aggregation", ["pooled", "lowest", "single"])
def test_an_incomplete_ratio_stays_in_the_line(aggregation):
    promise = beds(aggregation=aggregation)
    assert forecast(promise, seen("32.4", complete=False)) == 34


def test_the_shortfall_is_turned_round_for_a_ceiling():
    short = judge(beds("1.3", "1.5", comparator=Comparator.AT_MOST), seen("1.41"))
    assert (short.forecast, short.forecast_short) == (Decimal("1.35"), Decimal("0.05"))
    enough = judge(beds(), seen("33.6"))
    assert (enough.forecast, enough.forecast_short) == (36, -1)
