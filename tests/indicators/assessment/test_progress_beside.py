"""What stands beside a verdict: time share, planned value, pace, and where they stay empty."""

from decimal import Decimal

import pytest

from indicators.assessment.progress import Comparator, judge, month_number
from tests.indicators.assessment.promises import START, baseline, beds, day, seen, trend, unseen


def beside(promise, observation, *names, **series):
    result = judge(promise, observation, **series)
    return tuple(getattr(result, name) for name in names)


def test_a_month_counts_from_the_end_of_its_last_day():
    numbers = [month_number(day(text)) for text in ("2015-12-31", "2016-01-01", "2016-01-30")]
    assert len(set(numbers)) == 1
    assert month_number(day("2016-01-31")) == numbers[0] + 1


def test_february_ends_on_the_29th_in_a_leap_year():
    assert month_number(day("2016-02-28")) == month_number(day("2016-01-31"))
    assert month_number(day("2016-02-29")) == month_number(day("2017-02-28")) - 12


def test_the_last_day_of_the_calendar_has_a_month_too():
    assert month_number(day("9999-12-31")) == 9999 * 12 + 12


@pytest.mark.parametrize(
    ("on", "months"),
    [("2015-12-31", 0), ("2016-03-31", 3), ("2016-06-30", 6), ("2020-12-31", 60)],
)
def test_every_quarter_weighs_the_same(on, months):
    result = judge(beds(), seen("31", on))
    assert (result.months_gone, result.months_total) == (months, 60)
    assert result.time_share == Decimal(months) / 60


@pytest.mark.parametrize(("on", "share"), [("2015-09-30", 0), ("2021-12-31", 1)])
def test_the_time_share_stays_within_0_and_1(on, share):
    assert beside(beds(), unseen("not_reported", on), "time_share") == (share,)


def test_time_runs_from_the_baselines_own_day_even_before_it_is_used():
    promise = beds("60", baseline("20", "2016-12-31"))
    assert beside(promise, seen("18", "2016-09-30"), "time_share", "months_total") == (0, 48)
    assert beside(promise, seen("18", "2017-12-31"), "time_share") == (Decimal("0.25"),)


def test_without_a_baseline_time_runs_from_the_plans_baseline_day():
    promise = beds("60", None, plan_baseline_on=day("2016-12-31"))
    assert beside(promise, seen("18", "2017-12-31"), "time_share") == (Decimal("0.25"),)


@pytest.mark.parametrize(("on", "share"), [("2020-09-30", 0), ("2020-12-31", 1)])
def test_a_term_without_a_month_is_over_on_its_due_day(on, share):
    promise = beds("35", baseline(on="2020-12-31"))
    assert beside(promise, seen("31", on), "time_share", "months_total") == (share, 0)


@pytest.mark.parametrize(
    ("on", "planned"),
    [
        ("2016-12-31", "30.5"),
        ("2017-06-30", "31.25"),
        ("2017-12-31", "32"),
        ("2019-12-31", "34"),
        ("2020-12-31", "35"),
    ],
)
def test_the_plan_follows_the_yearly_targets(on, planned):
    yearly = {2017: Decimal(32), 2016: Decimal("30.5")}
    assert beside(beds(yearly_targets=yearly), seen("30", on), "planned") == (Decimal(planned),)


def test_yearly_targets_before_the_baseline_and_from_the_due_day_on_are_not_on_the_path():
    yearly = {2014: Decimal(1), 2015: Decimal(2), 2020: Decimal(99), 2021: Decimal(999)}
    assert beside(beds(yearly_targets=yearly), seen("30"), "planned") == (Decimal(33),)
    promise = beds("35", None, yearly_targets={2020: Decimal(35)})
    assert beside(promise, seen("30"), "planned") == (None,)


def test_without_a_baseline_the_path_begins_at_the_first_yearly_target():
    promise = beds("60", None, yearly_targets={2017: Decimal(40)})
    days = ("2017-09-30", "2017-12-31", "2019-06-30", "2020-12-31")
    assert [beside(promise, seen("1", on), "planned")[0] for on in days] == [None, 40, 50, 60]


def test_without_a_baseline_and_yearly_targets_nothing_is_planned_even_on_the_due_day():
    assert beside(beds("60", None), seen("1", "2020-12-31"), "planned") == (None,)


def test_where_the_baseline_meets_the_target_the_target_itself_is_planned():
    promise = beds("35", "36", yearly_targets={2018: Decimal(40)})
    assert beside(promise, seen("34"), "planned", "completion", "lag") == (35, None, None)


def test_after_the_due_day_the_target_itself_is_planned():
    assert beside(beds(), seen("34", "2021-06-30"), "planned", "lag") == (35, 20)


