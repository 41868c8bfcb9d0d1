"""Cells that the grid sends as they are left, one or a pasted block: all are written or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.reporting.actions import enter
from indicators.reporting.asked import asked_of
from indicators.reporting.cells import Key
from indicators.reporting.errors import Conflict
from indicators.reporting.findings import Finding
from indicators.reporting.models import Report, Via
from indicators.reporting.numbers_alone import NumbersAlone, read_numbers
from indicators.reporting.sheet_form import (
    Entry,
    as_sent,
    cells_of,
    is_sent,
    show_clashes,
    untouched,
)
from indicators.reporting.worksheet import Line, Progress
from regions.models import User

SAVED, INVALID, CONFLICT, HELD = "saved", "invalid", "conflict", "held"


@dataclass(slots=True)
class Answer:
    """What became of the cells: each of them, and every other cell whose finding changed."""

    status: int
    progress: Progress
    entries: list[Entry]
    others: list[Entry] = field(default_factory=list)
    refusal: str = ""


def save_cells(report: Report, sent: Mapping[str, str], by: User) -> Answer:
    """Invalid: 422, a colleague was faster or the report is shut: 409; then nothing is written."""
    asked = asked_of([report])[report.pk]
    numbers = read_numbers(report, asked)
    before = numbers.lines()
    entries = [as_sent(untouched(line), sent) for line in before.values() if is_sent(line, sent)]
    cells = cells_of(entries)
    if any(entry.problem for entry in entries):
        return refused(422, entries, numbers)
    try:
        done = enter(report=report, cells=cells, by=by, via=Via.FORM, asked=asked)
    except Conflict as refusal:
        show_clashes(entries, refusal.cells)
        told = "" if refusal.cells else str(refusal)
        return refused(409, entries, numbers, told)
    numbers.put(cells, done.revisions)
    return written(entries, numbers, {key: line.finding for key, line in before.items()})


def refused(status: int, entries: list[Entry], numbers: NumbersAlone, refusal: str = "") -> Answer:
    """The cells at fault are marked; the others of the block wait for them."""
    for entry in entries:
        entry.state = INVALID if entry.problem else CONFLICT if entry.clash else HELD
    return Answer(status, numbers.progress(), entries, refusal=refusal)


def written(
    entries: Iterable[Entry], numbers: NumbersAlone, findings: Mapping[Key, Finding | None]
) -> Answer:
    """What was sent as it is stored now, and whatever a check says of other cells since."""
    lines = numbers.lines()
    saved = {entry.line.key: as_stored(entry, lines[entry.line.key]) for entry in entries}
    others = [
        untouched(line)
        for key, line in lines.items()
        if key not in saved and line.finding != findings.get(key)
    ]
    return Answer(200, numbers.progress(), list(saved.values()), others)


def as_stored(sent: Entry, line: Line) -> Entry:
    """An explanation that the new number has made void is shown once more, but not kept."""
    stored = untouched(line)
    stored.explanation = stored.told = "" if sent.voided else sent.explanation
    stored.lost, stored.state = sent.voided, SAVED
    return stored
