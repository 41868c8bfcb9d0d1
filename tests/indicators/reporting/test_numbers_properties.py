"""What holds for every text: agreement with a slow parser that was written without patterns."""

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.reporting.numbers import (
    BLANK,
    NOT_APPLICABLE,
    NumberProblem,
    from_stored,
    parse,
    shown_of,
)

ASCII_OF = dict(zip("０１２３４５６７８９．，％＋－\u2212", "0123456789.,%+--", strict=True))
OUTER = {" ", "\t", "\n", "\r", "\u00a0", "\u3000"}


def trimmed(text):
    letters = list(text)
    while letters and letters[0] in OUTER:
        letters.pop(0)
    while letters and letters[-1] in OUTER:
        letters.pop()
    return [ASCII_OF.get(letter, letter) for letter in letters]


def only_digits(text):
    return text != "" and all(letter in "0123456789" for letter in text)


def grouped(whole):
    """The digits of 1234 or 1,234; "" where they are grouped otherwise."""
    first, *others = whole.split(",")
    fits = not others or (len(first) <= 3 and all(len(group) == 3 for group in others))
    return "".join([first, *others]) if fits and all([first, *others]) else ""


def slowly(text, decimals, unit):
    """The same grammar letter by letter; None where it refuses."""
    letters = trimmed(text)
    negative = letters[:1] == ["-"]
    if negative or letters[:1] == ["+"]:
        letters.pop(0)
    if letters[-1:] == ["%"] and unit == "%":
        letters.pop()
    whole, point, fraction = "".join(letters).partition(".")
    if not only_digits(grouped(whole)) or (point and not only_digits(fraction)):
        return None
    while fraction.endswith("0"):
        fraction = fraction[:-1]
    digits = grouped(whole) + fraction
    if len(digits) > 15 or len(fraction) > decimals:
        return None
    number = sum(10**place * "0123456789".index(d) for place, d in enumerate(reversed(digits)))
    if number >= 10 ** (11 + len(fraction)):
        return None
    return Decimal(-number if negative else number).scaleb(-len(fraction))


def quickly(text, decimals, unit):
    try:
        return parse(text, decimals=decimals, unit=unit)
    except NumberProblem:
        return None


number_like = st.text("0123456789.,%+-０１９．，％＋－\u2212 \u3000\u00a0eE_'", max_size=24)
anything = st.text(max_size=24)
units = st.sampled_from(["人", "%", "元/人·年"])
places = st.integers(0, 4)


@given(text=number_like | anything, decimals=places, unit=units)
@example(text="1,234.50%", decimals=2, unit="%")
@example(text="１２，３４５．６", decimals=1, unit="人")
def test_the_grammar_agrees_with_a_slow_parser(text, decimals, unit):
    read = quickly(text, decimals, unit)
    assume(read is not BLANK and read is not NOT_APPLICABLE)
    assert read == slowly(text, decimals, unit)


exact = (
    st.integers(-(10**15) + 1, 10**15 - 1)
    .flatmap(lambda scaled: places.map(lambda p: Decimal(scaled).scaleb(-p)))
    .filter(lambda number: abs(number) < 10**11)
)


@given(number=exact)
def test_what_is_read_can_be_written_and_read_again(number):
    read = parse(format(number, "f"), decimals=4)
    assert (read, parse(str(read), decimals=4)) == (number, number)
    assert "E" not in str(read)
    assert not ("." in str(read) and str(read).endswith("0"))


@given(number=exact)
def test_grouping_changes_nothing(number):
    assert parse(f"{number:,f}", decimals=4) == number


@given(number=exact)
def test_full_width_letters_change_nothing(number):
    wide = format(number, "f").translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
    assert parse(f"\u3000{wide}\u00a0", decimals=4) == number


@given(number=exact)
def test_a_double_holds_every_figure(number):
    """15 digits survive the way through a spreadsheet's binary numbers."""
    stored = repr(float(number))
    assert from_stored(stored, decimals=4) == number
    assert parse(shown_of(stored), decimals=4) == number


@given(number=exact.filter(lambda n: n == n.quantize(Decimal("0.01"))))
def test_a_percentage_is_a_hundred_times_what_is_stored(number):
    stored = format(number.scaleb(-2), "f")
    assert from_stored(stored, decimals=4, unit="%", percent=True) == number


@given(text=anything | number_like, decimals=places, unit=units)
def test_only_known_letters_make_a_number(text, decimals, unit):
    if isinstance(quickly(text, decimals, unit), Decimal):
        allowed = {*ASCII_OF, *ASCII_OF.values(), *OUTER}
        spaces = {letter for letter in text if letter.isspace() and not letter.isprintable()}
        assert {*text} <= allowed | spaces | {" "}


QUIRKS = [
    "nan",
    "-nan",
    "inf",
    "Infinity",
    "1_000",
    "1e5",
    "1E5",
    "٣",
    "१२",
    "0x10",
    "1__0",
    "①",
    "snan",
]


@pytest.mark.parametrize("shown", QUIRKS)
def test_what_python_takes_for_a_number_is_none(shown):
    with pytest.raises(NumberProblem):
        parse(shown, decimals=4)


@given(text=anything | number_like)
def test_a_refusal_shows_the_text_as_it_stood(text):
    assume(quickly(text, 2, "人") is None)
    with pytest.raises(NumberProblem) as refused:
        parse(text, decimals=2, unit="人")
    assert (refused.value.shown, refused.value.code.isidentifier()) == (text, True)
