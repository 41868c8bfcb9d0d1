"""What is submitted, as lines that anybody can hash again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max

from indicators.reporting.cells import EMPTY, Content, Key
from indicators.reporting.models import (
    Explanation,
    Figure,
    FigureState,
    Report,
    Revision,
    Submission,
)


class Filed(NamedTuple):
    """A cell as it is submitted."""

    content: Content = EMPTY
    explanation: str = ""


def canonical(report: Report, number: int, cells: Mapping[Key, Filed]) -> str:
    """`period⇥region⇥number`, then `region⇥measure⇥state⇥value⇥explanation` sorted by both."""
    head = f"{report.period.name}\t{report.region.code}\t{number}"
    return "\n".join([head, *(line(key, cells[key]) for key in sorted(cells))])


def line(key: Key, filed: Filed) -> str:
    (state, value), explanation = filed
    return "\t".join((*key, str(state), text_of(value), explanation))


def text_of(value: Decimal | None) -> str:
    """Digits and point alone, as exact as it is stored; nothing for what is no number."""
    return "" if value is None else f"{value:f}"


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def cells_of(submission: Submission) -> dict[Key, Filed]:
    """What the lines of a submission say."""
    cells = {}
    for row in submission.figures.split("\n")[1:]:
        region, measure, state, value, explanation = row.split("\t")
        content = Content(state, Decimal(value) if value else None)
        cells[region, measure] = Filed(content, explanation)
    return cells


def is_whole(submission: Submission) -> bool:
    """Whether the hash is that of the text."""
    return sha256_of(submission.figures) == submission.sha256


def still_stands(submission: Submission, now: Mapping[Key, Filed]) -> bool:
    """Whether the figures of the report, hashed again, give the submission's hash.

    A cell that the period has asked since then was not submitted; unless it holds something, it
    does not count.
    """
    keys = cells_of(submission).keys() | now.keys()
    cells = {key: now.get(key, Filed()) for key in keys}
    text = canonical(submission.report, submission.number, cells)
    return sha256_of(text) == submission.sha256


def filed_now(reports: Iterable[int]) -> dict[int, dict[Key, Filed]]:
    """By report: every cell that holds a figure or an explanation in force; three queries."""
    reports = list(reports)
    contents, numbers = contents_of(reports)
    found: dict[int, dict[Key, Filed]] = defaultdict(dict)
    for (report, *key), content in contents.items():
        found[report][key[0], key[1]] = Filed(content)
    columns = ("report_id", "region__code", "measure__code", "revision", "text")
    rows = Explanation.objects.filter(report__in=reports).order_by("pk").values_list(*columns)
    for report, region, measure, number, text in rows:
        if numbers.get((report, region, measure), 0) == number:
            content = contents.get((report, region, measure), EMPTY)
            found[report][region, measure] = Filed(content, text)
    return found


def contents_of(
    reports: list[int],
) -> tuple[dict[tuple[int, str, str], Content], dict[tuple[int, str, str], int]]:
    """The cells that hold a figure, and the revision's number of every cell ever filled."""
    cell = ("report_id", "region__code", "measure__code")
    blanks = Revision.objects.filter(report__in=reports, new_state=FigureState.BLANK).order_by()
    emptied = blanks.values_list(*cell).annotate(number=Max("number"))
    numbers = {(report, region, measure): number for report, region, measure, number in emptied}
    figures = Figure.objects.filter(report__in=reports).order_by()
    contents = {}
    rows = figures.values_list(*cell, "state", "value", "revision")
    for report, region, measure, state, value, revision in rows:
        contents[report, region, measure] = Content(state, value)
        numbers[report, region, measure] = revision
    return contents, numbers
