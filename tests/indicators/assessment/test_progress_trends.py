"""Trends: each row of their table, and what a year end that was missed does."""

import pytest

from indicators.assessment.progress import Comparator, EachYear, judge, kept
from tests.indicators.assessment.promises import day, pair, seen, trend

BETTER = pair("27", "26")
ENDS = [
    pair("25", "24", "2016-12-31"),
    pair("26", "25", "2017-12-31"),
]


def ruled(promise, observation, this_year, year_ends=()):
    result = judge(promise, observation, this_year=this_year, year_ends=year_ends)
    assert result.rule == 3
    return result.row, str(result.verdict), str(result.reason)


def ends(*changes):
    """Year ends from 2016 on; each better by that much, None for one that is missing."""
    return [
        pair(None if change is None else str(25 + change), "25", f"{2016 + place}-12-31")
        for place, change in enumerate(changes)
    ]


@pytest.mark.parametrize("on", ["2016-03-31", "2020-12-31"])
@pytest.mark.parametrize("this_year", [pair("27", None, can_exist=False), None])
def test_where_no_earlier_value_can_exist_it_is_not_due(this_year, on):
    assert ruled(trend(), seen("27", on), this_year) == (1, "not_due", "first_year")


@pytest.mark.parametrize("on", ["2018-12-31", "2020-12-31"])
@pytest.mark.parametrize("this_year", [pair("27", None), pair(None, "26"), pair(None, None)])
def test_where_the_earlier_value_is_missing_there_is_no_verdict(this_year, on):
    assert ruled(trend(), seen("27", on), this_year, ENDS) == (1, "no_data", "not_compared")


def due(this_year, year_ends, each_year="strict"):
    return ruled(trend(each_year=each_year), seen("27", "2020-12-31"), this_year, year_ends)


def test_on_the_due_day_every_year_end_was_good():
    assert due(BETTER, ends(1, 1, 1, 1)) == (2, "achieved", "kept")


def test_on_the_due_day_one_year_end_was_not():
    assert due(BETTER, ends(1, -1, 1, 1)) == (2, "far_behind", "broken")
    assert due(BETTER, ends(1, 0, 1, 1)) == (2, "far_behind", "broken")


def test_on_the_due_day_this_comparison_is_not_good():
    assert due(pair("26", "27"), ends(1, 1, 1, 1)) == (2, "far_behind", "broken")
    assert due(pair("27", "27"), ends(1, 1, 1, 1)) == (2, "far_behind", "broken")


def test_on_the_due_day_one_year_end_cannot_be_compared():
    assert due(BETTER, ends(1, None, 1, 1)) == (2, "no_data", "year_end_missing")


def test_a_known_break_goes_before_a_missing_year_end():
    assert due(BETTER, ends(1, None, -1, 1)) == (2, "far_behind", "broken")


def test_the_promise_is_judged_as_a_whole_after_the_due_day_too():
    result = ruled(trend(), seen("27", "2021-06-30"), BETTER, ends(1, -1, 1, 1, 1))
    assert result == (2, "far_behind", "broken")


def test_a_year_end_that_could_not_be_compared_by_nature_is_no_gap():
    first = pair("25", None, "2016-12-31", can_exist=False)
    assert due(BETTER, [first, *ends(1, 1, 1, 1)[1:]]) == (2, "achieved", "kept")


def test_five_equal_years_keep_a_promise_that_allows_them():
    assert due(pair("100", "100"), ends(0, 0, 0, 0), "flat_allowed") == (2, "achieved", "kept")


@pytest.mark.parametrize("each_year", ["strict", "flat_allowed"])
def test_worse_than_a_year_ago_is_a_regress(each_year):
    result = ruled(trend(each_year=each_year), seen("25"), pair("25", "26"), ENDS)
    assert result == (3, "regressing", "worse")


def test_equal_is_behind_only_where_each_year_must_rise():
    assert ruled(trend(), seen("26"), pair("26", "26"), ENDS) == (3, "behind", "unchanged")
    flat = trend(each_year="flat_allowed")
    assert ruled(flat, seen("26"), pair("26", "26"), ENDS) == (4, "on_track", "keeping")


def test_a_broken_year_end_is_not_forgotten():
    result = judge(trend(), seen("27"), this_year=BETTER, year_ends=ends(1, -1))
    assert (result.row, result.verdict, result.reason) == (4, "slightly_behind", "interrupted")
    assert (result.broken, result.uncompared) == ((day("2017-12-31"),), ())


def test_a_missing_year_end_is_no_known_break_but_is_told():
    result = judge(trend(), seen("27"), this_year=BETTER, year_ends=ends(None, 1))
    assert (result.row, result.verdict, result.reason) == (4, "on_track", "keeping")
    assert (result.broken, result.uncompared) == ((), (day("2016-12-31"),))


def test_better_every_year_is_on_track():
    assert ruled(trend(), seen("27"), BETTER, ENDS) == (4, "on_track", "keeping")


def test_only_earlier_year_ends_count():
    later = pair("1", "2", "2019-12-31")
    same = pair("1", "2", "2018-12-31")
    result = judge(trend(), seen("27"), this_year=BETTER, year_ends=[*ENDS, same, later])
    assert (result.verdict, result.broken) == ("on_track", ())


def test_falling_is_better_for_a_falling_promise():
    falling = trend("falling", "flat_allowed")
    assert ruled(falling, seen("1.5"), pair("1.5", "1.6"))[1] == "on_track"
    assert ruled(falling, seen("1.6"), pair("1.6", "1.6"))[1] == "on_track"
    assert ruled(falling, seen("1.7"), pair("1.7", "1.6"))[1] == "regressing"


def test_the_pair_compared_is_told_and_a_target_is_ignored():
    result = judge(trend(), seen("27", complete=False), this_year=BETTER)
    assert (result.compared, result.provisional) == (BETTER, True)


@pytest.mark.parametrize(
    ("now", "earlier", "strict", "flat_allowed"),
    [
        ("26", "25", True, True),
        ("25", "25", False, True),
        ("25.000000000000000000005", "25", False, True),
        ("25", "25.000000000000000000005", False, True),
        ("25", "26", False, False),
        ("25", None, None, None),
        (None, "25", None, None),
    ],
)
def test_one_comparison_is_kept_broken_or_unknown(now, earlier, strict, flat_allowed):
    def judged(comparator, each_year, first, second):
        return kept(pair(first, second), comparator=comparator, each_year=each_year)

    assert judged(Comparator.RISING, EachYear.STRICT, now, earlier) is strict
    assert judged(Comparator.RISING, EachYear.FLAT_ALLOWED, now, earlier) is flat_allowed


@pytest.mark.parametrize(("now", "earlier", "good"), [("25", "26", True), ("26", "25", False)])
def test_a_falling_comparison_is_kept_by_falling(now, earlier, good):
    one = pair(now, earlier)
    assert kept(one, comparator=Comparator.FALLING, each_year=EachYear.STRICT) is good
