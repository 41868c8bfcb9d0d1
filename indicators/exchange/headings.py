"""What a heading says: the column of a list, or a measure of a matrix with its unit and code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from regions import spelling

WHITE = re.compile(r"\s+")
PARTS = re.compile(
    r"(?P<name>.*?)(?:（(?P<unit>[^（）]*)）)?(?:[\[［【](?P<code>[A-Z0-9_]+)[\]］】])?", re.DOTALL
)
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")


class Role(StrEnum):
    """What a column is for; the value is its code in a code row."""

    REGION_CODE = "region_code"
    REGION = "region"
    PERIOD = "period"
    MEASURE_CODE = "measure_code"
    MEASURE = "measure"
    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    STATE = "state"
    EXPLANATION = "explanation"
    UNIT = "unit"
    SHOWN_ONLY = "shown_only"


NAMES: dict[str, Role] = {
    "地区代码": Role.REGION_CODE,
    "行政区划代码": Role.REGION_CODE,
    "区划代码": Role.REGION_CODE,
    "地区": Role.REGION,
    "地区名称": Role.REGION,
    "行政区划": Role.REGION,
    "填报期": Role.PERIOD,
    "报告期": Role.PERIOD,
    "数据项代码": Role.MEASURE_CODE,
    "数据项": Role.MEASURE,
    "数据项名称": Role.MEASURE,
    "数值": Role.VALUE,
    "本期": Role.VALUE,
    "不适用": Role.NOT_APPLICABLE,
    "状态": Role.STATE,
    "说明": Role.EXPLANATION,
    "单位": Role.UNIT,
    "计量单位": Role.UNIT,
    "章节": Role.SHOWN_ONLY,
    "上期": Role.SHOWN_ONLY,
    "去年同期": Role.SHOWN_ONLY,
    "序号": Role.SHOWN_ONLY,
    **{role.value: role for role in Role if role is not Role.SHOWN_ONLY},
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: `role` where it is one of ours, else perhaps a measure's name."""

    text: str
    role: Role | None
    name: str
    unit: str
    code: str


def tidy(text: str) -> str:
    """Without white space and marks of a required field, brackets and digits as we print them."""
    text = WHITE.sub("", text).translate(spelling.DIGITS)
    return text.replace("(", "（").replace(")", "）").strip("*＊：:")


def read_heading(text: str) -> Heading:
    tidied = tidy(text)
    role = NAMES.get(tidied) or NAMES.get(tidied.lower())
    if role:
        return Heading(text, role, tidied, "", "")
    if CODE.fullmatch(tidied):
        return Heading(text, None, "", "", tidied)
    found = PARTS.fullmatch(tidied)
    name, unit, code = found.groups() if found else (tidied, None, None)
    return Heading(text, NAMES.get(name), name, unit or "", code or "")


def meant(text: str, names: Iterable[str]) -> str:
    """The one of the names that was most likely meant, or ''."""
    near = spelling.nearest(tidy(text), names, at_most=1 if len(text) <= 4 else 3)
    return near[0] if len(near) == 1 else ""
