"""Gap, rank, target in force and display, where the cases leave questions open."""

from decimal import Decimal

import pytest

from indicators.assessment.exactness import exceeds, reaches, same
from indicators.assessment.progress import (
    Comparator,
    TargetVersion,
    displayed,
    displayed_gap,
    gap,
    meets,
    rank,
    rank_change,
    target_in_force,
)
from tests.indicators.assessment.promises import day


def lacking(comparator="at_least", target="35", numerator="30", denominator="1", factor=1):
    return gap(
        comparator=Comparator(comparator),
        target=None if target is None else Decimal(target),
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        factor=factor,
    )


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({}, "5"),
        ({"comparator": "done"}, "5"),
        ({"comparator": "at_most"}, "-5"),
        ({"comparator": "at_most", "numerator": "37"}, "2"),
        ({"denominator": None}, "5"),
        ({"denominator": "1000", "factor": 1000}, "5"),
        ({"target": "0"}, "-30"),
        ({"numerator": "0", "denominator": "2000", "factor": 100}, "700"),
    ],
)
def test_a_gap_is_in_the_numerators_unit(terms, expected):
    assert lacking(**terms) == Decimal(expected)


def test_a_gap_of_nothing_has_no_sign():
    assert str(lacking("at_most", "30", "30")) == "0"


@pytest.mark.parametrize(
    "terms",
    [{"target": None}, {"numerator": None}, {"comparator": "rising"}, {"comparator": "falling"}],
)
def test_there_is_no_gap_without_target_value_or_for_a_trend(terms):
    assert lacking(**terms) is None


def test_gaps_of_regions_add_up_to_that_of_the_whole():
    parts = [("60", "2"), ("30", "1.5"), ("120", "3")]
    total = lacking(numerator="210", denominator="6.5")
    assert sum(lacking(numerator=n, denominator=d) for n, d in parts) == total


@pytest.mark.parametrize(
    ("exact", "decimals", "shown"),
    [
        ("12.1", 0, "13"),
        ("12", 0, "12"),
        ("-4.2", 0, "-4"),
        ("-0.3", 0, "0"),
        ("0.01", 1, "0.1"),
        ("12.345", 2, "12.35"),
        ("12.000000000000000000005", 0, "12"),
        ("12.00000000000000000002", 0, "13"),
    ],
)
def test_a_gap_is_shown_rounded_up(exact, decimals, shown):
    assert str(displayed_gap(Decimal(exact), decimals)) == shown


@pytest.mark.parametrize(
    ("comparator", "order"),
    [
        ("at_least", "cab"),
        ("rising", "cab"),
        ("done", "cab"),
        ("at_most", "bac"),
        ("falling", "bac"),
    ],
)
def test_the_good_direction_is_the_comparators(comparator, order):
    values = {"a": Decimal(2), "b": Decimal(-1), "c": Decimal("2.0001")}
    ranks = rank(values, comparator=Comparator(comparator))
    assert ranks == {region: place for place, region in enumerate(order, start=1)}


def test_ranks_tie_within_the_tolerance_and_beyond_it_do_not():
    third = Decimal(1) / 3
    values = {"a": third, "b": third + Decimal("5e-21"), "c": third - Decimal("2e-20")}
    assert rank(values, comparator=Comparator.AT_LEAST) == {"a": 1, "b": 1, "c": 3}


def test_nobody_is_ranked_where_nobody_has_a_value():
    assert rank({}, comparator=Comparator.AT_LEAST) == {}
    assert rank({"a": None}, comparator=Comparator.AT_LEAST) == {}


def test_falling_in_rank_is_a_negative_change():
    assert rank_change({"a": 1, "b": 3}, {"a": 4, "b": 1, "c": 2}) == {"a": -3, "b": 2}


FIRST = TargetVersion(day("2016-11-15"), 1, Decimal(35))
LATER = TargetVersion(day("2018-07-01"), 2, Decimal(36))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2015-12-31", None),
        ("2016-01-01", FIRST),
        ("2016-11-15", FIRST),
        ("2018-06-30", FIRST),
        ("2018-07-01", LATER),
        ("2020-12-31", LATER),
    ],
)
def test_a_new_version_leaves_old_verdicts_alone(on, expected):
    chosen = target_in_force([LATER, FIRST], plan_start=day("2016-01-01"), on=day(on))
    assert chosen is expected


def test_a_target_adopted_before_the_plans_start_counts_from_its_adoption():
    early = TargetVersion(day("2015-11-01"), 1, Decimal(35))
    for on, expected in (("2015-10-31", None), ("2015-12-31", early)):
        assert target_in_force([early], plan_start=day("2016-01-01"), on=day(on)) is expected


def test_without_a_version_there_is_no_target():
    assert target_in_force([], plan_start=day("2016-01-01"), on=day("2018-12-31")) is None


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("32.45", 1, "32.5"),
        ("32.4", 2, "32.40"),
        ("-0.04", 1, "0.0"),
        ("99999999999.99995", 4, "100000000000.0000"),
    ],
)
def test_a_value_is_rounded_half_up_for_display(value, decimals, shown):
    assert str(displayed(Decimal(value), decimals)) == shown


@pytest.mark.parametrize(
    ("value", "target", "comparator", "shown"),
    [
        ("34.999", "35", "at_least", "34.999"),
        ("34.96", "35", "at_least", "34.96"),
        ("34.94", "35", "at_least", "34.9"),
        ("35.04", "35", "at_least", "35.0"),
        ("35.04", "35", "at_most", "35.04"),
        ("34.96", "35", "at_most", "35.0"),
        ("34.96", "34.98", "at_least", "34.96"),  # 35.0 would look better than its target
        ("34.92", "34.94", "at_least", "34.92"),  # the target beside it may read 34.9
        ("99.96", "100", "done", "99.96"),
        ("34.99999999999999999999", "35", "at_least", "34.99999999999999999999"),
        ("34.999999999999999999995", "35", "at_least", "35.0"),
        ("99.96", "100", "rising", "100.0"),
    ],
)
def test_an_unmet_value_never_looks_like_its_target(value, target, comparator, shown):
    result = displayed(Decimal(value), 1, Decimal(target), Comparator(comparator))
    assert str(result) == shown


def test_without_a_comparator_a_target_changes_nothing():
    assert str(displayed(Decimal("34.999"), 1, Decimal(35))) == "35.0"


@pytest.mark.parametrize(
    ("comparator", "below", "equal", "above"),
    [
        (Comparator.AT_LEAST, False, True, True),
        (Comparator.DONE, False, True, True),
        (Comparator.AT_MOST, True, True, False),
    ],
)
def test_equal_is_met(comparator, below, equal, above):
    answers = [meets(Decimal(value), Decimal(35), comparator) for value in ("34.9", "35", "35.1")]
    assert answers == [below, equal, above]


@pytest.mark.parametrize(
    ("difference", "is_same", "is_reached", "is_exceeded"),
    [
        ("1e-20", False, True, True),
        ("9e-21", True, True, False),
        ("-9e-21", True, True, False),
        ("-1e-20", False, False, False),
    ],
)
def test_a_difference_of_the_tolerance_itself_counts(difference, is_same, is_reached, is_exceeded):
    value = Decimal(difference)
    assert same(value, Decimal(0)) is is_same
    assert reaches(value, Decimal(0)) is is_reached
    assert exceeds(value, Decimal(0)) is is_exceeded
