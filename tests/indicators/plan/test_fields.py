"""Exact numbers: what goes in comes out, and what is not exact does not go in."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from indicators.plan.fields import BOUND, ExactNumberField, from_scaled, to_scaled
from indicators.plan.models import Measure

FIELD = ExactNumberField()
LARGEST = Decimal("99999999999.9999")


@given(st.decimals(-LARGEST, LARGEST, places=4))
def test_what_goes_in_comes_out(number):
    assert from_scaled(to_scaled(number)) == number


@given(st.decimals(-LARGEST, LARGEST, places=4), st.decimals(-LARGEST, LARGEST, places=4))
def test_the_database_orders_as_numbers_are_ordered(one, other):
    assert (to_scaled(one) < to_scaled(other)) == (one < other)


@pytest.mark.parametrize(
    ("stored", "shown"), [(30000, "3"), (12500, "1.25"), (-1, "-0.0001"), (0, "0"), (10**7, "1000")]
)
def test_it_comes_out_without_zeros_that_say_nothing(stored, shown):
    assert str(from_scaled(stored)) == shown


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (BOUND, "100,000,000,000"),
        (-BOUND, "100,000,000,000"),
        ("NaN", "100,000,000,000"),
        ("Infinity", "100,000,000,000"),
        ("0.00001", "4"),
        ("twelve", ""),
    ],
)
def test_what_cannot_be_kept_is_refused(value, why):
    with pytest.raises(ValidationError) as refused:
        to_scaled(value)
    assert why in refused.value.messages[0]


@pytest.mark.parametrize("take", [FIELD.to_python, FIELD.get_prep_value])
def test_a_float_is_never_taken(take):
    with pytest.raises(ValidationError):
        take(0.1)


@pytest.mark.parametrize(("given_", "kept"), [("", None), (None, None), ("1.50", Decimal("1.5"))])
def test_a_form_gives_a_decimal_or_nothing(given_, kept):
    assert FIELD.to_python(given_) == kept


def test_nothing_is_stored_as_nothing():
    assert FIELD.get_prep_value(None) is None


def test_a_form_takes_four_decimals():
    field = ExactNumberField(null=True, blank=True).formfield()
    assert (field.max_digits, field.decimal_places) == (15, 4)


def test_the_database_keeps_it_exact(db):
    measure = Measure.objects.get(code="ELD_BEDS")
    measure.minimum, measure.maximum = Decimal("0.0001"), LARGEST
    measure.save()
    fresh = Measure.objects.get(code="ELD_BEDS")
    assert (fresh.minimum, fresh.maximum) == (Decimal("0.0001"), LARGEST)
    assert Measure.objects.filter(minimum=Decimal("0.0001")).get() == fresh
