"""What is a number, and which: the grammar of figures, form by form."""

from decimal import Decimal

import pytest

from indicators.reporting.numbers import BLANK, NOT_APPLICABLE, NumberProblem, parse

ACCEPTED = [  # what is written, the decimals and unit of the measure, the number
    ("0", 0, "人", "0"),
    ("-0", 0, "人", "0"),
    ("+0.00", 0, "人", "0"),
    ("7", 0, "人", "7"),
    ("007", 0, "人", "7"),
    ("+7", 0, "人", "7"),
    ("-7", 0, "人", "-7"),
    ("100", 0, "人", "100"),
    ("1,234", 0, "人", "1234"),
    ("12,345,678", 0, "人", "12345678"),
    ("123,456.50", 2, "元", "123456.5"),
    ("12.50", 1, "元", "12.5"),
    ("12.000", 0, "人", "12"),
    ("0.0001", 4, "元", "0.0001"),
    ("1.00000000000000000000", 0, "人", "1"),
    ("99999999999.9999", 4, "元", "99999999999.9999"),
    ("-99999999999", 0, "人", "-99999999999"),
    ("000000000000001", 0, "人", "1"),
    ("１２３４５６７８９０．５", 1, "元", "1234567890.5"),
    ("１，２３４", 0, "人", "1234"),
    ("－５", 0, "人", "-5"),
    ("\u22125", 0, "人", "-5"),
    ("＋５", 0, "人", "5"),
    ("５．３％", 1, "%", "5.3"),
    ("5.3%", 1, "%", "5.3"),
    ("5.3", 1, "%", "5.3"),
    ("100%", 0, "%", "100"),
    (" 12 ", 0, "人", "12"),
    ("\u300012\u00a0", 0, "人", "12"),
    ("\t12\r\n", 0, "人", "12"),
    ("\u2007\u202f12\u200a\u2028", 0, "人", "12"),
    ("\u1680\u205f12\u2029\u2000", 0, "人", "12"),
    ("是", 0, "是1/否0", "1"),
    ("否", 0, "是1/否0", "0"),
    (" 是 ", 0, "是1/否0", "1"),
    ("1", 0, "是1/否0", "1"),
    ("0", 0, "是1/否0", "0"),
    ("１．０", 0, "是1/否0", "1"),
    ("-0", 0, "是1/否0", "0"),
]


@pytest.mark.parametrize(("shown", "decimals", "unit", "number"), ACCEPTED)
def test_a_number_is_read_exactly_and_in_one_form(shown, decimals, unit, number):
    read = parse(shown, decimals=decimals, unit=unit)
    assert (read, str(read)) == (Decimal(number), number)


@pytest.mark.parametrize("shown", ["", " ", "\u3000", "\u00a0\t\r\n"])
@pytest.mark.parametrize("unit", ["人", "%", "是1/否0"])
def test_white_space_alone_is_blank(shown, unit):
    assert parse(shown, decimals=0, unit=unit) is BLANK


@pytest.mark.parametrize("shown", ["不适用", " 不适用\u3000"])
@pytest.mark.parametrize("unit", ["人", "%", "是1/否0"])
def test_what_does_not_exist_here_says_so(shown, unit):
    assert parse(shown, decimals=0, unit=unit) is NOT_APPLICABLE


def refusal(shown, decimals=2, unit="人"):
    with pytest.raises(NumberProblem) as refused:
        parse(shown, decimals=decimals, unit=unit)
    assert refused.value.shown == shown
    assert refused.value.args == (refused.value.code, shown)
    return refused.value.code, refused.value.params


AMBIGUOUS = (
    "- － -- —— ― ~ ～ / ／ // \\ | . 。 … * × ? ？ 、 “” x X xx 无 没有 暂无 无数据 空 空白 缺"
)
AMBIGUOUS += " 缺失 未报 未填 未统计 未知 不详 待定 待填 待报 不涉及 无此项 不适用。"
AMBIGUOUS += " 不适用（无此项） N/A n/a NA n.a."
AMBIGUOUS += " n.a null NULL None nil"


@pytest.mark.parametrize("shown", AMBIGUOUS.split())
def test_a_mark_that_may_mean_zero_or_nothing_is_sent_back(shown):
    assert refusal(shown) == ("ambiguous_blank", {})
    assert refusal(shown, unit="是1/否0") == ("ambiguous_blank", {})


