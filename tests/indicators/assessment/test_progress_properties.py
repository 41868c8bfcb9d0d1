"""What must hold for every value, promise and day."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal, getcontext, localcontext
from itertools import pairwise
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.assessment.progress import (
    Comparator,
    Thresholds,
    Verdict,
    displayed,
    displayed_gap,
    gap,
    judge,
    meets,
    rank,
)
from tests.indicators.assessment.promises import BaselineValue, beds, seen

ROOT = Path(__file__).parents[3]
FROM_GOOD_TO_BAD = list(Verdict)
MIRROR = {Comparator.AT_LEAST: Comparator.AT_MOST, Comparator.AT_MOST: Comparator.AT_LEAST}
QUARTERS = [
    date(year, month, last)
    for year in range(2016, 2021)
    for month, last in ((3, 31), (6, 30), (9, 30), (12, 31))
]

figures = st.decimals(-100_000, 100_000, places=4)
positive = st.decimals("0.0001", 100_000, places=4)
comparators = st.sampled_from(list(MIRROR))
quarters = st.sampled_from(QUARTERS)
yearly = st.dictionaries(st.integers(2014, 2021), figures, max_size=4)
histories = st.lists(st.tuples(quarters, figures), max_size=8, unique_by=lambda point: point[0])


@st.composite
def promises(draw, values=figures):
    base = draw(st.none() | values)
    on = draw(st.sampled_from([date(2015, 12, 31), date(2016, 12, 31)]))
    return beds(
        str(draw(values)),
        None if base is None else BaselineValue(base, on, "reported"),
        comparator=draw(comparators),
        yearly_targets=draw(yearly),
    )


def moved(promise, history, change):
    """The same promise and history with every value changed."""
    base = promise.baseline
    return replace(
        promise,
        target=change(promise.target),
        baseline=base and replace(base, value=change(base.value)),
        yearly_targets={year: change(value) for year, value in promise.yearly_targets.items()},
    ), [(on, change(value)) for on, value in history]


def close(one, other):
    if one is None or other is None:
        return one is other
    return abs(one - other) < Decimal("1e-18")


def said(result):
    return result.verdict, result.rule, result.reason, result.time_share


@given(promises(), quarters, st.lists(figures, min_size=2, max_size=6))
def test_a_better_value_never_has_a_worse_verdict(promise, on, values):
    values = sorted(values, reverse=promise.comparator == Comparator.AT_LEAST)
    places = [
        FROM_GOOD_TO_BAD.index(judge(promise, seen(value, str(on))).verdict) for value in values
    ]
    assert all(better <= worse for better, worse in pairwise(places))


@given(promises(), quarters, figures, histories)
def test_a_ceiling_is_a_floor_turned_round(promise, on, value, history):
    negated, run = moved(promise, history, lambda number: -number)
    mirrored = replace(negated, comparator=MIRROR[promise.comparator])
    one = judge(promise, seen(value, str(on)), history=history)
    other = judge(mirrored, seen(-value, str(on)), history=run)
    assert said(one) == said(other)
    assert (one.completion, one.lag, one.forecast_short) == (
        other.completion,
        other.lag,
        other.forecast_short,
    )
    for name in ("planned", "forecast", "required_per_year", "achieved_per_year"):
        number = getattr(other, name)
        assert getattr(one, name) == (None if number is None else number.copy_negate())


@given(promises(positive), quarters, positive, st.sampled_from(["0.001", "3", "10000"]), histories)
def test_another_unit_changes_no_verdict(promise, on, value, unit, history):
    def change(number):
        return number * Decimal(unit)

    scaled, run = moved(promise, history, change)
    one = judge(promise, seen(value, str(on)), history=history)
    other = judge(scaled, seen(change(value), str(on)), history=run)
    assert (said(one), one.opinion) == (said(other), other.opinion)
    assert close(one.completion, other.completion)
    assert close(one.lag, other.lag)


@given(promises(), quarters, figures, figures, histories)
def test_another_zero_changes_no_verdict(promise, on, value, offset, history):
    shifted, run = moved(promise, history, lambda number: number + offset)
    one = judge(promise, seen(value, str(on)), history=history)
    other = judge(shifted, seen(value + offset, str(on)), history=run)
    assert said(one) == said(other)
    assert close(one.completion, other.completion)
    assert close(one.lag, other.lag)


@given(
    figures,
    figures,
    st.sampled_from(QUARTERS[:-1]),
    st.sampled_from([Decimal(0), Decimal(10), Decimal(30)]),
)
def test_a_value_exactly_on_a_bound_has_the_milder_verdict(base, target, on, bound):
    """Thirds and sevenths of the time do not end as decimals; the tie must not tip over."""
    assume(base != target)
    comparator = Comparator.AT_LEAST if target > base else Comparator.AT_MOST
    promise = beds(str(target), str(base), comparator=comparator, due_on=date(2020, 12, 31))
    gone = (on.year - 2016) * 12 + on.month
    with localcontext(Context(prec=50)):
        share = Decimal(gone) / 60 - bound / 100
        value = base + (target - base) * share
    milder = dict(zip((0, 10, 30), ("on_track", "slightly_behind", "behind"), strict=True))
    verdict = judge(promise, seen(value, str(on))).verdict
    assert verdict == ("regressing" if share < 0 else milder[int(bound)])


@given(st.dictionaries(st.integers(), st.none() | figures, max_size=20), comparators, st.randoms())
def test_ranks_do_not_depend_on_the_order_of_the_regions(values, comparator, dice):
    shuffled = list(values.items())
    dice.shuffle(shuffled)
    assert rank(dict(shuffled), comparator=comparator) == rank(values, comparator=comparator)


@given(st.dictionaries(st.integers(), st.decimals(0, 3, places=0), max_size=20), comparators)
def test_a_rank_is_one_more_than_the_number_of_those_who_are_better(values, comparator):
    def better(one, other):
        return one > other if comparator == Comparator.AT_LEAST else one < other

    assert rank(values, comparator=comparator) == {
        region: 1 + sum(better(other, value) for other in values.values())
        for region, value in values.items()
    }


@given(positive, st.lists(st.tuples(positive, positive), max_size=6), comparators)
def test_the_gaps_of_the_regions_add_up(target, parts, comparator):
    def lacking(numerator, denominator):
        return gap(
            comparator=comparator,
            target=target,
            numerator=numerator,
            denominator=denominator,
            factor=1000,
        )

    whole = lacking(sum(n for n, _ in parts), sum(d for _, d in parts))
    assert sum(lacking(*part) for part in parts) == whole


@given(figures, st.integers(0, 3))
def test_a_gap_shown_is_enough_and_less_than_one_step_too_much(exact, decimals):
    shown = displayed_gap(exact, decimals)
    assert 0 <= shown - exact < Decimal(1).scaleb(-decimals)


@given(figures, figures, comparators, st.integers(0, 3))
def test_what_is_shown_is_unmet_exactly_where_the_value_is(value, target, comparator, decimals):
    shown = displayed(value, decimals, target, comparator)
    assert abs(shown - value) <= Decimal(5).scaleb(-decimals - 1)
    if not meets(value, target, comparator):
        assert not meets(shown, target, comparator)


@given(promises(), quarters, figures, histories)
def test_the_callers_decimal_context_is_neither_used_nor_changed(promise, on, value, history):
    expected = judge(promise, seen(value, str(on)), history=history)
    with localcontext(Context(prec=3)):
        assert judge(promise, seen(value, str(on)), history=history) == expected
        assert getcontext().prec == 3


@given(promises(), quarters, figures)
def test_wider_bounds_never_worsen_a_verdict(promise, on, value):
    lenient = replace(promise, thresholds=Thresholds(Decimal(5), Decimal(20), Decimal(50)))
    before, after = (
        FROM_GOOD_TO_BAD.index(judge(terms, seen(value, str(on))).verdict)
        for terms in (promise, lenient)
    )
    assert after <= before


def test_the_pure_part_needs_no_django():
    program = (
        "import sys, indicators.assessment.progress;"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert answer.returncode == 0
