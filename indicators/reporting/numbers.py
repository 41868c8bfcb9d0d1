"""The one grammar by which text, or a typed cell of a spreadsheet, becomes an exact number.

The form, the workbook and the API all come through here, so that a value meets the same verdict
by whatever way it comes. Never `int()`, `float()` or `Decimal()` on raw text: they take `nan`,
`1_000`, `٣` and `1e5`. And no NFKC, which turns ① into 1.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Context, Decimal
from enum import Enum
from typing import Final

from indicators.reporting.number_faults import NumberProblem, diagnose
from indicators.reporting.number_formats import is_date, is_percent

BOUND: Final = Decimal(10) ** 11  # what the exact-number field holds
DIGITS: Final = 15  # what a spreadsheet keeps of a number
YES_NO: Final = "是1/否0"
PERCENT: Final = "%"
ANSWERS: Final = {"是": Decimal(1), "否": Decimal(0)}
NOT_APPLICABLE_TEXT: Final = "不适用"

TO_ASCII: Final = str.maketrans("０１２３４５６７８９．，％＋－−", "0123456789.,%+--")
BLANKS: Final = " \t\r\n\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
FORM: Final = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?%?")
STORED: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
ROUNDED: Final = Context(prec=DIGITS)


class NotApplicable(Enum):
    """The measure does not exist here: something else than 0 and than an empty cell."""

    NOT_APPLICABLE = "not_applicable"


class Blank(Enum):
    """Nothing stands there. It never erases what is stored."""

    BLANK = "blank"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE
BLANK: Final = Blank.BLANK
Value = Decimal | NotApplicable | Blank


def canonical(shown: str) -> str:
    """Without outer white space, full-width digits and signs as ASCII. Nothing else is mapped."""
    return shown.strip(BLANKS).translate(TO_ASCII)


def parse(shown: str, *, decimals: int, unit: str = "") -> Value:
    """What somebody wrote → the number they meant, or NumberProblem; nothing is guessed.

    A `%` may stand only where the unit is %: there 5.3 and 5.3% are the same number.
    """
    text = canonical(shown)
    if not text:
        return BLANK
    if text == NOT_APPLICABLE_TEXT:
        return NOT_APPLICABLE
    if unit == YES_NO:
        return _answer(shown, text)
    if not FORM.fullmatch(text):
        code, found = diagnose(text)
        raise NumberProblem(code, shown, **found)
    if text.endswith("%") and unit != PERCENT:
        raise NumberProblem("percent_not_allowed", shown, unit=unit)
    return _written(shown, text.removesuffix("%").replace(",", ""), decimals)


def from_cell(
    value: float | Decimal | str | bool | date | time | timedelta | None,
    number_format: str = "General",
    *,
    decimals: int,
    unit: str = "",
) -> Value:
    """A typed cell as a spreadsheet library gives it, with the format it is shown in."""
    if value is None:
        return BLANK
    if isinstance(value, str):
        return parse(value, decimals=decimals, unit=unit)
    if isinstance(value, bool):
        raise NumberProblem("boolean", str(value).upper())
    if isinstance(value, date | time | timedelta):
        raise NumberProblem("date", str(value))
    if is_date(number_format):
        raise NumberProblem("date", str(value))
    stored = repr(value) if isinstance(value, float) else str(value)
    if STORED.fullmatch(stored) and not isinstance(value, float) and _loses_digits(stored):
        raise NumberProblem("too_many_digits", stored, digits=DIGITS)
    return from_stored(stored, decimals=decimals, unit=unit, percent=is_percent(number_format))


def from_stored(stored: str, *, decimals: int, unit: str = "", percent: bool = False) -> Value:
    """The text that a workbook keeps for a number, say `5.2999999999999999E-2`.

    What lies beyond 15 significant digits is binary noise and no decimal. Where the cell is shown
    as a percentage, 0.053 is 5.3.
    """
    if not STORED.fullmatch(stored):
        raise NumberProblem("not_a_number", stored)
    number = ROUNDED.create_decimal(stored)
    if percent:
        number = number.scaleb(2)
        if unit != PERCENT:
            raise NumberProblem("percent_not_allowed", f"{plain(number)}%", unit=unit)
    shown = plain(number) + "%" * percent
    return _answered(shown, number) if unit == YES_NO else _fit(shown, number, decimals)


def _loses_digits(stored: str) -> bool:
    """Whole numbers and decimals are exact: a digit beyond the 15th is somebody's, no noise."""
    return Decimal(stored) != ROUNDED.create_decimal(stored)


def plain(number: Decimal) -> str:
    """Digits as people write them: no exponent, no zeros that say nothing after the point."""
    number = number.normalize(ROUNDED)
    return format(number, "f") if abs(number.adjusted()) <= DIGITS else str(number)


def shown_of(stored: str, *, percent: bool = False) -> str:
    """How a workbook's stored number looks to people; what is no number stays as it is."""
    if not STORED.fullmatch(stored):
        return stored
    number = ROUNDED.create_decimal(stored)
    return f"{plain(number.scaleb(2))}%" if percent else plain(number)


def _written(shown: str, text: str, decimals: int) -> Decimal:
    """Zeros at the end of the decimals are none; every other digit that is written counts."""
    whole, _, fraction = text.partition(".")
    if len(whole.lstrip("+-")) + len(fraction.rstrip("0")) > DIGITS:
        raise NumberProblem("too_many_digits", shown, digits=DIGITS)
    return _fit(shown, Decimal(text), decimals)


def _fit(shown: str, number: Decimal, decimals: int) -> Decimal:
    """The number as it can be kept exactly; rounding it silently would be a lie."""
    if abs(number) >= BOUND:
        raise NumberProblem("too_large", shown)
    if number != number.quantize(Decimal(1).scaleb(-decimals)):
        raise NumberProblem("too_many_decimals", shown, decimals=decimals)
    if not number:
        return Decimal(0)
    whole = number.quantize(Decimal(1))
    return whole if number == whole else number.normalize()


def _answer(shown: str, text: str) -> Decimal:
    """是, 否, 1 or 0: no other thing can stand where the question is yes or no."""
    if text in ANSWERS:
        return ANSWERS[text]
    if FORM.fullmatch(text) and not text.endswith("%"):
        return _answered(shown, _written(shown, text.replace(",", ""), 0))
    code, found = diagnose(text)
    if code in {"ambiguous_blank", "control_character", "invisible_character", "formula_text"}:
        raise NumberProblem(code, shown, **found)
    raise NumberProblem("yes_or_no", shown)


def _answered(shown: str, number: Decimal) -> Decimal:
    for answer in ANSWERS.values():
        if number == answer:
            return answer
    raise NumberProblem("yes_or_no", shown)
