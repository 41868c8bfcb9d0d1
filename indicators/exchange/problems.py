"""What is wrong with an uploaded file, each at its place, in one form everywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.exchange.book import Cell
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.wording import explain

LIST_OF_PROBLEMS = "问题"  # the sheet of a marked copy
SHOWN_AT_MOST = 200  # problems on a page; the rest is counted
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `message` says what is wrong and `fix` the way out, both without a full stop.

    `column` is the header over the cell as the person wrote it, or else the column's letters.
    """

    code: str
    message: str
    fix: str
    sheet: str = ""
    cell: str = ""
    row: int | None = None
    column: str = ""
    shown: str = ""

    def sentence(self) -> str:
        """All of it for people, as the design prescribes."""
        told = {"problem": self.message, "shown": self.shown, "fix": self.fix}
        if not self.shown and not self.cell:
            return _("%(place)s: %(problem)s. To do: %(fix)s.") % {"place": self.place(), **told}
        return _("%(place)s: %(problem)s. Now there: “%(shown)s”. To do: %(fix)s.") % {
            "place": self.place(),
            **told,
        }

    def place(self) -> str:
        where = {"sheet": self.sheet, "cell": self.cell, "row": self.row, "column": self.column}
        if self.cell:
            return _("Sheet “%(sheet)s” %(cell)s (row %(row)s, column “%(column)s”)") % where
        if self.row is not None:
            return _("Sheet “%(sheet)s”, row %(row)s") % where
        return _("Sheet “%(sheet)s”") % where if self.sheet else _("File")

    def as_json(self) -> dict[str, str | int | None]:
        """Names that scripts rely on; what is missing is null."""
        return {
            "sheet": self.sheet or None,
            "cell": self.cell or None,
            "row": self.row,
            "column": self.column or None,
            "code": self.code,
            "message": self.message,
            "shown": self.shown or None,
            "fix": self.fix,
        }


def problem_at(
    cell: Cell, *, sheet: str, header: str, code: str, message: str, fix: str
) -> Problem:
    """A fault of a cell, with what stands in it."""
    return Problem(
        code,
        message,
        fix,
        sheet=sheet,
        cell=cell.address,
        row=cell.row,
        column=visible(header) or cell.letters,
        shown=visible(cell.shown),
    )


def number_problem(problem: NumberProblem, cell: Cell, *, sheet: str, header: str) -> Problem:
    """A cell that is not the number asked for."""
    message, fix = explain(problem)
    return problem_at(cell, sheet=sheet, header=header, code=problem.code, message=message, fix=fix)


def visible(text: str) -> str:
    """A foreign text in a sentence of ours: short, on one line, nothing hidden in it."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return "".join(_visible_letter(letter) for letter in short)


def _visible_letter(letter: str) -> str:
    if letter in "\t\n\r":
        return "⏎" if letter != "\t" else "⇥"
    if unicodedata.category(letter)[0] == "C":
        return f"[U+{ord(letter):04X}]"
    return letter


def nothing_written(count: int) -> str:
    """The line under all problems."""
    return ngettext(
        "Nothing was written; %(count)s problem in all.",
        "Nothing was written; %(count)s problems in all.",
        count,
    ) % {"count": count}


class ReadingProblem(Exception):  # noqa: N818  it is the file that is wrong
    """A file that could not be read, with every reason; nothing of it is used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))
