"""What the readers of lists and matrices share: keys, values, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.exchange.book import Cell, Kind, Row
from indicators.exchange.columns import Header
from indicators.exchange.findings import Findings
from indicators.exchange.headings import Role
from indicators.exchange.known import Known, Unfit, is_total
from indicators.exchange.proposals import Proposal, Spot
from indicators.exchange.tables import looks_like_a_formula
from indicators.plan.models import Measure
from indicators.reporting import numbers
from indicators.reporting.cells import EMPTY, Content
from indicators.reporting.models import FigureState, ReportingPeriod
from indicators.reporting.number_faults import NumberProblem
from indicators.reporting.wanted import LONGEST_EXPLANATION
from indicators.reporting.wording import explain
from regions.models import Region

BLANK = EMPTY
NOT_APPLICABLE = Content(FigureState.NOT_APPLICABLE)


@dataclass
class Table:
    """One sheet's table while it is read; `period` and `region` hold where no column says.

    Keys that were understood once are remembered as they were written.
    """

    sheet: str
    header: Header
    known: Known
    found: Findings
    period: ReportingPeriod | None = None
    region: Region | None = None
    proposals: list[Proposal] = field(default_factory=list)
    rows: int = 0

    def __post_init__(self) -> None:
        self.places: dict[tuple[str, str], Region] = {}
        self.periods: dict[str, ReportingPeriod] = {}
        if self.region and not self.header.has(Role.REGION, Role.REGION_CODE):
            self.places["", ""] = self.region
        if self.period and not self.header.has(Role.PERIOD):
            self.periods[""] = self.period

    @property
    def inputs(self) -> frozenset[int]:
        """The columns in which figures and explanations stand."""
        raise NotImplementedError

    def read(self, row: Row) -> None:
        """Add what the row proposes; tell what is wrong with it."""
        raise NotImplementedError

    def has_input(self, row: Row) -> bool:
        return row.holds(self.inputs)

    def columns(self, *roles: Role) -> tuple[int, ...]:
        """Where they stand; 0, where never anything stands, for those that are missing."""
        return tuple(self.header.roles.get(role, 0) for role in roles)

    def spot(self, row: int, column: int) -> Spot:
        return Spot(self.sheet, row, column, self.header.heading(column))

    def is_total(self, row: Row, *texts: str) -> bool:
        """合计: a sum of rows above or below, told but not imported."""
        named = next((text for text in texts if is_total(text)), "")
        if named:
            message = _("A row of totals is not imported")
            self.found.warn(self.spot(row.number, 0), "total_skipped", message, "", named)
        return bool(named)

    def region_of(self, row: Row, code: str, name: str) -> Region | None:
        found = self.places.get((code, name))
        if found is None:
            try:
                found = self.places[code, name] = self.known.region(code, name)
            except Unfit as unfit:
                self.unfit(row, (Role.REGION, Role.REGION_CODE), unfit, name or code)
        return found

    def period_of(self, row: Row, text: str) -> ReportingPeriod | None:
        found = self.periods.get(text)
        if found is None:
            try:
                found = self.periods[text] = self.known.period(text)
            except Unfit as unfit:
                self.unfit(row, (Role.PERIOD,), unfit, text)
        return found

    def unfit(self, row: Row, roles: tuple[Role, ...], unfit: Unfit, shown: str) -> None:
        """At the first of these columns that the table has."""
        column = next(filter(None, self.columns(*roles)), 0)
        self.found.unfit(self.spot(row.number, column), unfit, shown)

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
            return Content(FigureState.NUMBER, value)
        return BLANK if value is numbers.BLANK else NOT_APPLICABLE

    def flag_formula(self, cell: Cell) -> None:
        self.found.warn(
            self.spot(cell.row, cell.column),
            "formula_result",
            _("The number is the stored result of a formula"),
            _("Make sure that it was calculated from the latest data"),
            cell.shown,
        )

    def explanation(self, row: Row, column: int) -> str:
        """The written text; an apostrophe that our own csv put before = + - @ is taken off."""
        cell = row.get(column)
        if cell is None:
            return ""
        text = cell.shown
        fault = fault_of(cell)
        if fault:
            self.found.refuse(self.spot(row.number, column), *fault, shown=text)
            return ""
        return text[1:] if text[0] == "'" and looks_like_a_formula(text[1:]) else text


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
