"""The second opinion against the published method of Open SDG, and where it departs from it."""

import pytest

from indicators.assessment.progress import Comparator, judge
from tests.indicators.assessment.open_sdg import progress
from tests.indicators.assessment.promises import baseline, beds, day, seen

MORE, LESS = 1, -1
COMPARATORS = {MORE: Comparator.AT_LEAST, LESS: Comparator.AT_MOST}
ACHIEVED, ON, ACC, LTD, DET = (
    "target_achieved", "on_track", "accelerate", "limited", "deterioration",
)  # fmt: skip
CASES = [  # direction; values by year, the first of them the base; target by 2020; category
    (MORE, {2015: 30, 2016: 31}, 35, ON),
    (MORE, {2015: 30, 2016: 30.8}, 35, ACC),
    (MORE, {2015: 30, 2016: 30.3}, 35, LTD),
    (MORE, {2015: 30, 2016: 30}, 35, LTD),
    (MORE, {2015: 30, 2016: 29.999}, 35, DET),
    (MORE, {2015: 30, 2018: 32.4}, 35, ACC),
    (MORE, {2015: 30, 2018: 32.9}, 35, ON),
    (MORE, {2015: 30, 2018: 31.5}, 35, LTD),
    (MORE, {2015: 30, 2019: 34.99}, 35, ON),
    (MORE, {2015: 30, 2019: 33}, 35, ACC),
    (MORE, {2015: 30, 2019: 12}, 35, DET),
    (MORE, {2015: 30, 2016: 34, 2017: 31, 2018: 30.1}, 35, LTD),
    (MORE, {2015: 30, 2016: 20, 2017: 10, 2018: 34}, 35, ON),
    (MORE, {2016: 30, 2018: 32.4}, 35, ON),
    (MORE, {2017: 30, 2019: 33}, 35, ACC),
    (MORE, {2018: 30, 2019: 31}, 35, LTD),
    (MORE, {2015: 1, 2017: 10}, 1000, ACC),
    (MORE, {2015: 1, 2017: 20}, 1000, ON),
    (MORE, {2015: 0.0001, 2019: 0.01}, 99999, LTD),
    (MORE, {2015: 99, 2017: 99.5}, 100, ON),
    (MORE, {2015: 99, 2019: 99.5}, 100, ACC),
    (MORE, {2015: 50, 2019: 0}, 60, DET),
    (MORE, {2015: 120000, 2018: 121000}, 180000, LTD),
    (MORE, {2015: 0.52, 2017: 0.6}, 0.7, ON),
    (MORE, {2015: 68, 2018: 66}, 70, DET),
    (MORE, {2015: 36, 2018: 34}, 35, DET),  # the base had met the target
    (MORE, {2015: 36, 2018: 34.9}, 35, DET),
    (MORE, {2015: 30, 2016: 35}, 35, ACHIEVED),
    (MORE, {2015: 30, 2018: 36}, 35, ACHIEVED),
    (MORE, {2015: 36, 2018: 35.5}, 35, ACHIEVED),
    (MORE, {2015: 35, 2018: 35}, 35, ACHIEVED),
    (MORE, {2015: 35}, 35, ACHIEVED),  # one data point, and the target is met
    (MORE, {2015: 30}, 35, None),  # one data point
    (MORE, {2018: 30}, 35, None),
    (MORE, {2015: 30, 2018: -1}, 35, None),
    (LESS, {2015: 1.5, 2016: 1.45}, 1.3, ON),
    (LESS, {2015: 1.5, 2016: 1.47}, 1.3, ACC),
    (LESS, {2015: 1.5, 2016: 1.49}, 1.3, LTD),
    (LESS, {2015: 1.5, 2016: 1.5}, 1.3, LTD),
    (LESS, {2015: 1.5, 2016: 1.51}, 1.3, DET),
    (LESS, {2015: 1.5, 2018: 1.38}, 1.3, ON),
    (LESS, {2015: 1.5, 2018: 1.40}, 1.3, ACC),
    (LESS, {2015: 1.5, 2018: 1.45}, 1.3, LTD),
    (LESS, {2015: 1.5, 2019: 2.5}, 1.3, DET),
    (LESS, {2015: 80, 2017: 72}, 60, ACC),
    (LESS, {2015: 80, 2017: 70}, 60, ON),
    (LESS, {2015: 1000, 2019: 10}, 1, ACC),
    (LESS, {2015: 1000, 2019: 3}, 1, ON),
    (LESS, {2016: 20, 2018: 19}, 12, LTD),
    (LESS, {2017: 20, 2019: 14}, 12, ON),
    (LESS, {2015: 20, 2016: 5, 2018: 21}, 12, DET),
    (LESS, {2015: 1.2, 2018: 1.4}, 1.3, DET),  # the base had met the target
    (LESS, {2015: 1.5, 2016: 1.3}, 1.3, ACHIEVED),
    (LESS, {2015: 1.5, 2018: 0}, 1.3, ACHIEVED),
    (LESS, {2015: 1.2, 2018: 1.25}, 1.3, ACHIEVED),
    (LESS, {2015: 1.2}, 1.3, ACHIEVED),
    (LESS, {2015: 1.5}, 1.3, None),
]
NAMES = [f"{direction:+d} {points} to {target}" for direction, points, target, _said in CASES]


