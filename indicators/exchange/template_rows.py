"""One row of the template: what stands there already, the inputs, their validation, the note."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from indicators.plan.models import Measure
from indicators.reporting.cells import Content
from indicators.reporting.models import FigureState
from indicators.reporting.numbers import NOT_APPLICABLE_TEXT, YES_NO
from indicators.reporting.wanted import LONGEST_EXPLANATION
from indicators.reporting.worksheet import Line

LARGEST = 99_999_999_999
INPUT = {"locked": False, "bg_color": "#FFF8DC", "border": 1, "border_color": "#B0B0B0"}


class TemplateRow(NamedTuple):
    """Where a line is written."""

    sheet: Any
    number: int
    headings: tuple[str, ...]
    styles: dict[str, Any]


def styles_of(workbook: Any) -> dict[str, Any]:
    """Formats by name; numbers with as many decimals as the measure has."""
    header = {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True}
    styles = {
        "text": workbook.add_format({"text_wrap": True, "valign": "vcenter"}),
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "hint": workbook.add_format({"font_color": "#555555"}),
        "header": workbook.add_format({**header, "valign": "vcenter", "align": "center"}),
        "choice": workbook.add_format({**INPUT, "align": "center"}),
        "words": workbook.add_format({**INPUT, "text_wrap": True}),
    }
    for places in range(5):
        pattern = "#,##0" + ("." + "0" * places if places else "")
        styles[f"shown{places}"] = workbook.add_format({"num_format": pattern})
        styles[f"input{places}"] = workbook.add_format({**INPUT, "num_format": pattern})
    return styles


def write_row(row: TemplateRow, line: Line, *, with_note: bool) -> None:
    for column, heading in enumerate(row.headings):
        WRITERS[heading](row, column, line)
    if with_note:
        column = row.headings.index("数据项")
        text = f"{line.measure.name_zh}（{line.measure.unit_zh}）\n{line.measure.definition_zh}"
        size = {"x_scale": 2.2, "y_scale": 1.0 + len(text) / 90}
        row.sheet.write_comment(row.number, column, text, size)


def text(read: Callable[[Line], str]) -> Callable[[TemplateRow, int, Line], None]:
    def write(row: TemplateRow, column: int, line: Line) -> None:
        row.sheet.write_string(row.number, column, read(line), row.styles["text"])

    return write


def shown(read: Callable[[Line], Content]) -> Callable[[TemplateRow, int, Line], None]:
    """A value from before: for comparison, never read back."""

    def write(row: TemplateRow, column: int, line: Line) -> None:
        content = read(line)
        style = row.styles[f"shown{line.measure.decimals}"]
        if content.state == FigureState.NOT_APPLICABLE:
            row.sheet.write_string(row.number, column, NOT_APPLICABLE_TEXT, style)
        elif content.value is not None:
            write_number(row, column, content.value, style)

    return write


def write_number(row: TemplateRow, column: int, value: Decimal, style: Any) -> None:
    """At most 15 digits, which a spreadsheet's number keeps exactly."""
    row.sheet.write_number(row.number, column, float(value), style)


def section(line: Line) -> str:
    return f"{line.theme.section} {line.theme.name_zh}" if line.theme else ""


def write_input(row: TemplateRow, column: int, line: Line) -> None:
    """本期: empty unless the draft holds a number."""
    style = row.styles[f"input{line.measure.decimals}"]
    if line.value is None:
        row.sheet.write_blank(row.number, column, None, style)
    else:
        write_number(row, column, line.value, style)
    row.sheet.data_validation(row.number, column, row.number, column, validation(line.measure))


def validation(measure: Measure) -> dict[str, Any]:
    """What Excel lets in; everything is judged again when the file is read."""
    said = {"unit": measure.unit_zh, "name": measure.name_zh[:30]}
    common = {
        "error_title": "请检查",
        "error_message": _("Only a number in the unit %(unit)s can stand here.") % said,
        "input_title": said["name"],
        "input_message": _("In the unit %(unit)s; 0 if there is none.") % said,
    }
    if measure.unit_zh == YES_NO:
        return {**common, "validate": "list", "source": ["是", "否", "1", "0"]}
    kind = "decimal" if measure.decimals else "integer"
    limits = {"criteria": "between", "minimum": -LARGEST, "maximum": LARGEST}
    return {**common, "validate": kind, **limits}


def write_choice(row: TemplateRow, column: int, line: Line) -> None:
    """不适用: the word or nothing."""
    chosen = NOT_APPLICABLE_TEXT if line.state == FigureState.NOT_APPLICABLE else None
    style = row.styles["choice"]
    if chosen:
        row.sheet.write_string(row.number, column, chosen, style)
    else:
        row.sheet.write_blank(row.number, column, None, style)
    choice = {"validate": "list", "source": [NOT_APPLICABLE_TEXT]}
    row.sheet.data_validation(row.number, column, row.number, column, choice)


def write_words(row: TemplateRow, column: int, line: Line) -> None:
    """说明: the answer to a check, or why the cell stays empty."""
    style = row.styles["words"]
    if line.explanation:
        row.sheet.write_string(row.number, column, line.explanation, style)
    else:
        row.sheet.write_blank(row.number, column, None, style)
    limit = {"validate": "length", "criteria": "<=", "value": LONGEST_EXPLANATION}
    row.sheet.data_validation(row.number, column, row.number, column, limit)


WRITERS: dict[str, Callable[[TemplateRow, int, Line], None]] = {
    "地区代码": text(lambda line: line.region.code),
    "地区": text(lambda line: line.region.name_zh),
    "数据项代码": text(lambda line: line.measure.code),
    "章节": text(section),
    "数据项": text(lambda line: line.measure.name_zh),
    "单位": text(lambda line: line.measure.unit_zh),
    "上期": shown(lambda line: line.previous),
    "去年同期": shown(lambda line: line.year_earlier),
    "本期": write_input,
    "不适用": write_choice,
    "说明": write_words,
}
