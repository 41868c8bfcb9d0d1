"""What the readers of lists and matrices share: keys, values, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from indicators.exchange.book import Cell, Kind, Row
from indicators.exchange.columns import Header
from indicators.exchange.findings import Findings
from indicators.exchange.headings import Role
from indicators.exchange.known import Known, Unfit, is_total
from indicators.exchange.proposals import Proposal, Spot
from indicators.plan.models import Measure
from indicators.reporting.models import FigureState, ReportingPeriod
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.numbers import BLANK
from indicators.reporting.wanted import LONGEST_EXPLANATION
from indicators.reporting.wording import explain
from regions.models import Region

Content = tuple[str, Decimal | None]

total = lru_cache(4096)(is_total)


@dataclass
class Table:
    """One sheet's table while it is read; `period` and `region` hold where no column says."""

    sheet: str
    header: Header
    known: Known
    found: Findings
    period: ReportingPeriod | None = None
    region: Region | None = None
    proposals: list[Proposal] = field(default_factory=list)
    rows: int = 0

    def has_input(self, row: Row) -> bool:
        """Whether anything stands where figures or explanations stand."""
        raise NotImplementedError

    def read(self, row: Row) -> None:
        """Add what the row proposes; tell what is wrong with it."""
        raise NotImplementedError

    def spot(self, row: int, column: int) -> Spot:
        return Spot(self.sheet, row, column, self.header.heading(column))

    def text(self, row: Row, role: Role) -> str:
        column = self.header.roles.get(role)
        return row.shown(column) if column else ""

    def is_total(self, row: Row) -> bool:
        """合计: a sum of rows above or below, told but not imported."""
        said = (self.text(row, Role.REGION), self.text(row, Role.MEASURE))
        if not any(total(text) for text in said):
            return False
        column = self.header.roles.get(Role.REGION if total(said[0]) else Role.MEASURE, 0)
        message = _("A row of totals is not imported")
        self.found.warn(self.spot(row.number, column), "total_skipped", message, "", said[0])
        return True

    def region_of(self, row: Row) -> Region | None:
        code, name = self.text(row, Role.REGION_CODE), self.text(row, Role.REGION)
        if not self.header.has(Role.REGION, Role.REGION_CODE):
            return self.region
        try:
            return self.known.region(code, name)
        except Unfit as unfit:
            role = Role.REGION if self.header.has(Role.REGION) else Role.REGION_CODE
            self.unfit(row, role, unfit, name or code)
            return None

    def period_of(self, row: Row) -> ReportingPeriod | None:
        if not self.header.has(Role.PERIOD):
            return self.period
        text = self.text(row, Role.PERIOD)
        try:
            return self.known.period(text)
        except Unfit as unfit:
            self.unfit(row, Role.PERIOD, unfit, text)
            return None

    def unfit(self, row: Row, role: Role, unfit: Unfit, shown: str) -> None:
        self.found.unfit(self.spot(row.number, self.header.roles[role]), unfit, shown)

    def content(self, cell: Cell, measure: Measure) -> Content | None:
        """The state and number of an input cell; None where it is neither, which is then told."""
        try:
            value = cell.figure(decimals=measure.decimals, unit=measure.unit_zh)
        except NumberProblem as problem:
            message, fix = explain(problem)
            spot = self.spot(cell.row, cell.column)
            self.found.refuse(spot, problem.code, message, fix, shown=cell.shown)
            return None
        if cell.formula:
            self.flag_formula(cell)
        if isinstance(value, Decimal):
            return FigureState.NUMBER, value
        return (FigureState.BLANK if value is BLANK else FigureState.NOT_APPLICABLE), None

    def flag_formula(self, cell: Cell) -> None:
        self.found.warn(
            self.spot(cell.row, cell.column),
            "formula_result",
            _("The number is the stored result of a formula"),
            _("Make sure that it was calculated from the latest data"),
            cell.shown,
        )

    def explanation(self, row: Row) -> str:
        """The written text; an apostrophe that our own csv put before = + - @ is taken off."""
        column = self.header.roles.get(Role.EXPLANATION)
        cell = row.get(column) if column else None
        if cell is None:
            return ""
        text = cell.shown
        fault = fault_of(cell)
        if fault:
            self.found.refuse(self.spot(row.number, cell.column), *fault, shown=text)
            return ""
        return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t\r" else text


def fault_of(cell: Cell) -> tuple[str, str, str] | None:
    """Why a text cannot be kept as an explanation."""
    text = cell.shown
    if cell.kind in {Kind.ERROR, Kind.NO_RESULT}:
        fix = _("Correct the formula, or write the text itself")
        return "error_value", _("The cell shows an error"), fix
    if len(" ".join(text.split())) > LONGEST_EXPLANATION:
        fix = _("Shorten it; attach the rest to the report by letter")
        return "too_long", _("An explanation has at most 500 characters"), fix
    hidden = next((c for c in text if ord(c) < 32 and c not in "\t\r\n"), "")
    if hidden:
        said = {"point": f"U+{ord(hidden):04X}"}
        fix = _("Clear the cell and type its content anew")
        return "control_character", _("It contains the control character %(point)s") % said, fix
    return None
