"""Time in completed months, not days, so that every quarter weighs the same."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

MONTHS_A_YEAR = 12


@lru_cache(maxsize=4096)
def month_number(day: date) -> int:
    """Months completed by the end of that day since year 0; 2015-12-31 and 2016-01-01 are one."""
    last = monthrange(day.year, day.month)[1]
    return day.year * MONTHS_A_YEAR + day.month - (day.day < last)


@dataclass(frozen=True, slots=True)
class Term:
    """How far a promise's time has run: month numbers of its start, of now and of its due day."""

    start: int
    now: int
    end: int
    due: bool
    late: bool

    @classmethod
    def between(cls, start: date, on: date, due_on: date) -> Term:
        """The term from the baseline day to the due day, as it stands on a day."""
        numbers = month_number(start), month_number(on), month_number(due_on)
        return cls(*numbers, due=on >= due_on, late=on > due_on)

    @property
    def total(self) -> int:
        """Months from the baseline day to the due day; 0 where the baseline came no earlier."""
        return max(self.end - self.start, 0)

    @property
    def gone(self) -> int:
        """Months of the term that are over, within 0 and its total."""
        return min(max(self.now - self.start, 0), self.total)

    def share(self) -> Decimal:
        """Time share, within 0 and 1; a term without a month is over on its due day."""
        if not self.total:
            return Decimal(int(self.due))
        return Decimal(self.gone) / self.total
