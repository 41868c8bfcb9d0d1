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
    """One line of the grid with what stands in its input; `shown` and `told` stood there before.

    `state` says what became of a cell that was sent by itself (saved, invalid, conflict or held),
    `lost` is an explanation that went with the number to which it belonged.
    """

    line: Line
    typed: str
    explanation: str
    seen: int
    shown: str = ""
    told: str = ""
    carried: bool = False
    state: str = ""
    lost: str = ""
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
    def is_changed(self) -> bool:
        return self.typed != self.shown

    @property
    def touched(self) -> bool:
        """Whether the person changed the number or its explanation from what the page showed."""
        return self.is_changed or self.explanation != self.told

    @property
    def voided(self) -> str:
        """An explanation that belonged to the number before and was not given for the new one."""
        return self.explanation if self.is_changed and self.explanation == self.told else ""

    @property
    def offered(self) -> str:
        """沿用: the number of the period before, as it would be typed; empty if there is none."""
        number = self.line.offered
        return "" if number is None else f"{number:.{self.line.measure.decimals}f}"

    @property
    def stored(self) -> str:
        """What stands there as far as is known: after a clash what somebody else has put there."""
        return self.theirs_typed if self.clash else self.original

    @property
    def heading(self) -> int | None:
        """The plan's heading it stands under; what is supplied stands under one of its own."""
        return None if self.line.is_supplied or not self.line.theme else self.line.theme.pk

    @property
    def theirs(self) -> str:
        """What somebody else put there meanwhile."""
        return (self.theirs_typed or _("blank")) if self.clash else ""

    @property
    def theirs_typed(self) -> str:
        return typed_as(self.clash.there, self.line.measure.decimals) if self.clash else ""


def entries_of(lines: Iterable[Line]) -> list[Entry]:
    """The grid as it is opened, by the plan's headings: every input shows what is stored."""
    return [untouched(line) for line in sorted(lines, key=order)]


def untouched(line: Line) -> Entry:
    typed, told = typed_as(line.content, line.measure.decimals), line.explanation
    return Entry(line, typed, told, line.revision, shown=typed, told=told)


def order(line: Line) -> tuple[int, bool, int, int]:
    """Region by region; what is supplied last; then by heading and by measure."""
    heading = line.theme.position if line.theme else 0
    return line.region.position, line.is_supplied, heading, line.measure.position


def entries_sent(lines: Iterable[Line], sent: Mapping[str, str]) -> list[Entry]:
    """The grid as it came back: touched cells as they were typed, all others as they are now."""
    entries = []
    for entry in entries_of(lines):
        there = as_sent(entry, sent) if is_sent(entry.line, sent) else entry
        entries.append(there if there.touched else entry)
    return entries


def is_sent(line: Line, sent: Mapping[str, str]) -> bool:
    return not line.is_supplied and f"value-{'-'.join(line.key)}" in sent


def as_sent(entry: Entry, sent: Mapping[str, str]) -> Entry:
    """The entry as the person left it, beside what the page had shown."""
    name, told = entry.name, sent.get(f"told-{entry.name}", entry.told)
    return Entry(
        entry.line,
        typed=sent[f"value-{name}"].strip(),
        explanation=sent.get(f"why-{name}", told).strip(),
        seen=revision(sent.get(f"seen-{name}", ""), entry.line.revision),
        shown=sent.get(f"shown-{name}", entry.shown),
        told=told,
        carried=bool(entry.offered) and sent.get(f"carried-{name}") == entry.offered,
    )


def carry(entries: Iterable[Entry], which: str, sent: Mapping[str, str]) -> None:
    """沿用: put the offered numbers into one input or into all that are empty.

    What is offered now must be what the page showed; else it stays empty and is offered anew.
    """
    for entry in entries:
        is_meant = which in {"all", entry.name} and not entry.typed
        if is_meant and entry.offered and sent.get(f"offered-{entry.name}") == entry.offered:
            entry.typed, entry.carried = entry.offered, True


def revision(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


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
    return Cell(
        *entry.line.key,
        state,
        number,
        seen=entry.seen,
        explanation="" if entry.voided else entry.explanation,
        is_carried=entry.carried and entry.typed == entry.offered,
    )


def show_clashes(entries: Iterable[Entry], clashes: Iterable[Clash]) -> None:
    """Each cell that somebody else changed shows both values; saving again chooses one's own."""
    found: dict[Key, Clash] = {(clash.region, clash.measure): clash for clash in clashes}
    for entry in entries:
        entry.clash = found.get(entry.line.key)
        if entry.clash:
            entry.seen = entry.clash.revision
