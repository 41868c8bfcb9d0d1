"""What a clerk reads when a text is not the number asked for: what is wrong, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from indicators.reporting.number_faults import NumberProblem

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ONLY_DIGITS = _("write only the number, for example 1200 or 12.5")
WHOLE_CHOICE = _(
    "write 0 if it is zero, 不适用 if the measure does not exist here, "
    "or leave the cell empty if it is not known yet"
)

NUMBER_FAULTS: Final[dict[str, tuple[StrPromise, StrPromise]]] = {
    "not_a_number": (_("this is not a number"), ONLY_DIGITS),
    "long_text": (
        _("a text of %(length)s characters stands where a number is expected"),
        _("write only the number; put the text into the explanation"),
    ),
    "unit_in_cell": (
        _("the unit “%(unit)s” stands in the cell"),
        _("write %(number)s; the unit stands in the header"),
    ),
    "approximate": (
        _("an approximate figure is not accepted"),
        _("write the exact number; put the remark into the explanation"),
    ),
    "range": (
        _("a range is not accepted"),
        _("write one number; put the remark into the explanation"),
    ),
    "scaled_unit": (
        _("the number is written with “%(scale)s”"),
        _("write %(meant)s, if that is what is meant"),
    ),
    "ambiguous_blank": (_("it is not clear what this mark means"), WHOLE_CHOICE),
    "too_many_digits": (
        _("the number has more than %(digits)s digits"),
        _("check the number and its unit"),
    ),
    "too_large": (
        _("the number is 100,000,000,000 or more"),
        _("check the number and its unit"),
    ),
    "too_many_decimals": (
        _("the number has more than %(decimals)s decimals"),
        _("round it yourself to %(decimals)s decimals"),
    ),
    "percent_not_allowed": (
        _("the measure is not counted in per cent"),
        _("write the number itself in “%(unit)s”, without %%, and do not show the cell as %%"),
    ),
    "yes_or_no": (_("this is a question of yes or no"), _("write 是 or 1, 否 or 0")),
    "yes_no_not_asked": (_("a number is asked here, not yes or no"), ONLY_DIGITS),
    "boolean": (
        _("a logical value stands in the cell"),
        _("write the number; where the question is yes or no, write 是 or 否"),
    ),
    "date": (
        _("a date or time stands in the cell"),
        _("set the cell's format to General and write the number again"),
    ),
    "exponent": (
        _("the number is written with an exponent"),
        _("write all its digits, and widen the column if they do not show"),
    ),
    "bad_grouping": (
        _("the thousands are not separated as usual"),
        _("write 1234567 or 1,234,567, and a point before decimals"),
    ),
    "space_inside": (_("there is a space inside the number"), _("delete the space")),
    "bare_point": (
        _("a digit is missing before or after the point"),
        _("write 0.5 instead of .5, and 5 instead of 5."),
    ),
    "misplaced_sign": (
        _("the sign is not where it belongs"),
        _("put one sign before the number, or none"),
    ),
    "bracketed": (
        _("the number stands in brackets"),
        _("write a negative number with a minus sign before it, any other without brackets"),
    ),
    "fraction": (_("a fraction is not accepted"), _("write it as a decimal number")),
    "per_mille": (_("the number is followed by ‰"), _("write it in the unit of the header")),
    "apostrophe": (_("an apostrophe stands before the number"), _("delete the apostrophe")),
    "several_values": (
        _("several numbers stand in one cell"),
        _("write one number; put the parts into the explanation"),
    ),
    "letters_for_digits": (
        _("letters stand among the digits"),
        _("write the digits 0 and 1 instead of the letters O, I and l"),
    ),
    "chinese_numerals": (
        _("the number is written in Chinese numerals"),
        _("write it with the digits 0 to 9"),
    ),
    "other_digits": (
        _("“%(character)s” is none of the digits 0 to 9"),
        _("write it with the digits 0 to 9"),
    ),
    "control_character": (
        _("the cell holds the control character %(point)s"),
        _("delete the content and write it again"),
    ),
    "invisible_character": (
        _("the cell holds the invisible character %(point)s"),
        _("delete the content and write it again"),
    ),
    "formula_text": (
        _("a formula stands in the cell as text"),
        _("write its result as a number"),
    ),
    "error_value": (
        _("the cell shows an error"),
        _("correct the formula, or write the number itself"),
    ),
    "hashes": (
        _("the column was too narrow to show the number when the file was made"),
        _("widen the column, save the file again, or write the number itself"),
    ),
    "formula_without_result": (
        _("the formula has no stored result"),
        _("open the file in Excel or WPS, let it calculate, save it, or write the number itself"),
    ),
    "formula_external": (
        _("the formula refers to another workbook"),
        _("write its result as a number"),
    ),
}


def explain(problem: NumberProblem) -> tuple[str, str]:
    """(what is wrong, how to put it right), in the user's language, each without a full stop."""
    wrong, fix = NUMBER_FAULTS[problem.code]
    return str(wrong) % problem.params, str(fix) % problem.params
