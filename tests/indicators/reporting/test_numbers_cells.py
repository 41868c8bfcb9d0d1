"""A typed cell of a spreadsheet is the number that people see in it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from indicators.reporting.number_formats import is_date, is_percent
from indicators.reporting.numbers import (
    BLANK,
    NOT_APPLICABLE,
    NumberProblem,
    from_cell,
    from_stored,
    shown_of,
)


@pytest.mark.parametrize(
    ("stored", "decimals", "number"),
    [
        ("12", 0, "12"),
        ("12.0", 0, "12"),
        ("-12", 0, "-12"),
        ("+12", 0, "12"),
        ("-0", 0, "0"),
        ("0.30000000000000004", 1, "0.3"),
        ("1.2100000000000002", 2, "1.21"),
        ("99.350000000000009", 2, "99.35"),
        ("1.05E2", 0, "105"),
        ("1e3", 0, "1000"),
        ("12345678901.2345", 4, "12345678901.2345"),
        ("99999999999.999900001", 4, "99999999999.9999"),
        ("0E-20", 0, "0"),
    ],
)
def test_binary_noise_is_no_decimal(stored, decimals, number):
    read = from_stored(stored, decimals=decimals)
    assert (read, str(read)) == (Decimal(number), number)


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("5.2999999999999999E-2", "5.3"),
        ("0.053", "5.3"),
        ("1", "100"),
        ("0.57000000000000006", "57"),
        ("-1.1999999999999999E-2", "-1.2"),
    ],
)
def test_a_cell_shown_as_a_percentage_is_what_it_shows(stored, number):
    read = from_stored(stored, decimals=1, unit="%", percent=True)
    assert (read, str(read)) == (Decimal(number), number)


def refused(call, *args, **kwargs):
    with pytest.raises(NumberProblem) as problem:
        call(*args, **kwargs)
    return problem.value.code, problem.value.shown, problem.value.params


@pytest.mark.parametrize(
    ("stored", "given", "expected"),
    [
        ("0.053", {"unit": "人", "percent": True}, ("percent_not_allowed", "5.3%", {"unit": "人"})),
        (
            "1",
            {"unit": "是1/否0", "percent": True},
            ("percent_not_allowed", "100%", {"unit": "是1/否0"}),
        ),
        (
            "0.12345",
            {"unit": "%", "percent": True},
            ("too_many_decimals", "12.345%", {"decimals": 1}),
        ),
        ("0.25", {}, ("too_many_decimals", "0.25", {"decimals": 1})),
        ("100000000000", {}, ("too_large", "100000000000", {})),
        ("1E300", {}, ("too_large", "1E+300", {})),
        ("1E999", {}, ("too_large", "1E+999", {})),
        ("1E15", {}, ("too_large", "1000000000000000", {})),
        ("1E16", {}, ("too_large", "1E+16", {})),
        ("1E1000", {}, ("not_a_number", "1E1000", {})),
        ("1E-999", {}, ("too_many_decimals", "1E-999", {"decimals": 1})),
        ("NaN", {}, ("not_a_number", "NaN", {})),
        ("", {}, ("not_a_number", "", {})),
        (".5", {}, ("not_a_number", ".5", {})),
        ("1_0", {}, ("not_a_number", "1_0", {})),
        ("٣", {}, ("not_a_number", "٣", {})),
        ("2", {"unit": "是1/否0"}, ("yes_or_no", "2", {})),
        ("0.5", {"unit": "是1/否0"}, ("yes_or_no", "0.5", {})),
    ],
)
def test_a_stored_number_that_does_not_fit_is_refused_as_it_is_seen(stored, given, expected):
    assert refused(from_stored, stored, decimals=1, **given) == expected


@pytest.mark.parametrize(("stored", "number"), [("1", "1"), ("0", "0"), ("1.0", "1"), ("-0", "0")])
def test_yes_and_no_may_be_stored_as_numbers(stored, number):
    assert str(from_stored(stored, decimals=0, unit="是1/否0")) == number


@pytest.mark.parametrize(
    ("cell", "number_format", "number"),
    [
        (12, "General", "12"),
        (12.5, "0.00", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e3, "General", "1000"),
        (Decimal("12.50"), "General", "12.5"),
        (Decimal("1E+3"), "@", "1000"),
        ("12", "General", "12"),
        ("１２", "@", "12"),
    ],
)
def test_cells_of_a_spreadsheet_library(cell, number_format, number):
    assert str(from_cell(cell, number_format, decimals=1)) == number


def test_a_percentage_of_a_spreadsheet_library():
    assert str(from_cell(0.053, "0.0%", decimals=1, unit="%")) == "5.3"
    assert str(from_cell(5.3, decimals=1, unit="%")) == "5.3"
    assert str(from_cell("5.3%", "0.0%", decimals=1, unit="%")) == "5.3"


def test_cells_without_a_number():
    assert from_cell(None, decimals=0) is BLANK
    assert from_cell("  ", decimals=0) is BLANK
    assert from_cell("不适用", decimals=0) is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("cell", "number_format", "expected"),
    [
        (True, "General", ("boolean", "TRUE", {})),
        (False, "General", ("boolean", "FALSE", {})),
        (date(2020, 12, 31), "General", ("date", "2020-12-31", {})),
        (datetime(2020, 12, 31, 8), "General", ("date", "2020-12-31 08:00:00", {})),  # noqa: DTZ001  as openpyxl gives it
        (time(8, 30), "General", ("date", "08:30:00", {})),
        (timedelta(hours=30), "General", ("date", "1 day, 6:00:00", {})),
        (44196, "yyyy-mm-dd", ("date", "44196", {})),
        (0.053, "0.0%", ("percent_not_allowed", "5.3%", {"unit": ""})),
        (float("nan"), "General", ("not_a_number", "nan", {})),
        (float("inf"), "General", ("not_a_number", "inf", {})),
        (Decimal("NaN"), "General", ("not_a_number", "NaN", {})),
        (1234567890123456, "General", ("too_many_digits", "1234567890123456", {"digits": 15})),
        (
            Decimal("1234567890.123456"),
            "0",
            ("too_many_digits", "1234567890.123456", {"digits": 15}),
        ),
        ("12人", "General", ("unit_in_cell", "12人", {"number": "12", "unit": "人"})),
    ],
)
def test_cells_that_are_refused(cell, number_format, expected):
    assert refused(from_cell, cell, number_format, decimals=4) == expected


@pytest.mark.parametrize(
    ("stored", "percent", "shown"),
    [
        ("12", False, "12"),
        ("12.50", False, "12.5"),
        ("5.2999999999999999E-2", False, "0.053"),
        ("5.2999999999999999E-2", True, "5.3%"),
        ("1E300", False, "1E+300"),
        ("100", False, "100"),
        ("NaN", True, "NaN"),
    ],
)
def test_a_stored_number_is_shown_as_people_write_it(stored, percent, shown):
    assert shown_of(stored, percent=percent) == shown


@pytest.mark.parametrize(
    ("number_format", "kind"),
    [
        ("General", ""),
        ("GENERAL", ""),
        ("Standard", ""),
        ("@", ""),
        ("", ""),
        ("0", ""),
        ("#,##0.00", ""),
        ("0.00E+00", ""),
        ("0.00_ ;[Red]-0.00", ""),
        ("0_);(0)", ""),
        ('0"days"', ""),
        (r"0\d", ""),
        ("0*d", ""),
        ("0_m", ""),
        ('0"天', ""),
        ("[DBNum1][$-804]G/通用格式", ""),
        ('0!.0,"万"', ""),
        ('0"%"', ""),
        (r"0\%", ""),
        ("0%", "percent"),
        ("0.00%", "percent"),
        ("0.0%;[Red]-0.0%", "percent"),
        ('0"折"%', "percent"),
        ("yyyy-mm-dd", "date"),
        ("YYYY/M/D", "date"),
        ('yyyy"年"m"月"d"日"', "date"),
        ("[$-804]yyyy年m月", "date"),
        ("h:mm", "date"),
        ("mm:ss.0", "date"),
        ("[h]:mm", "date"),
        ("[HH]", "date"),
        ("[mm]", "date"),
        ("[ss]", "date"),
    ],
)
def test_what_a_number_format_makes_of_a_number(number_format, kind):
    found = ["percent"] * is_percent(number_format) + ["date"] * is_date(number_format)
    assert found == [kind] * bool(kind)