REFUSED = {
    "not_a_number": (
        "abc 武汉市 nan NaN inf Infinity -inf 0x1F 0b1 1.2.3 1..2 12万5千 ≈ % 5%% 2020Q4 %5 60%人"
        " 一些 ,. #12 12千5 3+4"
    ),
    "exponent": "1e5 1E5 1.2E+07 -3e-2 1,000e2",
    "date": (
        "2020-12-31 2020/12/31 2020-12 2020/1 2020.12.31 1999-01-02 2020-12-31T00:00 2020年"
        " 2020年12月 2020年12月31日 12月31日 12月 31日 31号 12:30 12:30:45"
    ),
    "range": (
        "12-15 12~15 12～15 12—15 12–15 12至15 12到15 10-20人 10人-20人 2015-2020 12--15 1.5―2.5"
        " 12―15 12〜15"
    ),
    "approximate": (
        "约12 大约12 大概12 近12 将近12 接近12 超12 超过12 逾12 不足12 不到12 至少12 至多12 ≈12 ~12"
        " ～12 〜12 >12 <12 ≤12 ≥12 ＜12 ＞12 ±12 约12人 12余 12多 12左右 12上下 12以上 12以下"
        " 12以内 12+ 12± 12余人 12人左右 12人以上 约1.2万 1.2万左右"
    ),
    "per_mille": "5‰ 5.3‰ 5‱",
    "chinese_numerals": (
        "十二 五百 一千二百三十四 二〇二〇 零 〇 ○ 两万 三点五 负五 百分之五 十二人 五个 三张"
        " 八位 四户 一元 六项 七所 九名 三次 二例 一具 三件 亿 壹贰叁肆伍陆柒捌玖拾佰仟 百分之六十"
    ),
    "bracketed": "(12) （12） (1,234.5) (5%) (-12)",
    "fraction": "1/2 12/15 1,000/2,000",
    "apostrophe": "'12 ’12 ‘12’ `12 '1.5%",
    "several_values": "12;13 12；13 12、13 12|13 12&13 12和13 12及13 12%;13% 1、2、3",
    "bare_point": ".5 -.5 +.5 5. 5.% 1,234. .5%",
    "bad_grouping": (
        "1,2345 12,34 1,23 ,123 123, 1234,567 1,,234 1'234 1’234 1_000 1,234.5,6 12,34% +1,2"
    ),
    "misplaced_sign": "--5 +-5 ++5 -+5 —5 –5 ―5 -5- 5- 5— 5–- 5%- 负5 负1,234% --5%",
    "letters_for_digits": "1O0 1o 12O l2 I2 1l,000 O.5",
    "hashes": "# ## ########",
    "error_value": "#DIV/0! #N/A #REF! #NAME? #VALUE! #NUM! #NULL! #n/a",
    "formula_text": "=1+1 =A1 ＝A1 =",
    "boolean": "TRUE FALSE true False 真 假",
    "yes_no_not_asked": "是 否 有 对 错 y N yes NO √ ✓ ✔ ☑",
}


@pytest.mark.parametrize(
    ("code", "shown"), [(code, shown) for code, forms in REFUSED.items() for shown in forms.split()]
)
def test_each_kind_of_fault_has_its_name(code, shown):
    assert refusal(shown) == (code, {})


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("1 234", "space_inside"),
        ("1\u00a0234", "space_inside"),
        ("1\t234", "space_inside"),
        ("1\u2009234", "space_inside"),
        ("1\u3000234", "space_inside"),
        ("1\u202f234\u205f567", "space_inside"),
        ("5.3 %", "space_inside"),
        ("- 5", "space_inside"),
        ("1, 234", "space_inside"),
        ("12\n13", "several_values"),
        ("12\r\n13", "several_values"),
        ("12 ; 13", "several_values"),
        ("2020-12-31 00:00:00", "date"),
        ("1 / 2", "fraction"),
        ("12 - 15", "range"),
        ("12 至 15", "range"),
        ("约 12", "approximate"),
        ("( 12 )", "bracketed"),
        ("5 ‰", "per_mille"),
        ("不适用 吧", "ambiguous_blank"),
        ("12 34 万人 56", "not_a_number"),
    ],
)
def test_a_fault_with_white_space_has_its_name(shown, code):
    assert refusal(shown) == (code, {})


@pytest.mark.parametrize(
    ("shown", "number", "unit"),
    [
        ("12人", "12", "人"),
        ("12 人", "12", "人"),
        ("1,234.5元", "1,234.5", "元"),
        ("-3张", "-3", "张"),
        ("１２人", "12", "人"),
        ("12元/人·年", "12", "元/人·年"),
        ("12(张)", "12", "(张)"),
        ("¥12", "12", "¥"),
        ("￥ 12.50", "12.50", "￥"),
        ("$12", "12", "$"),
        ("人民币12", "12", "人民币"),
        ("rmb12", "12", "rmb"),
        ("共12", "12", "共"),
        ("共计12", "12", "共计"),
        ("合计12", "12", "合计"),
    ],
)
def test_a_unit_in_the_cell_is_told_from_the_number(shown, number, unit):
    assert refusal(shown) == ("unit_in_cell", {"number": number, "unit": unit})


