"""What somebody supposes on the page of an indicator, and what would follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.assessment.board import Row, Sources
from indicators.assessment.supposing import Supposition, changeable, suppose
from indicators.reporting import numbers
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.wording import explain

TARGET = "target"
TARGET_DECIMALS = 4


@dataclass(slots=True)
class Line:
    """One place as reported and as supposed; `field` is its input's name, empty without one."""

    before: Row
    after: Row
    field: str = ""
    typed: str = ""
    fault: str = ""

    @property
    def moved(self) -> bool:
        return self.value_moved or self.before.target != self.after.target

    @property
    def value_moved(self) -> bool:
        return self.before.value.value != self.after.value.value

    @property
    def verdict_moved(self) -> bool:
        return self.before.judgement.verdict != self.after.judgement.verdict

    @property
    def gap_moved(self) -> bool:
        return self.before.gap != self.after.gap


@dataclass(slots=True)
class WhatIf:
    """The page: the province first, then the regions; the zones follow from them."""

    province: Line
    regions: list[Line]
    zones: list[Line]
    target_typed: str
    target_fault: str
    has_target: bool

    @property
    def offers(self) -> bool:
        """Whether there is anything that can be supposed."""
        return self.has_target or any(line.field for line in [self.province, *self.regions])


def name_of(row: Row) -> str:
    return f"n-{row.place.key}"


def read(sources: Sources, sent: Mapping[str, str]) -> WhatIf:
    """What was sent of one indicator, what of it is no number, and the rows before and after."""
    rows = sources.board().rows
    open_to = {row.place.key: row for row in changeable(rows)}
    faults: dict[str, str] = {}
    numerators = {
        key: number
        for key, row in open_to.items()
        if (number := number_in(sent, name_of(row), row.formula.decimals, faults)) is not None
    }
    has_target = bool(open_to) and rows[0].target is not None
    target = number_in(sent, TARGET, TARGET_DECIMALS, faults) if has_target else None
    after = suppose(sources, rows, Supposition(numerators, target)).rows
    lines = [
        line(before, then, sent, faults, open_to) for before, then in zip(rows, after, strict=True)
    ]
    return WhatIf(
        province=lines[0],
        regions=[one for one in lines if one.before.place.is_region],
        zones=[one for one in lines if one.before.place.zone],
        target_typed=sent.get(TARGET, "").strip() if has_target else "",
        target_fault=faults.get(TARGET, ""),
        has_target=has_target,
    )


def line(
    before: Row,
    after: Row,
    sent: Mapping[str, str],
    faults: Mapping[str, str],
    open_to: Mapping[str, Row],
) -> Line:
    if before.place.key not in open_to:
        return Line(before, after)
    name = name_of(before)
    return Line(before, after, name, sent.get(name, "").strip(), faults.get(name, ""))


def number_in(
    sent: Mapping[str, str], name: str, decimals: int, faults: dict[str, str]
) -> Decimal | None:
    """The number written in a field by the one grammar; empty or faulty: as it is."""
    try:
        value = numbers.parse(sent.get(name, ""), decimals=decimals)
    except NumberProblem as problem:
        faults[name] = _("%(fault)s: %(fix)s") % dict(
            zip(("fault", "fix"), explain(problem), strict=True)
        )
        return None
    if isinstance(value, Decimal):
        return value
    if value is numbers.NOT_APPLICABLE:
        faults[name] = _("Write a number, or leave the field empty.")
    return None


def kept(sent: Mapping[str, str], known: Sequence[str]) -> dict[str, str]:
    """What an address that is to be shared needs: fields that say something."""
    return {name: sent[name].strip() for name in known if sent.get(name, "").strip()}
