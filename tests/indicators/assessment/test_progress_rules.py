"""The table of verdicts, row by row: what each rule says, and which one goes first."""

from decimal import Decimal

import pytest

from indicators.assessment.progress import (
    Comparator,
    Observation,
    Opinion,
    Reason,
    State,
    Thresholds,
    Verdict,
    judge,
)
from tests.indicators.assessment.promises import baseline, beds, day, seen, trend, unseen

AT_MOST = {"comparator": Comparator.AT_MOST}
DONE = {"comparator": Comparator.DONE}


def ruled(promise, observation, **comparisons):
    result = judge(promise, observation, **comparisons)
    return result.rule, str(result.verdict), str(result.reason)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("not_applicable", (1, "not_applicable", "not_applicable")),
        ("not_reported", (2, "no_data", "not_reported")),
        ("not_due", (2, "not_due", "not_yet_asked")),
    ],
)
@pytest.mark.parametrize(
    "promise", [beds(), beds(None), beds("1", None, **DONE), trend()], ids=lambda p: p.comparator
)
@pytest.mark.parametrize("on", ["2018-12-31", "2020-12-31"])
def test_without_a_number_nothing_else_is_asked(promise, state, expected, on):
    assert ruled(promise, unseen(state, on)) == expected


@pytest.mark.parametrize("promise", [beds(None), beds(None, None), beds(None, None, **DONE)])
@pytest.mark.parametrize("on", ["2018-12-31", "2021-03-31"])
def test_without_a_target_here_it_is_not_divided(promise, on):
    assert ruled(promise, seen("99", on)) == (4, "not_applicable", "not_divided")


@pytest.mark.parametrize(
    ("promise", "value"),
    [
        (beds(), "35"),
        (beds(), "35.0001"),
        (beds("35", None), "35"),
        (beds("35", "36"), "35"),
        (beds("1.3", "1.5", **AT_MOST), "1.3"),
        (beds("1.3", "1.5", **AT_MOST), "0"),
        (beds("1", None, **DONE), "1"),
        (beds("0", "-10"), "0"),
    ],
)
@pytest.mark.parametrize(
    ("on", "reason"),
    [("2018-12-31", "met"), ("2020-12-31", "met"), ("2021-03-31", "met_late")],
)
def test_a_met_target_is_achieved_and_late_after_the_due_day(promise, value, on, reason):
    assert ruled(promise, seen(value, on)) == (5, "achieved", reason)


@pytest.mark.parametrize("on", ["2018-12-31", "2020-12-31", "2021-03-31"])
def test_the_lowest_is_not_achieved_while_regions_are_missing(on):
    promise = beds(aggregation="lowest")
    result = judge(promise, seen("36", on, complete=False))
    assert (result.rule, result.verdict, result.reason, result.provisional) == (
        5,
        Verdict.NO_DATA,
        Reason.WORST_UNKNOWN,
        True,
    )
    assert (result.opinion, result.ratio, result.required_per_year) == (None, None, None)


def test_the_lowest_known_below_the_target_is_judged_though_regions_are_missing():
    promise = beds(aggregation="lowest")
    assert ruled(promise, seen("34.9", "2020-12-31", complete=False)) == (
        6,
        "far_behind",
        "due_unmet",
    )


def test_a_pooled_value_is_achieved_for_the_time_being_while_regions_are_missing():
    result = judge(beds(), seen("36", complete=False))
    assert (result.verdict, result.provisional) == (Verdict.ACHIEVED, True)


@pytest.mark.parametrize(
    "promise",
    [
        beds(),
        beds("35", None),
        beds("35", "36"),
        beds("35", None, yearly_targets={2019: Decimal(1)}),
        beds("1.3", "1.5", **AT_MOST),
        beds("100", None, **DONE),
    ],
)
@pytest.mark.parametrize("on", ["2020-12-31", "2021-03-31"])
def test_an_unmet_promise_is_far_behind_from_the_due_day_on(promise, on):
    value = "34.9999" if promise.comparator != "at_most" else "1.3001"
    assert ruled(promise, seen(value, on)) == (6, "far_behind", "due_unmet")


@pytest.mark.parametrize("base", [None, "0", "100"])
def test_a_milestone_is_not_due_before_its_day(base):
    assert ruled(beds("100", base, **DONE), seen("99")) == (7, "not_due", "not_yet_done")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("50", "on_track"), ("49.9999", "not_met")],
)
def test_without_a_baseline_the_yearly_targets_alone_judge(value, expected):
    promise = beds("60", None, yearly_targets={2017: Decimal(40), 2018: Decimal(50)})
    assert ruled(promise, seen(value))[:2] == (8, expected)


def test_without_a_baseline_nothing_is_planned_before_the_first_yearly_target():
    promise = beds("60", None, yearly_targets={2019: Decimal(1)})
    assert ruled(promise, seen("50")) == (8, "not_met", "no_baseline")


