"""The largest remainder: parts add up exactly and stay within one step of the share."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.plan.division import divide

D = Decimal
PLACES = st.integers(0, 4)
WEIGHTS = st.lists(
    st.decimals(0, 10**9, places=4), min_size=1, max_size=17
).filter(any)  # fmt: skip


@st.composite
def divisions(draw):
    places = draw(PLACES)
    total = D(draw(st.integers(0, 10**11))).scaleb(-places)
    return total, dict(enumerate(draw(WEIGHTS))), places


@given(divisions())
def test_the_parts_add_up_exactly_and_each_is_within_one_step_of_its_share(given_):
    total, weights, places = given_
    parts = divide(total, weights, decimals=places)
    step = Fraction(1, 10**places)
    whole = sum(map(Fraction, weights.values()))
    assert (sum(parts.values()), list(parts)) == (total, list(weights))
    for key, part in parts.items():
        assert abs(Fraction(part) - Fraction(total) * Fraction(weights[key]) / whole) < step
        assert part >= 0


@given(divisions())
def test_who_weighs_more_never_gets_less_and_nothing_weighs_nothing(given_):
    total, weights, places = given_
    parts = divide(total, weights, decimals=places)
    for one, part in parts.items():
        assert all(parts[other] >= part for other in parts if weights[other] > weights[one])
        assert weights[one] or part == 0


@given(divisions(), st.integers(1, 1000))
def test_only_the_shares_matter(given_, times):
    total, weights, places = given_
    larger = {key: weight * times for key, weight in weights.items()}
    assert divide(total, weights, decimals=places) == divide(total, larger, decimals=places)


def test_seats_are_given_as_in_the_books():
    votes = {"A": D(47000), "B": D(16000), "C": D(15900), "D": D(12000), "E": D(6000), "F": D(3100)}
    seats = divide(D(10), votes, decimals=0)
    assert list(map(int, seats.values())) == [5, 2, 1, 1, 1, 0]


def test_of_equal_remainders_the_first_named_comes_first():
    assert divide(D(10), dict.fromkeys("abc", D(1)), decimals=0) == {"a": 4, "b": 3, "c": 3}
    assert divide(D("0.1"), dict.fromkeys("ab", D(1)), decimals=1) == {"a": D("0.1"), "b": 0}


NEGATIVE = "a negative total or weight"
UNFIT = "no weight, or a total with more decimals than its parts"


@pytest.mark.parametrize(
    ("total", "weights", "why"),
    [
        (D(-1), {"a": D(1)}, NEGATIVE),
        (D(1), {"a": D(2), "b": D(-1)}, NEGATIVE),
        (D(1), {"a": D(0)}, UNFIT),
        (D(1), {}, UNFIT),
        (D("1.5"), {"a": D(1)}, UNFIT),
    ],
)
def test_what_cannot_be_divided_is_refused(total, weights, why):
    with pytest.raises(ValueError, match=f"^{why}$"):
        divide(total, weights, decimals=0)
