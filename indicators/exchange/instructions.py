"""The second sheet of the template: how to fill it, and what the province supplies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from indicators.reporting.models import FigureState, Report
from indicators.reporting.numbers import NOT_APPLICABLE_TEXT
from indicators.reporting.worksheet import Line


def write_instructions(workbook: Any, report: Report, supplied: list[Line]) -> None:
    sheet = workbook.add_worksheet("填报说明")
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 90, wrapped)
    sheet.write_string(0, 0, _("How to fill in this workbook"), bold)
    sentences = instructions(report)
    for number, sentence in enumerate(sentences, start=1):
        sheet.write_string(number, 0, f"{number}. {sentence}", wrapped)
    if supplied:
        write_supplied(sheet, len(sentences) + 2, supplied, bold)


def instructions(report: Report) -> list[str]:
    """What a clerk must know; the headings as they stand on the first sheet."""
    said = {"value": "本期", "none": NOT_APPLICABLE_TEXT, "why": "说明"}
    said |= {"day": report.period.due_on.isoformat()}
    return [
        _("Write only into the yellow columns: %(value)s, %(none)s, %(why)s.") % said,
        _("0 means zero. Where an item does not exist here, choose %(none)s.") % said,
        _("Leave a cell empty if the number is not known yet, and say why under %(why)s.") % said,
        _("Write the bare number in the unit of its row: no unit, no word, no formula."),
        _("An empty cell never erases a number that is stored already."),
        _("The definition of an item is the note on its name."),
        _("Rows may be sorted or left out; do not rename, insert or delete columns."),
        _("If a check asks about a number, correct it, or answer under %(why)s.") % said,
        _("Upload the file, look at the preview, confirm it; then submit by %(day)s.") % said,
    ]


def write_supplied(sheet: Any, start: int, supplied: list[Line], bold: Any) -> None:
    """For information: what the bureau neither fills nor changes."""
    sheet.write_string(start, 0, _("Supplied by the province, for information"), bold)
    for number, line in enumerate(supplied, start=start + 1):
        sheet.write_string(number, 0, supplied_line(line))


def supplied_line(line: Line) -> str:
    measure = line.measure
    shown = _("not supplied yet")
    if line.state == FigureState.NOT_APPLICABLE:
        shown = NOT_APPLICABLE_TEXT
    elif line.value is not None:
        shown = f"{line.value:,.{measure.decimals}f}"
    decided = "" if line.is_decided or line.value is None else _(" (not decided yet)")
    return f"{measure.name_zh}（{measure.unit_zh}）：{shown}{decided}"