def test_without_a_baseline_and_yearly_targets_the_pace_is_not_judged():
    assert ruled(beds("60", None), seen("59.9")) == (8, "not_met", "no_baseline")


def test_on_the_yearly_path_without_a_baseline():
    promise = beds("2", None, yearly_targets={2018: Decimal(4)}, **AT_MOST)
    assert ruled(promise, seen("4")) == (8, "on_track", "on_yearly_path")
    assert ruled(promise, seen("4.1")) == (8, "not_met", "no_baseline")


@pytest.mark.parametrize("base", ["36", "35"])
def test_falling_below_a_target_that_the_baseline_had_met_is_a_regress(base):
    assert ruled(beds("35", base), seen("34.9")) == (9, "regressing", "baseline_had_met")


def test_rising_above_a_ceiling_that_the_baseline_had_kept_is_a_regress():
    assert ruled(beds("1.3", "1.2", **AT_MOST), seen("1.4")) == (
        9,
        "regressing",
        "baseline_had_met",
    )


@pytest.mark.parametrize(
    ("promise", "value"), [(beds(), "29.9999"), (beds("1.3", "1.5", **AT_MOST), "1.5001")]
)
def test_worse_than_the_baseline_is_a_regress(promise, value):
    assert ruled(promise, seen(value)) == (10, "regressing", "below_baseline")


def test_a_planned_dip_below_the_baseline_is_no_regress():
    promise = beds(yearly_targets={2016: Decimal(29)})
    assert ruled(promise, seen("29", "2016-12-31")) == (11, "on_track", "pace")
    assert ruled(promise, seen("28.9999", "2016-12-31")) == (10, "regressing", "below_baseline")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("33", "on_track"),
        ("32.9999", "slightly_behind"),
        ("32.5", "slightly_behind"),
        ("32.4999", "behind"),
        ("31.5", "behind"),
        ("31.4999", "far_behind"),
        ("30", "far_behind"),
    ],
)
def test_the_bound_of_a_lag_belongs_to_the_milder_verdict(value, expected):
    assert ruled(beds(), seen(value)) == (11, expected, "pace")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("32.6", "on_track"),  # lag 8
        ("32.5999", "slightly_behind"),
        ("32.25", "slightly_behind"),  # lag 15
        ("32.2499", "behind"),
        ("31.75", "behind"),  # lag 25
        ("31.7499", "far_behind"),
    ],
)
def test_the_plan_sets_the_bounds_of_a_lag(value, expected):
    thresholds = Thresholds(Decimal(8), Decimal(15), Decimal(25))
    assert ruled(beds(thresholds=thresholds), seen(value))[1] == expected


@pytest.mark.parametrize(("nudge", "expected"), [("9e-21", "slightly_behind"), ("2e-20", "behind")])
def test_a_difference_below_ten_to_the_minus_twenty_is_a_tie(nudge, expected):
    promise = beds("100", "0")
    assert ruled(promise, seen(Decimal(50) - Decimal(nudge)))[1] == expected


def test_a_target_missed_by_less_than_the_tolerance_is_met():
    assert ruled(beds(), seen(Decimal(35) - Decimal("9e-21")))[1] == "achieved"
    assert ruled(beds(), seen(Decimal(35) - Decimal("1e-20")))[1] != "achieved"


def test_a_baseline_is_used_only_after_its_day():
    promise = beds("35", baseline(on="2016-12-31"))
    on_the_day = judge(promise, seen("31", "2016-12-31"))
    after_it = judge(promise, seen("31", "2017-03-31"))
    assert (on_the_day.rule, on_the_day.baseline) == (8, None)
    assert (after_it.rule, after_it.baseline) == (11, promise.baseline)


def test_a_value_that_stands_from_the_year_end_is_judged_on_its_own_day():
    """Judged in September 2018 it would have aged into a lag of 15."""
    result = judge(beds(), seen("32", "2017-12-31"))
    assert (result.time_share, result.lag) == (Decimal("0.4"), Decimal(0))


def test_only_a_number_can_be_for_the_time_being():
    nothing = Observation(State.NOT_REPORTED, None, day("2018-12-31"), complete=False)
    assert judge(beds(), nothing).provisional is False


@pytest.mark.parametrize(
    ("state", "value"), [(State.NUMBER, None), (State.NOT_REPORTED, Decimal(0))]
)
def test_a_number_and_nothing_else_has_a_value(state, value):
    with pytest.raises(ValueError, match="value"):
        Observation(state, value, day("2018-12-31"))


def test_words_from_the_database_serve_as_well_as_the_named_ones():
    promise = beds("1.3", "1.5", comparator="at_most")
    assert judge(promise, seen("1.2")).opinion == Opinion.TARGET_ACHIEVED
