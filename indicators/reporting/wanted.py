"""Cells as they were given → cells that may stand there, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.plan.fields import PLACES, to_scaled
from indicators.plan.models import Measure
from indicators.reporting.asked import Asked
from indicators.reporting.cells import Cell, Content
from indicators.reporting.errors import Problem
from indicators.reporting.models import FigureState

YES_NO = "是1/否0"
LONGEST_EXPLANATION = 500
NUMBER: str = FigureState.NUMBER.value
STATES = frozenset(FigureState.values)
Place = tuple[int, int]  # keys of region and measure


class Wanted(NamedTuple):
    """A cell with the keys of its region and measure, and its number × 10⁴."""

    cell: Cell
    region: int
    measure: int
    scaled: int | None

    @property
    def content(self) -> Content:
        return Content(self.cell.state, self.cell.value)


def wanted_in(cells: Iterable[Cell], asked: Asked) -> tuple[list[Wanted], list[Problem]]:
    """The cells that may be written into the report, and what is wrong with the others."""
    wanted: dict[Place, Wanted] = {}
    problems: list[Problem] = []
    for cell in cells:
        found = asked.find(cell.region, cell.measure)
        if not found:
            problems.append(problem(cell, "not_asked", _("This item is not asked here.")))
            continue
        region, measure = found
        place = region.id, measure.id
        fault, scaled = read(cell, measure)
        if place in wanted:
            fault = "twice", _("This cell was given twice.")
        if fault:
            problems.append(problem(cell, *fault))
        wanted[place] = Wanted(cell, *place, scaled)
    return list(wanted.values()), problems


def problem(cell: Cell, code: str, message: str) -> Problem:
    return Problem(code, message, cell.region, cell.measure, cell.place)


def read(cell: Cell, measure: Measure) -> tuple[tuple[str, str] | None, int | None]:
    """What is wrong with the cell, and its number × 10⁴."""
    if len(cell.explanation) > LONGEST_EXPLANATION:
        return ("too_long", _("An explanation has at most 500 characters.")), None
    if cell.state not in STATES or (cell.state == NUMBER) == (cell.value is None):
        return ("no_value", _("Enter a number, or “not applicable”.")), None
    if cell.value is None:
        return None, None
    try:
        scaled = to_scaled(cell.value)
    except ValidationError as error:
        return ("number", error.messages[0]), None
    return fault_of(scaled, measure), scaled


def fault_of(scaled: int, measure: Measure) -> tuple[str, str] | None:
    """More decimals than the measure has, or neither 1 nor 0 where it asks yes or no."""
    if scaled % 10 ** (PLACES - measure.decimals):
        said = {"number": measure.decimals}
        return "decimals", _("This item has at most %(number)s decimals.") % said
    if measure.unit_zh == YES_NO and scaled not in {0, 10**PLACES}:
        return "yes_or_no", _("Enter 1 for yes or 0 for no.")
    return None
