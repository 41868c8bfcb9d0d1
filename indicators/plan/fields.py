"""Exact numbers: value × 10⁴ as a 64-bit whole number, for SQLite's decimals are floats."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils.translation import gettext_lazy as _

PLACES = 4
SCALE = 10**PLACES
BOUND = Decimal(10) ** 11
SMALLEST = Decimal(1).scaleb(-PLACES)
EXACT = Context(prec=16, traps=[Inexact, InvalidOperation])


def to_scaled(value: Decimal | int | str) -> int:
    """Decimal → stored integer. Raises ValidationError outside |value| < 10¹¹, ≤ 4 decimals."""
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValidationError(_("This is not a number.")) from error
    if not number.is_finite() or not -BOUND < number < BOUND:
        raise ValidationError(_("The number must lie below 100,000,000,000."))
    try:
        return int(number.quantize(SMALLEST, context=EXACT).scaleb(PLACES))
    except Inexact as error:
        raise ValidationError(_("The number may have at most 4 decimals.")) from error


def from_scaled(stored: int) -> Decimal:
    """Stored integer → Decimal without trailing zeros after the point: 12500 → 1.25, 30000 → 3."""
    number = Decimal(stored).scaleb(-PLACES)
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


class ExactNumberField(models.BigIntegerField):
    """Gives and takes Decimal; SQL sees, compares and adds whole numbers; an overflow raises."""

    description = _("Exact number with up to 4 decimals")

    # For the type checker alone: what django-stubs asks of a field.
    _pyi_private_set_type: Decimal | int | str | Combinable  # type: ignore[assignment]  # no float
    _pyi_private_get_type: Decimal  # type: ignore[assignment]  # Decimal where its base has int

    def from_db_value(self, value: int | None, *args: Any) -> Decimal | None:
        return None if value is None else from_scaled(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        if isinstance(value, float):
            raise ValidationError(_("A floating-point number is not exact."))
        return from_scaled(to_scaled(value))

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, float):
            raise ValidationError(_("A floating-point number is not exact."))
        return to_scaled(value)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        from django import forms

        exact = {"form_class": forms.DecimalField, "max_digits": 15, "decimal_places": PLACES}
        return models.Field.formfield(self, *args, **{**exact, **kwargs})

    @property
    def validators(self) -> list[Any]:
        return []


# Django's own for whole numbers round a float up before the field can refuse it.
ExactNumberField.register_lookup(GreaterThanOrEqual)
ExactNumberField.register_lookup(LessThan)
