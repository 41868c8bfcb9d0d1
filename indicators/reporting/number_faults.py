"""What is wrong with a text that is no number, as precisely as the text allows.

Only for the message: what is refused is decided by the grammar in `numbers`. Each kind has a code,
to which `wording` has a sentence and a way out.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

Found = dict[str, str]
LONGEST: Final = 64  # longer is prose, and the patterns below need not be fast


class NumberProblem(ValueError):  # noqa: N818  it is somebody's input that is wrong
    """A text or cell that is not the number asked for: code, what stood there, what was found."""

    def __init__(self, code: str, shown: str, **params: str | int) -> None:
        super().__init__(code, shown)
        self.code = code
        self.shown = shown
        self.params = params


NUMBER = r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?"
UNSIGNED = r"[0-9][0-9,]*(?:\.[0-9]+)?"
DASHES = r"[-–—―~～〜]"
SPACES = r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
BLANK_MARKS = (
    r"[-–—―~～/／\\|.。…*×?？、\"“”]+|x+|无|没有|暂无|无数据|空|空白|缺|缺失|未报|未填|未统计|未知"
    r"|不详|待定|待填|待报|不涉及|无此项|不适用.+|n\.?/?a\.?|null|none|nil"
)
ABOUT = "约|大约|大概|近|将近|接近|超|超过|逾|不足|不到|至少|至多"
NUMERALS = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

RULES: Final = [
    (code, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for code, pattern in (
        ("formula_text", r"[=＝].*"),
        ("hashes", r"#+"),
        ("error_value", r"#[A-Z].*"),
        ("ambiguous_blank", BLANK_MARKS),
        ("boolean", r"true|false|真|假"),
        ("yes_no_not_asked", r"是|否|有|对|错|y|n|yes|no|[√✓✔☑]"),
        ("exponent", rf"{NUMBER}e[+-]?[0-9]+"),
        ("date", r"(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}){1,2}(?:[ T].*)?"),
        ("date", r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?|[0-9]{1,2}:[0-9:]+"),
        ("range", rf"{NUMBER}[^0-9]{{0,4}}?(?:{DASHES}+|至|到){SPACES}*{UNSIGNED}[^0-9]*"),
        (
            "approximate",
            rf"(?:{ABOUT}|[≈~～〜<>≤≥＜＞±]){SPACES}*[0-9].*",
        ),
        ("approximate", rf"{NUMBER}[^0-9]*?(?:余|多|左右|上下|以上|以下|以内|\+|±)[^0-9]*"),
        ("scaled_unit", rf"(?P<number>{NUMBER}){SPACES}*(?P<scale>[十百千万亿]+)(?P<rest>.*)"),
        ("scaled_unit", rf"(?P<number>{NUMBER}){SPACES}*(?P<scale>[wk])(?P<rest>)"),
        ("per_mille", rf"{NUMBER}{SPACES}*[‰‱]"),
        ("chinese_numerals", rf"负?(?:百分之)?[{NUMERALS}点]+[人个张位户元项所名次例具件]?"),
        ("bracketed", rf"[(（]{SPACES}*{NUMBER}%?{SPACES}*[)）]"),
        ("fraction", rf"{NUMBER}{SPACES}*/{SPACES}*{UNSIGNED}"),
        ("apostrophe", rf"['’‘`]{NUMBER}%?['’‘`]?"),
        ("several_values", rf"{NUMBER}%?(?:\s*[\n\r;；、|&和及]\s*{NUMBER}%?)+"),
        ("space_inside", rf"(?=.*{SPACES})(?:[0-9,.%+-]|{SPACES})*[0-9](?:[0-9,.%+-]|{SPACES})*"),
        ("bare_point", r"[+-]?(?:\.[0-9]+|[0-9][0-9,]*\.)%?"),
        ("bad_grouping", r"[+-]?(?=.*[0-9])(?=[0-9.]*[,'’_])[0-9,'’_]+(?:\.[0-9,'’_]+)?%?"),
        ("misplaced_sign", rf"[-+–—―]*{UNSIGNED}%?[-+–—―]*|负{UNSIGNED}%?"),
        ("letters_for_digits", r"(?=.*[0-9])(?=.*[OIL])[0-9OIL.,]+"),
        ("unit_in_cell", rf"(?P<number>{NUMBER})\s*(?P<unit>[^0-9\s.,+*/%-][^0-9]*)"),
        ("unit_in_cell", rf"(?P<unit>[¥￥$]|人民币|RMB|共|共计|合计){SPACES}*(?P<number>{NUMBER})"),
    )
]
KNOWN: Final = frozenset(f"0123456789\t\n\r{NUMERALS}")
SCALES: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "w": 4, "k": 3}


def diagnose(text: str) -> tuple[str, Found]:
    """The code of the first fault that fits a trimmed, non-empty text, and what was found."""
    for character in text:
        if fault := _strange(character):
            return fault
    if len(text) > LONGEST:
        return "long_text", {"length": str(len(text))}
    for code, pattern in RULES:
        if match := pattern.fullmatch(text):
            return _refine(code, match.groupdict())
    return "not_a_number", {}


def _strange(character: str) -> tuple[str, Found] | None:
    """A character that nobody sees, or a digit that is none of 0-9: ①, ٣, ², Ⅲ."""
    if character in KNOWN:
        return None
    category = unicodedata.category(character)
    point = {"point": f"U+{ord(character):04X}"}
    if category == "Cc":
        return "control_character", point
    if category in {"Cf", "Cn", "Co", "Cs"}:
        return "invisible_character", point
    return ("other_digits", {"character": character}) if category[0] == "N" else None


def _refine(code: str, found: Found) -> tuple[str, Found]:
    """1.2万 is meant as 12000; 12万5千 is left to its author."""
    if code != "scaled_unit":
        return code, found
    if any(character.isdigit() for character in found["rest"]):
        return "not_a_number", {}
    power = sum(SCALES[letter] for letter in found["scale"].lower())
    meant = Decimal(found["number"].replace(",", "")).scaleb(power)
    return code, {"scale": found["scale"], "meant": format(meant, "f")}
