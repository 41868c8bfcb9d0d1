"""By what a template is known again: its hidden first row, and the headings of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TEMPLATE_MARK = "民政填报模板"
TEMPLATE_VERSION = "1"

REGION_COLUMNS = ("地区代码", "地区")
COLUMNS = ("数据项代码", "章节", "数据项", "单位", "上期", "去年同期", "本期", "不适用", "说明")


class TemplateMark(NamedTuple):
    """What the hidden row says: for which period and region the file was handed out."""

    version: str
    period: str
    region: str

    @property
    def cells(self) -> list[str]:
        return [TEMPLATE_MARK, *self]


def mark_in(texts: Sequence[str]) -> TemplateMark | None:
    """The mark, if this is the hidden row of a template."""
    said = [text.strip() for text in texts]
    if not said or said[0] != TEMPLATE_MARK:
        return None
    version, period, region = (*said[1:4], "", "", "")[:3]
    return TemplateMark(version, period, region)
