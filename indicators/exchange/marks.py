"""What is marked in the copy of a file: the notes at its cells, and the sheet that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.exchange.batch_files import Finding
from indicators.exchange.problems import LIST_OF_PROBLEMS, Problem

TITLE = "民政指标导入问题清单"  # by which the sheet is known again
WIDTHS = (12, 16, 10, 8, 16, 48, 28, 48)
LONGEST_NOTE = 2_000
Place = tuple[str, int | None]  # a cell, else a row, else the whole sheet


class Mark(NamedTuple):
    """One note; `hard` where anything of it refuses the file."""

    cell: str
    row: int | None
    text: str
    hard: bool


def marks_of(findings: Iterable[Finding]) -> dict[str, list[Mark]]:
    """By the name of the sheet; what is told of one place stands in one note."""
    found: dict[str, dict[Place, Mark]] = {}
    for hard, problem in findings:
        if problem.sheet:
            marks = found.setdefault(problem.sheet, {})
            place = problem.cell, problem.row
            before = marks.get(place, Mark(*place, "", hard=False))
            text = f"{before.text}\n\n{note(hard, problem)}".strip()[:LONGEST_NOTE]
            marks[place] = Mark(*place, text, before.hard or hard)
    return {sheet: list(marks.values()) for sheet, marks in found.items()}


def kind(hard: bool) -> str:
    return _("Must be put right") if hard else _("To be explained")


def note(hard: bool, problem: Problem) -> str:
    """What is wrong and the way out, each on its line."""
    lines = [f"{kind(hard)}：{problem.message}"]
    if problem.fix:
        lines.append(_("To do: %(fix)s") % {"fix": problem.fix})
    return "\n".join(lines)


def and_more(count: int) -> str:
    told = ngettext("and %(count)s more of them", "and %(count)s more of them", count)
    return told % {"count": count}


def list_of(findings: Iterable[Finding], more: int) -> dict[str, Any]:
    """The sheet as it is written; `more` were found and not kept."""
    rows = [
        [
            kind(hard), one.sheet, one.cell, one.row, one.column, one.message, one.shown, one.fix,
        ]
        for hard, one in findings
    ]  # fmt: skip
    if more > 0:
        rows.append(["", "", "", None, "", and_more(more)])
    head = [
        _("Kind"), _("Sheet"), _("Cell"), _("Row"), _("Column"), _("Problem"),
        _("What stands there"), _("How to put it right"),
    ]  # fmt: skip
    return {
        "name": LIST_OF_PROBLEMS, "title": TITLE, "head": head, "rows": rows, "widths": WIDTHS,
    }  # fmt: skip
