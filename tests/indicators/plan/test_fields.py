"""Exact numbers: what is stored, what comes back, and what is refused."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from hypothesis import given
from hypothesis import strategies as st

from indicators.plan.fields import ExactNumberField, from_scaled, to_scaled
from indicators.plan.models import Measure

LARGEST = 10**15 - 1
stored_numbers = st.integers(-LARGEST, LARGEST)
floats = st.floats(allow_nan=True, allow_infinity=True)

STORED = [
    ("0", 0),
    ("-0", 0),
    ("1.25", 12500),
    ("-0.0001", -1),
    ("3.00000000", 30000),
    ("1e3", 10_000_000),
    ("99999999999.9999", LARGEST),
    ("-99999999999.9999", -LARGEST),
    (7, 70000),
]
REFUSED = [
    ("", "This is not a number."),
    ("many", "This is not a number."),
    ("NaN", "The number must lie below 100,000,000,000."),
    ("Infinity", "The number must lie below 100,000,000,000."),
    ("1e11", "The number must lie below 100,000,000,000."),
    ("-1e11", "The number must lie below 100,000,000,000."),
    ("1e999999", "The number must lie below 100,000,000,000."),
    ("0.00001", "The number may have at most 4 decimals."),
    ("1e-999999", "The number may have at most 4 decimals."),
    ("1.0000000000000000000000000000001", "The number may have at most 4 decimals."),
    ("99999999999.99999999999999999999999", "The number may have at most 4 decimals."),
]
SHOWN = [(0, "0"), (1, "0.0001"), (12500, "1.25"), (30000, "3"), (100_000_000, "10000")]


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize(("value", "stored"), STORED)
def test_a_number_is_stored_as_ten_thousandths(value, stored):
    assert to_scaled(value) == stored


@pytest.mark.parametrize(("value", "why"), REFUSED)
def test_what_cannot_be_stored_exactly_is_refused(value, why):
    with pytest.raises(ValidationError) as refusal:
        to_scaled(value)
    assert refusal.value.messages == [why]


@pytest.mark.parametrize(("stored", "text"), SHOWN)
def test_what_comes_back_has_no_zeros_after_the_point(stored, text):
    assert str(from_scaled(stored)) == text


@given(stored_numbers)
def test_whatever_is_stored_comes_back(stored):
    assert to_scaled(from_scaled(stored)) == stored


@given(st.lists(stored_numbers, max_size=50))
def test_sums_of_stored_numbers_are_sums_of_the_numbers(numbers):
    assert from_scaled(sum(numbers)) == sum(map(from_scaled, numbers))


@given(stored_numbers, st.integers(1, 9), st.integers(5, 60))
def test_a_further_decimal_is_refused_however_far_out_it_stands(stored, digit, place):
    text = f"{Decimal(stored).scaleb(-4):f}{'0' * (place - 5)}{digit}"
    with pytest.raises(ValidationError):
        to_scaled(text)


@given(floats)
def test_no_float_gets_in(value):
    field = ExactNumberField()
    for door in (field.to_python, field.get_prep_value):
        with pytest.raises(ValidationError) as refusal:
            door(value)
        assert refusal.value.messages == ["A floating-point number is not exact."]


@pytest.mark.parametrize("lookup", ["exact", "gt", "gte", "lt", "lte"])
def test_no_float_is_compared_with(db, lookup):
    with pytest.raises(ValidationError):
        Measure.objects.filter(**{f"minimum__{lookup}": 0.5}).exists()


@pytest.mark.parametrize(("text", "number"), [("", None), (None, None), ("1.50", Decimal("1.5"))])
def test_text_becomes_a_decimal_and_nothing_none(text, number):
    assert ExactNumberField().to_python(text) == number


def test_the_database_keeps_compares_and_adds_exactly(db):
    rows = Measure.objects.all()[:3]
    for row, value in zip(rows, ("0.1", "0.2", "99999999999.99"), strict=True):
        Measure.objects.filter(pk=row.pk).update(minimum=None, maximum=Decimal(value))
    changed = Measure.objects.filter(pk__in=[row.pk for row in rows])
    assert changed.filter(maximum__lte=Decimal("0.2")).count() == 2
    assert changed.filter(maximum__lt=Decimal("0.2")).count() == 1
    assert changed.filter(maximum__gte=Decimal("0.2")).count() == 2
    found = changed.aggregate(total=Sum("maximum"), largest=Max("maximum"))
    assert found == {"total": Decimal("100000000000.29"), "largest": Decimal("99999999999.99")}


def test_the_form_takes_fifteen_digits_four_of_them_decimals():
    field = ExactNumberField("value").formfield(help_text="kept")
    assert (field.max_digits, field.decimal_places, field.help_text) == (15, 4, "kept")
    assert field.clean("99999999999.9999") == Decimal("99999999999.9999")


@pytest.mark.parametrize("text", ["1.00001", "100000000000", "many"])
def test_the_form_refuses_what_the_field_does(text):
    with pytest.raises(ValidationError):
        ExactNumberField("value").formfield().clean(text)
