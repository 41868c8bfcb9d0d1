"""Values cases: what stands where a number is asked."""

from tests.bad_workbooks.made import bad, filled, line, long, row
from tests.workbooks import Day, Error, Formula, Percent

RATE = ("RURAL_DIBAO_STD", "农村低保标准")


def value(content, code):
    return bad(long(row(content)), (code, "F2"))


VALUES = {
    "with a unit": value("12人", "unit_in_cell"),
    "approximate": value("约12", "approximate"),
    "range": value("12-15", "range"),
    "ten thousands": value("1.2万", "scaled_unit"),
    "dash": value("-", "ambiguous_blank"),
    "stroke": value("/", "ambiguous_blank"),
    "none": value("无", "ambiguous_blank"),
    "N/A": value("N/A", "ambiguous_blank"),
    "exponent": value("1e5", "exponent"),
    "underscore": value("1_000", "bad_grouping"),
    "Arabic digits": value("٣", "other_digits"),
    "circled digit": value("①", "other_digits"),
    "nan": value("nan", "not_a_number"),
    "too many digits": value("1234567890123456", "too_many_digits"),
    "too large": value("100000000000", "too_large"),
    "decimals": value(12.5, "too_many_decimals"),
    "decimals in text": value("12.05", "too_many_decimals"),
    "three decimals of two": bad(
        long(row("12.345", item=RATE, unit="元/人·年")), ("too_many_decimals", "F2")
    ),
    "percent": value("5.3%", "percent_not_allowed"),
    "shown as percent": value(Percent("0.053"), "percent_not_allowed"),
    "formula without a result": value(Formula("1+1"), "formula_without_result"),
    "formula with an error": value(Error("#DIV/0!", "1/0"), "error_value"),
    "error": value(Error("#N/A"), "error_value"),
    "formula to another workbook": value(Formula("[1]Sheet1!A1", "7"), "formula_external"),
    "date": value(Day("43373"), "date"),
    "date in text": value("2018-09-30", "date"),
    "true": value(True, "boolean"),
    "text that starts with =": value("=62310", "formula_text"),
    "control character": value("12_x0002_", "control_character"),
    "zero-width space": value("12\u200b", "invisible_character"),
    "number and 不适用": bad(
        filled(line(62310, none="不适用")), ("number_and_not_applicable", "G5")
    ),
    "another choice": bad(filled(line(None, none="也许")), ("bad_choice", "H5")),
    "an explanation too long": bad(filled(line(why="长" * 501)), ("too_long", "I5")),
    "control character in an explanation": bad(
        filled(line(why="床位_x0002_增加")), ("control_character", "I5")
    ),
    "error in an explanation": bad(filled(line(why=Error("#REF!"))), ("error_value", "I5")),
    "part above its whole": bad(
        long(
            row(10, item=("COMM_URBAN_TOTAL", ""), unit="个"),
            row(11, item=("COMM_URBAN_SW", ""), unit="个"),
        ),
        ("part_exceeds_whole", "F3"),
    ),
}