@pytest.mark.parametrize(
    ("shown", "scale", "meant"),
    [
        ("1.2万", "万", "12000"),
        ("1.2 万", "万", "12000"),
        ("1.2万元", "万", "12000"),
        ("1,234万", "万", "12340000"),
        ("3千", "千", "3000"),
        ("5百", "百", "500"),
        ("2十", "十", "20"),
        ("1.25亿", "亿", "125000000"),
        ("3十万", "十万", "300000"),
        ("2万亿", "万亿", "2000000000000"),
        ("0.12345万", "万", "1234.5"),
        ("-2万", "万", "-20000"),
        ("1.2w", "w", "12000"),
        ("3 K", "K", "3000"),
    ],
)
def test_a_number_in_thousands_is_offered_in_full(shown, scale, meant):
    assert refusal(shown) == ("scaled_unit", {"scale": scale, "meant": meant})


@pytest.mark.parametrize("character", "①②٣۵२๓²½Ⅲ㈠𝟙")
def test_no_digits_but_ours_are_digits(character):
    assert refusal(character) == ("other_digits", {"character": character})
    assert refusal(f"1{character}") == ("other_digits", {"character": character})


@pytest.mark.parametrize(
    ("shown", "code", "point"),
    [
        ("12\x07", "control_character", "U+0007"),
        ("\x0012", "control_character", "U+0000"),
        ("1\x0b2", "control_character", "U+000B"),
        ("12\x85", "control_character", "U+0085"),
        ("12\u200b", "invisible_character", "U+200B"),
        ("\ufeff12", "invisible_character", "U+FEFF"),
        ("1\u00ad2", "invisible_character", "U+00AD"),
        ("\u202e21", "invisible_character", "U+202E"),
        ("\ue00012", "invisible_character", "U+E000"),
        ("\ud80012", "invisible_character", "U+D800"),
        ("12\uffff", "invisible_character", "U+FFFF"),
    ],
)
def test_what_nobody_sees_is_named(shown, code, point):
    assert refusal(shown) == (code, {"point": point})
    assert refusal(shown, unit="是1/否0")[0] in {code, "control_character", "invisible_character"}


@pytest.mark.parametrize(("length", "code"), [(64, "not_a_number"), (65, "long_text")])
def test_prose_is_told_from_a_slip(length, code):
    found = {"length": "65"} if length > 64 else {}
    assert refusal("好" * length) == (code, found)


def test_a_very_long_text_is_refused_at_once():
    assert refusal("1," * 100_000) == ("long_text", {"length": "200000"})


@pytest.mark.parametrize(
    ("shown", "decimals", "unit", "code", "params"),
    [
        ("1.25", 1, "元", "too_many_decimals", {"decimals": 1}),
        ("1.5", 0, "人", "too_many_decimals", {"decimals": 0}),
        ("0.00001", 4, "元", "too_many_decimals", {"decimals": 4}),
        ("100000000000", 0, "人", "too_large", {}),
        ("-100,000,000,000", 0, "人", "too_large", {}),
        ("999999999999999", 0, "人", "too_large", {}),
        ("1000000000000000", 0, "人", "too_many_digits", {"digits": 15}),
        ("0000000000000001", 0, "人", "too_many_digits", {"digits": 15}),
        ("-12345678901.12345", 4, "元", "too_many_digits", {"digits": 15}),
        ("5.3%", 1, "人", "percent_not_allowed", {"unit": "人"}),
        ("５％", 0, "", "percent_not_allowed", {"unit": ""}),
        ("2", 0, "是1/否0", "yes_or_no", {}),
        ("-1", 0, "是1/否0", "yes_or_no", {}),
        ("100%", 0, "是1/否0", "yes_or_no", {}),
        ("有", 0, "是1/否0", "yes_or_no", {}),
        ("TRUE", 0, "是1/否0", "yes_or_no", {}),
        ("=A1", 0, "是1/否0", "formula_text", {}),
        ("0.5", 0, "是1/否0", "too_many_decimals", {"decimals": 0}),
    ],
)
def test_a_number_that_the_measure_cannot_hold_is_refused(shown, decimals, unit, code, params):
    assert refusal(shown, decimals, unit) == (code, params)


def test_the_empty_unit_takes_no_percent():
    with pytest.raises(NumberProblem, match="percent_not_allowed"):
        parse("5%", decimals=0)
