"""The grid as one form: what was typed becomes cells, or problems at their cells.

A cell that was not touched is not sent on, so that a colleague's newer value is not overwritten
by an old page; each cell that was touched names the revision that the page showed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.reporting.cells import Cell, Clash, Content, Key
from indicators.reporting.changes import relative
from indicators.reporting.models import FigureState
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.numbers import (
    BLANK,
    NOT_APPLICABLE,
    NOT_APPLICABLE_TEXT,
    parse,
)
from indicators.reporting.wording import explain
from indicators.reporting.worksheet import Line

STATES = {BLANK: FigureState.BLANK, NOT_APPLICABLE: FigureState.NOT_APPLICABLE}


def typed_as(content: Content, decimals: int) -> str:
    """A cell's content as one would type it: 62310, 12.50, 不适用 or nothing."""
    if content.state == FigureState.NOT_APPLICABLE:
        return NOT_APPLICABLE_TEXT
    return "" if content.value is None else f"{content.value:.{decimals}f}"


@dataclass(slots=True)
class Entry:
    """One line of the grid with what stands in its input."""

    line: Line
    typed: str
    explanation: str
    seen: int
    touched: bool = False
    problem: str = ""
    fix: str = ""
    clash: Clash | None = None
    remark: str = ""
    remark_code: str = ""

    @property
    def name(self) -> str:
        """The suffix of the input's names: `420100-ELD_BEDS`."""
        return "-".join(self.line.key)

    @property
    def original(self) -> str:
        return typed_as(self.line.content, self.line.measure.decimals)

    @property
    def change(self) -> Decimal | None:
        return relative(self.line.value, self.line.previous.value)

    @property
    def theirs(self) -> str:
        """What somebody else put there meanwhile."""
        if self.clash is None:
            return ""
        return typed_as(self.clash.there, self.line.measure.decimals) or _("blank")


def entries_of(lines: Iterable[Line]) -> list[Entry]:
    """The grid as it is opened, by the plan's headings: every input shows what is stored."""
    return [
        Entry(line, typed_as(line.content, line.measure.decimals), line.explanation, line.revision)
        for line in sorted(lines, key=order)
    ]


def order(line: Line) -> tuple[int, bool, int, int]:
    """Region by region; what is supplied last; then by heading and by measure."""
    heading = line.theme.position if line.theme else 0
    return line.region.position, line.is_supplied, heading, line.measure.position


def entries_sent(lines: Iterable[Line], sent: Mapping[str, str]) -> list[Entry]:
    """The grid as it came back: touched cells as they were typed, all others as they are now."""
    entries = entries_of(lines)
    for entry in entries:
        if touched(entry, sent):
            entry.typed = sent[f"value-{entry.name}"].strip()
            entry.explanation = sent.get(f"why-{entry.name}", entry.explanation).strip()
            entry.seen = revision(sent.get(f"seen-{entry.name}", ""), entry.line.revision)
            entry.touched = True
    return entries


def revision(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def touched(entry: Entry, sent: Mapping[str, str]) -> bool:
    """Whether the person changed the number or its explanation from what the page had shown."""
    name = entry.name
    if entry.line.is_supplied or f"value-{name}" not in sent:
        return False
    typed, why = sent[f"value-{name}"].strip(), sent.get(f"why-{name}")
    if typed != sent.get(f"shown-{name}", entry.original):
        return True
    return why is not None and why.strip() != sent.get(f"told-{name}", entry.line.explanation)


def cells_of(entries: Iterable[Entry]) -> list[Cell]:
    """The touched cells; a text that is no number leaves its problem on the entry."""
    cells = [cell_of(entry) for entry in entries if entry.touched]
    return [cell for cell in cells if cell]


def cell_of(entry: Entry) -> Cell | None:
    measure = entry.line.measure
    try:
        value = parse(entry.typed, decimals=measure.decimals, unit=measure.unit_zh)
    except NumberProblem as problem:
        entry.problem, entry.fix = explain(problem)
        return None
    number = value if isinstance(value, Decimal) else None
    state = FigureState.NUMBER if isinstance(value, Decimal) else STATES[value]
    return Cell(*entry.line.key, state, number, seen=entry.seen, explanation=entry.explanation)


def show_clashes(entries: Iterable[Entry], clashes: Iterable[Clash]) -> None:
    """Each cell that somebody else changed shows both values; saving again chooses one's own."""
    found: dict[Key, Clash] = {(clash.region, clash.measure): clash for clash in clashes}
    for entry in entries:
        entry.clash = found.get(entry.line.key)
        if entry.clash:
            entry.seen = entry.clash.revision