def test_in_the_month_of_a_due_day_not_yet_reached_the_whole_target_is_planned():
    promise = beds("35", due_on=day("2020-10-15"))
    result = judge(promise, seen("34", "2020-09-30"))
    assert (result.rule, result.planned, result.required_per_year) == (11, 35, None)
    assert result.forecast == 34
    promise = beds("35", baseline(on="2020-09-30"), due_on=day("2020-10-15"))
    assert beside(promise, seen("34", "2020-10-14"), "planned", "time_share") == (35, 0)


def test_completion_is_shown_below_0_and_above_1_as_it_is():
    assert beside(beds(), seen("29"), "completion") == (Decimal("-0.2"),)
    assert beside(beds(), seen("36"), "completion", "lag") == (Decimal("1.2"), -60)


def test_completion_needs_a_baseline_and_a_target():
    empty = (None, None, None)
    assert beside(beds("60", None), seen("1"), "completion", "lag", "planned") == empty
    assert beside(beds(None), seen("31"), "completion", "lag", "planned") == empty


def test_a_milestone_has_only_its_gap():
    names = ("planned", "completion", "lag", "forecast", "required_per_year")
    names += ("achieved_per_year", "ratio", "opinion", "forecast_short")
    promise = beds("100", "20", comparator=Comparator.DONE)
    for value in ("97", "100"):
        assert beside(promise, seen(value), *names) == (None,) * len(names)


def test_a_trend_has_none_of_them():
    names = ("planned", "completion", "lag", "forecast", "required_per_year")
    names += ("achieved_per_year", "ratio", "opinion", "forecast_short")
    history = [(day("2016-12-31"), Decimal(25)), (day("2017-12-31"), Decimal(26))]
    result = beside(trend(base="24"), seen("27"), *names, history=history)
    assert result == (None,) * len(names)


def test_a_value_that_is_not_there_leaves_everything_but_the_time_empty():
    names = ("planned", "completion", "lag", "forecast", "required_per_year", "opinion")
    history = [(day("2016-12-31"), Decimal(31)), (day("2017-12-31"), Decimal(32))]
    result = beside(beds(), unseen("not_reported"), *names, "time_share", history=history)
    assert result == (None,) * 6 + (Decimal("0.6"),)


@pytest.mark.parametrize(
    ("value", "on", "needed"),
    [
        ("32.4", "2018-12-31", "1.3"),
        ("34.7", "2020-09-30", "1.2"),
        ("35", "2018-12-31", "0"),
        ("40", "2018-12-31", "0"),
        ("34", "2020-12-31", None),
        ("35", "2020-12-31", None),
    ],
)
def test_the_pace_needed_is_per_year_left(value, on, needed):
    expected = None if needed is None else Decimal(needed)
    assert beside(beds(), seen(value, on), "required_per_year") == (expected,)


def test_a_falling_target_needs_a_falling_pace():
    promise = beds("1.3", "1.5", comparator=Comparator.AT_MOST)
    assert beside(promise, seen("1.44"), "required_per_year", "achieved_per_year") == (
        Decimal("-0.07"),
        Decimal("-0.02"),
    )


def test_the_pace_achieved_counts_the_years_since_the_baseline_even_after_the_due_day():
    assert beside(beds(), seen("33.3", "2021-06-30"), "achieved_per_year") == (Decimal("0.6"),)
    assert beside(beds("60", None), seen("40"), "achieved_per_year") == (None,)


def test_in_the_baselines_own_month_no_pace_is_achieved_yet():
    promise = beds("35", baseline(on="2018-12-01"))
    assert beside(promise, seen("31", "2018-12-02"), "achieved_per_year") == (None,)


def test_without_a_target_only_what_needs_none_is_shown():
    promise = beds(None, "0", aggregation="sum", cumulative=True)
    history = [(day("2016-12-31"), Decimal(100))]
    names = ("forecast", "forecast_short", "required_per_year", "achieved_per_year", "opinion")
    assert beside(promise, seen("200", "2017-12-31"), *names, history=history) == (
        Decimal(500),
        None,
        None,
        Decimal(100),
        None,
    )


def test_the_baseline_used_is_told():
    promise = beds()
    assert beside(promise, seen("31"), "baseline") == (promise.baseline,)
    assert beside(promise, seen("31", START.isoformat()), "baseline") == (None,)


def test_without_a_course_the_verdict_is_the_same_and_nothing_is_looked_ahead():
    promise, value = beds("35", baseline("30")), seen("32.4", "2018-12-31")
    whole, alone = judge(promise, value), judge(promise, value, history=None)
    names = ("verdict", "rule", "lag", "completion", "planned")
    assert [getattr(alone, name) for name in names] == [getattr(whole, name) for name in names]
    ahead = ("forecast", "required_per_year", "achieved_per_year", "ratio", "opinion")
    assert None not in [getattr(whole, name) for name in ahead]
    assert {getattr(alone, name) for name in ahead} <= {None, ""}