def ours(points, target, direction):
    """(R, category) for the last of the yearly values; one at the end of 2015 is the baseline."""
    ends = {year: f"{year}-12-31" for year in points}
    *_before, now = points
    start = baseline(str(points[2015]), ends[2015]) if 2015 in points else None
    promise = beds(str(target), start, comparator=COMPARATORS[direction])
    history = [
        (day(ends[y]), seen(str(points[y]), ends[y]).value) for y in points if 2015 < y < now
    ]
    found = judge(promise, seen(str(points[now]), ends[now]), history=history)
    return found.ratio, found.opinion


def theirs(points, target, direction):
    return progress(points, target, 2020, direction=direction)


@pytest.mark.parametrize(("direction", "points", "target", "said"), CASES, ids=NAMES)
def test_it_agrees_with_the_published_method(direction, points, target, said):
    ratio, category = theirs(points, target, direction)
    found, opinion = ours(points, target, direction)
    assert (category, opinion) == (said, said)
    assert (ratio is None) == (found is None)
    assert ratio is None or float(found) == pytest.approx(ratio, rel=1e-9, abs=1e-12)


def test_there_are_fifty_cases_of_both_directions():
    falling = [case for case in CASES if case[0] == LESS]
    assert (len(CASES), len(falling)) == (57, 22)


DEPARTURES = [  # what Open SDG says where 1-domain wants no second opinion
    ("a base of 0 becomes 0.001, and any sum that starts there is on track",
     MORE, {2015: 0, 2016: 1}, 120000, ON),
    ("a base of 0 becomes 0.001, and falls from there",
     LESS, {2015: 0, 2018: 9}, 5, DET),
    ("a target of 0 becomes 0.001, a factor of 20,000 away",
     LESS, {2015: 20, 2019: 1}, 0, ACC),
    ("negative values grow by their distance from 0",
     MORE, {2015: -8, 2018: -6}, -5, ON),
    ("negative values fall by it", LESS, {2015: -5, 2018: -5.5}, -8, LTD),
    ("a negative base may not become positive, but a negative target still counts",
     LESS, {2015: -2, 2018: -1}, -4, DET),
    ("in the year of the target it still judges the pace", MORE, {2015: 30, 2020: 34}, 35, ACC),
]  # fmt: skip


@pytest.mark.parametrize(
    ("direction", "points", "target", "said"),
    [case[1:] for case in DEPARTURES],
    ids=[case[0] for case in DEPARTURES],
)
def test_it_departs_on_purpose_where(direction, points, target, said):
    assert theirs(points, target, direction)[1] == said
    assert ours(points, target, direction) == (None, None)


def test_it_departs_on_purpose_where_the_base_equals_the_target():
    """Nothing was required: Open SDG divides by 0."""
    with pytest.raises(ZeroDivisionError):
        theirs({2015: 35, 2018: 34}, 35, MORE)
    assert ours({2015: 35, 2018: 34}, 35, MORE) == (None, None)
