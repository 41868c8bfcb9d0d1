"""The numbers worked out in the domain's description, each as a test, and the published ones."""

from decimal import Decimal

import pytest

from indicators.assessment.progress import (
    Comparator,
    Opinion,
    Reason,
    Verdict,
    displayed,
    displayed_gap,
    gap,
    judge,
    rank,
)
from tests.indicators.assessment.promises import beds, seen


@pytest.fixture
def in_2018():
    return judge(beds(), seen("32.4"))


def test_time_share_completion_and_lag_at_the_end_of_2018(in_2018):
    assert (in_2018.time_share, in_2018.completion, in_2018.lag) == (
        Decimal("0.6"),
        Decimal("0.48"),
        Decimal(12),
    )
    assert (in_2018.months_gone, in_2018.months_total) == (36, 60)


def test_the_verdict_at_the_end_of_2018_is_behind_by_the_last_rule(in_2018):
    assert (in_2018.verdict, in_2018.rule) == (Verdict.BEHIND, 11)


def test_the_forecast_at_the_end_of_2018_is_one_short(in_2018):
    assert (in_2018.forecast, in_2018.forecast_short) == (Decimal(34), Decimal(1))


def test_the_pace_at_the_end_of_2018(in_2018):
    assert (in_2018.required_per_year, in_2018.achieved_per_year) == (
        Decimal("1.3"),
        Decimal("0.8"),
    )


def test_the_second_opinion_at_the_end_of_2018_asks_for_more_speed(in_2018):
    assert (displayed(in_2018.ratio * 100, 1), in_2018.opinion) == (
        Decimal("83.0"),
        Opinion.ACCELERATE,
    )


def test_actual_over_target_would_have_said_almost_there():
    assert displayed(Decimal("32.4") / 35 * 100, 1) == Decimal("92.6")
    assert displayed(Decimal(30) / 35 * 100, 1) == Decimal("85.7")


def test_the_published_beds_of_2016_are_slightly_behind():
    result = judge(beds(), seen(Decimal(329000) * 1000 / Decimal(10720000), "2016-12-31"))
    assert displayed(Decimal(329000) * 1000 / Decimal(10720000), 3) == Decimal("30.690")
    assert (displayed(result.completion * 100, 1), result.time_share) == (
        Decimal("13.8"),
        Decimal("0.2"),
    )
    assert (displayed(result.lag, 1), result.verdict) == (
        Decimal("6.2"),
        Verdict.SLIGHTLY_BEHIND,
    )


def test_a_tenth_short_on_the_due_day_is_far_behind():
    result = judge(beds(), seen("34.9", "2020-12-31"))
    assert (result.verdict, result.rule, result.reason) == (
        Verdict.FAR_BEHIND,
        6,
        Reason.DUE_UNMET,
    )


def test_a_value_past_a_baseline_that_had_met_the_target_is_no_double_completion():
    result = judge(beds("35", "36"), seen("34"))
    assert (result.verdict, result.completion, result.lag) == (Verdict.REGRESSING, None, None)


def test_counties_lacking_are_rounded_up_and_counties_over_down():
    assert displayed_gap(Decimal("12.1"), 0) == 13
    assert displayed_gap(Decimal("-4.2"), 0) == -4


def test_seventy_per_cent_of_the_counties_are_73_and_95_per_cent_98():
    def needed(share):
        return gap(
            comparator=Comparator.AT_LEAST,
            target=Decimal(share),
            numerator=Decimal(0),
            denominator=Decimal(103),
            factor=100,
        )

    assert [displayed_gap(needed(share), 0) for share in (70, 95)] == [73, 98]


def test_equal_ranks_leave_the_next_one_out():
    values = {"a": Decimal(9), "b": Decimal(8), "c": Decimal(8), "d": Decimal(7)}
    assert list(rank(values, comparator=Comparator.AT_LEAST).values()) == [1, 2, 2, 4]


def test_a_tie_that_divisions_blurred_is_rounded_up():
    share = Decimal("0.2828125") - Decimal("1e-49")
    assert displayed(share, 6) == Decimal("0.282813")
