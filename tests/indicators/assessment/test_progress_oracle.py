"""The table of verdicts once more, in fractions and straight from the text, for any promise."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indicators.assessment.progress import Comparator, Thresholds, judge
from tests.indicators.assessment.promises import BaselineValue, beds, seen

CLOSE = Fraction(1, 10**24)
ENDS = [(3, 31), (6, 30), (9, 30), (12, 31)]
quarters = st.builds(
    lambda year, end: date(year, *end), st.integers(2015, 2021), st.sampled_from(ENDS)
)
figures = st.integers(-60, 60).map(lambda number: number / 4) | st.floats(-15, 15)
decimals = figures.map(lambda number: f"{number:.4f}")


def months(on):
    last = {2: 29 if on.year % 4 == 0 else 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(on.month, 31)
    return on.year * 12 + on.month - (0 if on.day == last else 1)


def on_the_line(points, x):
    """The value at x of the polyline through the points; None before the first."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * Fraction(x - x0, x1 - x0)
    return None


@dataclass
class Told:
    """What the text says of a value; every number a Fraction, `base` (value, day) or None."""

    comparator: str
    target: Fraction
    base: tuple | None
    yearly: dict
    value: Fraction
    on: date
    due: date
    bounds: tuple

    def good(self, one, other):
        return one <= other if self.comparator == "at_most" else one >= other

    @property
    def start(self):
        return self.base[1] if self.base else date(2015, 12, 31)

    @property
    def used(self):
        return self.base[0] if self.base and self.on > self.base[1] else None

    @property
    def head_start(self):
        return self.used is not None and self.good(self.used, self.target)

    @property
    def share(self):
        gone, total = (months(day) - months(self.start) for day in (self.on, self.due))
        return min(max(Fraction(gone, total), 0), 1)

    @property
    def planned(self):
        begin = -1 if self.used is None else months(self.start)
        points = [(begin, self.used)] if self.used is not None else []
        points += [
            (12 * year + 12, value)
            for year, value in sorted(self.yearly.items())
            if begin < 12 * year + 12 < months(self.due)
        ]
        if not points or self.comparator == "done":
            return None
        if self.on >= self.due or self.head_start:
            return self.target
        return on_the_line([*points, (months(self.due), self.target)], months(self.on))

    @property
    def completion(self):
        if self.used is None or self.head_start or self.comparator == "done":
            return None
        return (self.value - self.used) / (self.target - self.used)

    @property
    def lag(self):
        if self.completion is None:
            return None
        return (self.planned - self.value) / (self.target - self.used) * 100

    def verdict(self):
        if self.good(self.value, self.target):
            return 5, "achieved"
        if self.on >= self.due:
            return 6, "far_behind"
        if self.comparator == "done":
            return 7, "not_due"
        if self.used is None:
            on_path = self.planned is not None and self.good(self.value, self.planned)
            return 8, "on_track" if on_path else "not_met"
        return (9, "regressing") if self.head_start else self.by_lag()

    def by_lag(self):
        if self.completion < 0 and self.lag > 0:
            return 10, "regressing"
        words = ("on_track", "slightly_behind", "behind")
        for word, bound in zip(words, self.bounds, strict=True):
            if self.lag <= bound:
                return 11, word
        return 11, "far_behind"


def agrees(ours, theirs):
    if ours is None or theirs is None:
        return ours is theirs
    return abs(Fraction(ours) - theirs) < CLOSE


@given(
    comparator=st.sampled_from(["at_least", "at_most", "done"]),
    target=decimals,
    base=st.none() | st.tuples(decimals, st.sampled_from([date(2015, 12, 31), date(2017, 3, 31)])),
    yearly=st.dictionaries(st.integers(2015, 2021), decimals, max_size=5),
    value=decimals,
    on=quarters,
    due=st.sampled_from([date(2019, 12, 31), date(2020, 6, 30), date(2020, 12, 31)]),
    bounds=st.sampled_from([(0, 10, 30), (8, 15, 25)]),
)
def test_judge_says_what_the_text_says(comparator, target, base, yearly, value, on, due, bounds):
    exact = {year: Fraction(number) for year, number in yearly.items()}
    start = base and (Fraction(base[0]), base[1])
    expected = Told(comparator, Fraction(target), start, exact, Fraction(value), on, due, bounds)
    promise = beds(
        target,
        base and BaselineValue(seen(base[0]).value, base[1], "reported"),
        comparator=Comparator(comparator),
        yearly_targets={year: seen(number).value for year, number in yearly.items()},
        due_on=due,
        thresholds=Thresholds(*bounds),
    )
    result = judge(promise, seen(value, str(on)))
    assert (result.rule, result.verdict) == expected.verdict()
    assert agrees(result.time_share, expected.share)
    assert agrees(result.planned, expected.planned)
    assert agrees(result.completion, expected.completion)
    assert agrees(result.lag, expected.lag)


@given(
    base=decimals,
    values=st.dictionaries(quarters, decimals, max_size=12),
    value=decimals,
    on=st.sampled_from([date(2017, 9, 30), date(2019, 12, 31)]),
)
def test_the_forecast_is_the_line_of_least_squares(base, values, value, on):
    promise = beds("1", base)
    points = {months(date(2015, 12, 31)): Fraction(base), months(on): Fraction(value)}
    points |= {
        months(day): Fraction(number)
        for day, number in values.items()
        if date(2015, 12, 31) < day < on
    }
    mean_x = Fraction(sum(points), len(points))
    mean_y = sum(points.values()) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points.items()) / sum(
        (x - mean_x) ** 2 for x in points
    )
    history = [(day, seen(number).value) for day, number in values.items()]
    result = judge(promise, seen(value, str(on)), history=history)
    assert agrees(result.forecast, mean_y + slope * (months(date(2020, 12, 31)) - mean_x))
