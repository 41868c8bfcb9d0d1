"""A cell as somebody wants it, and what is told when somebody else was faster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from indicators.reporting.models import FigureState

Key = tuple[str, str]  # codes of region and measure


class Content(NamedTuple):
    """What stands in a cell; only a number has a value."""

    state: str
    value: Decimal | None = None


EMPTY = Content(FigureState.BLANK)


@dataclass(frozen=True, slots=True)
class Cell:
    """What shall stand in a cell.

    `seen` is the number of the revision that the writer saw (0: never filled; None: do not
    compare); `place` says where in a file it stood. An explanation of "" leaves the one in force.
    `is_carried`: the person confirmed that it is as in the period before (沿用).
    """

    region: str
    measure: str
    state: str
    value: Decimal | None = None
    seen: int | None = None
    place: str = ""
    explanation: str = ""
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that is not as the writer saw it: what was seen, what is there, what was wanted."""

    region: str
    measure: str
    saw: Content
    there: Content
    wanted: Content
    revision: int
    by: str = ""
    at: datetime | None = None
