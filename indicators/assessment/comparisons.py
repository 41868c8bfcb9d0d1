"""What a trend is judged by: this period and every year end, each against a year before."""

from __future__ import annotations

from datetime import date

from indicators.assessment.formulas import Formula
from indicators.assessment.ledger import a_year_before
from indicators.assessment.level_pairs import Numbers
from indicators.assessment.places import Place
from indicators.assessment.promise import BaselineValue, Comparison, Promise
from indicators.assessment.promises import REPORTED
from indicators.assessment.readings import Readings
from indicators.assessment.values import Value
from indicators.reporting.models import ReportingPeriod


def comparisons(
    readings: Readings, formula: Formula, place: Place, promise: Promise, value: Value
) -> tuple[Comparison, list[Comparison]]:
    """This period's and those of the year ends before it, opened or not."""
    of = Compared(readings, formula, place, promise)
    start, now = readings.ledger.plan.starts_on, value.as_of.ends_on
    ends = [date(year, 12, 31) for year in range(start.year, now.year + 1)]
    year_ends = [of.on(day, readings.ledger.by_end.get(day)) for day in ends if day <= now]
    return of.on(now, readings.period), year_ends


class Compared:
    """Comparisons of one indicator for one place."""

    def __init__(
        self, readings: Readings, formula: Formula, place: Place, promise: Promise
    ) -> None:
        self.readings, self.formula, self.place = readings, formula, place
        self.baseline = promise.baseline

    def on(self, day: date, period: ReportingPeriod | None) -> Comparison:
        """A baseline is the value of its own day; else the regions counted in both decide."""
        earlier_day = a_year_before(day)
        fixed = self.fixed_on(earlier_day)
        if fixed is not None:
            value = self.readings.value(self.formula, self.place, period)
            return Comparison(day, value.value if value else None, fixed.value)
        both = self.both(period) if period else None
        now, earlier = both or (None, None)
        return Comparison(day, now, earlier, can_exist=self.can_exist(earlier_day))

    def fixed_on(self, day: date) -> BaselineValue | None:
        """A baseline that was stated or adopted for that day, and not computed from reports."""
        fixed = self.baseline is not None and self.baseline.source != REPORTED
        return self.baseline if fixed and self.baseline and self.baseline.on == day else None

    def can_exist(self, day: date) -> bool:
        """Within the plan once the measures are asked; on the baseline day where there is one."""
        plan = self.readings.ledger.plan
        if day < plan.starts_on:
            return self.baseline is not None and self.baseline.on == day
        return max(self.formula.first_asked(self.readings.ledger)) <= day

    def both(self, period: ReportingPeriod) -> Numbers | None:
        """The value then and a year before, over the regions counted in both."""
        earlier = self.readings.ledger.year_earlier(period)
        if earlier is None:
            return None
        if not self.place.is_region:
            key = (self.formula.key, self.place.key, period.name, earlier.name)
            return self.readings.pairs.get(key)
        sides = [self.readings.value(self.formula, self.place, one) for one in (period, earlier)]
        now, then = (one.value if one and one.counted else None for one in sides)
        return None if now is None or then is None else (now, then)
