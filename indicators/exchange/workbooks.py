"""The workbook that a bureau fills: one row a measure, and only three columns to write in."""

from __future__ import annotations

from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from indicators.exchange.demonstration import PREFIX, is_demonstration
from indicators.exchange.instructions import write_instructions
from indicators.exchange.template_marks import (
    COLUMNS,
    REGION_COLUMNS,
    TEMPLATE_VERSION,
    TemplateMark,
)
from indicators.exchange.template_rows import TemplateRow, styles_of, write_row
from indicators.reporting.models import Report
from indicators.reporting.period_words import period_in_words
from indicators.reporting.worksheet import Line, read_sheet

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDTHS = {
    "地区": 16, "章节": 22, "数据项": 44, "单位": 12, "上期": 14, "去年同期": 14,
    "本期": 16, "不适用": 9, "说明": 40,
}  # fmt: skip
HIDDEN = ("地区代码", "数据项代码")
HEADER_ROW = 3  # counted from 0: below the hidden row, the title and the hint


def template_workbook(report: Report, out: BinaryIO) -> str:
    """Write the workbook and return the file's name for the person."""
    lines = in_order(read_sheet(report), report)
    workbook = xlsxwriter.Workbook(out, OPTIONS)
    write_inputs(workbook, report, [line for line in lines if not line.is_supplied])
    write_instructions(workbook, report, [line for line in lines if line.is_supplied])
    workbook.close()
    return template_name(report)


def template_name(report: Report) -> str:
    prefix = PREFIX if is_demonstration() else ""
    return f"{prefix}填报表_{report.period.name}_{report.region.name_zh}.xlsx"


def in_order(lines: list[Line], report: Report) -> list[Line]:
    """For the province measure by measure, so that one source fills a block of regions."""
    if not report.region.is_province:
        return lines
    return sorted(lines, key=lambda line: (line.measure.position, line.region.position))


def write_inputs(workbook: Any, report: Report, lines: list[Line]) -> None:
    sheet = workbook.add_worksheet("填报表")
    styles = styles_of(workbook)
    headings = (*REGION_COLUMNS, *COLUMNS) if report.region.is_province else COLUMNS
    lay_out(sheet, headings, styles)
    write_head(sheet, report, headings, styles)
    told: set[int] = set()
    for number, line in enumerate(lines, start=HEADER_ROW + 1):
        row = TemplateRow(sheet, number, headings, styles)
        write_row(row, line, with_note=line.measure.pk not in told)
        told.add(line.measure.pk)
    protect(sheet)


def lay_out(sheet: Any, headings: tuple[str, ...], styles: dict[str, Any]) -> None:
    """Widths, what is hidden, what stays in sight, and how it comes out of a printer."""
    for number, heading in enumerate(headings):
        options = {"hidden": heading in HIDDEN}
        sheet.set_column(number, number, WIDTHS.get(heading, 10), styles["text"], options)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 24)
    sheet.freeze_panes(HEADER_ROW + 1, headings.index("数据项") + 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def write_head(
    sheet: Any, report: Report, headings: tuple[str, ...], styles: dict[str, Any]
) -> None:
    """The hidden mark, the title, the hint, the headings."""
    mark = TemplateMark(TEMPLATE_VERSION, report.period.name, report.region.code)
    for number, text in enumerate(mark.cells):
        sheet.write_string(0, number, text)
    first = headings.index("章节")
    said = {"region": report.region.name_zh, "period": period_in_words(report.period)}
    sheet.write_string(1, first, _("%(region)s, %(period)s: report") % said, styles["title"])
    sheet.write_string(2, first, hint(report), styles["hint"])
    for number, heading in enumerate(headings):
        sheet.write_string(HEADER_ROW, number, heading, styles["header"])


def hint(report: Report) -> str:
    said = {"day": report.period.due_on.isoformat()}
    text = _("Fill in only the yellow columns. Due %(day)s.") % said
    if is_demonstration():
        text += " " + _("Demonstration: all reported figures are invented, for trying out only.")
    return text


def protect(sheet: Any) -> None:
    """Only against slips: without a password, and with room for widths, sorting and filters."""
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))
