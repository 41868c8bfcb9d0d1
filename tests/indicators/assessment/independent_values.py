"""Values once more, from exported figures and the plan's own csv files.

Written from the description of the domain alone, in plain decimals, without Django and without
any module of Minzheng, so that the two can only agree by both being right. Slow and plain on
purpose.
"""

import csv
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

PROVINCE = "420000"
NA, MISSING = "不适用", "未报"
EPSILON = Decimal("1e-20")
LOWER = ("at_most", "falling")
QUARTER_ENDS = {"1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31)}


def read(path):
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def end_of(period):
    return date(int(period[:4]), *QUARTER_ENDS[period[5]])


def months(day):
    """Months over by the end of a day that ends a month."""
    return day.year * 12 + day.month


def equal(one, other):
    return abs(one - other) < EPSILON


@dataclass
class Value:
    state: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    counted: int = 0
    expected: int = 0
    missing: list = field(default_factory=list)
    na: list = field(default_factory=list)
    worst: list = field(default_factory=list)
    day: date | None = None

    @property
    def complete(self):
        return self.counted == self.expected


class World:
    """Figures by (region, period, measure); whom each period asked; the plan as its files say."""

    def __init__(self, measures, indicators, zones, figures, start="2016Q1", baseline="2015Q4"):
        self.measures, self.zones = measures, zones
        self.indicators = [row for row in indicators if row["tier"] == "A"]
        self.figures, self.asked = {}, {}
        self.start, self.baseline_period = start, baseline
        self.cache = {}
        for region, period, measure, state, number in figures:
            self.asked.setdefault(period, {})[region] = True
            if state == "数值":
                self.figures[region, period, measure] = Decimal(number)
            elif state == NA:
                self.figures[region, period, measure] = NA

    @classmethod
    def of_files(cls, plan_folder, *figures_files):
        folder = Path(plan_folder)
        measures = {row["code"]: row for row in read(folder / "measures.csv")}
        zones = {row["code"]: row["region_codes"].split("+") for row in read(folder / "zones.csv")}
        figures = [
            (row["地区代码"], row["填报期"], row["数据项代码"], row["状态"], row["数值"])
            for file in figures_files
            for row in read(file)
        ]
        return cls(measures, read(folder / "indicators.csv"), zones, figures)

    # Figures -> values

    def regions(self, period):
        """The regions that the period asks, the province's own report aside."""
        return [region for region in self.asked.get(period, {}) if region != PROVINCE]

    def quarters(self, last):
        """Every quarter from the plan's start on, opened or not."""
        first, end = (int(name[:4]) * 4 + int(name[5]) - 1 for name in (self.start, last))
        return [f"{n // 4}Q{n % 4 + 1}" for n in range(first, end + 1)]

    def standing(self, period):
        return period if period.endswith("Q4") else f"{int(period[:4]) - 1}Q4"

    def figure(self, region, period, measure):
        facts = self.measures[measure]
        if facts["asked"] == "year_end":
            period = self.standing(period)
        holder = PROVINCE if facts["scope"] == "province" else region
        return self.figures.get((holder, period, measure), MISSING)

    def numerator(self, indicator, region, period):
        parts = [self.figure(region, period, code) for code in indicator["numerator"].split("+")]
        if MISSING in parts:
            return MISSING
        numbers = [part for part in parts if part is not NA]
        return sum(numbers, Decimal(0)) if numbers else NA

    def one_point(self, indicator, region, period, flow_denominator):
        """Rules 1 to 4 at one point: NA, MISSING, or the two numbers."""
        below = None
        if indicator["denominator"]:
            below = self.figure(region, period, indicator["denominator"])
            if below is MISSING or below is NA:
                return below
            if below == 0 and not flow_denominator:
                return NA
        above = self.numerator(indicator, region, period)
        return above if above is NA or above is MISSING else (above, below)

    def one_region(self, indicator, region, period):
        """(state, above, below); a region that lacks periods is MISSING with what it has."""
        codes = indicator["numerator"].split("+")
        flows = any(self.measures[code]["kind"] == "flow" for code in codes)
        if not (flows and indicator["accumulation"] == "cumulative"):
            point = self.one_point(indicator, region, period, flow_denominator=False)
            return (point, None, None) if isinstance(point, str) else ("ok", *point)
        points = [
            self.one_point(indicator, region, quarter, flow_denominator=True)
            if quarter in self.asked
            else MISSING
            for quarter in self.quarters(period)
        ]
        there = [point for point in points if not isinstance(point, str)]
        above = sum((point[0] for point in there), Decimal(0)) if there else None
        below = None
        if indicator["denominator"] and there:
            below = sum((point[1] for point in there), Decimal(0))
        if MISSING in points:
            return MISSING, above, below
        if not there or below == 0:
            return NA, None, None
        return "ok", above, below

    def value(self, indicator, regions, period):
        key = (indicator["code"], tuple(regions), period)
        if key not in self.cache:
            self.cache[key] = self.compute(indicator, regions, period)
        return self.cache[key]

    def is_due(self, indicator, period):
        if indicator["accumulation"] == "cumulative" and period < self.start:
            return False
        codes = [*indicator["numerator"].split("+"), *filter(None, [indicator["denominator"]])]
        yearly = any(self.measures[code]["asked"] == "year_end" for code in codes)
        first = min(p for p in self.asked if p.endswith("Q4")) if yearly else min(self.asked)
        return (self.standing(period) if yearly else period) >= first

    def day(self, indicator, period):
        codes = [*indicator["numerator"].split("+"), *filter(None, [indicator["denominator"]])]
        yearly = all(self.measures[code]["asked"] == "year_end" for code in codes)
        standing = self.standing(period)
        return end_of(standing if yearly and standing in self.asked else period)

    def compute(self, indicator, regions, period):
        if not self.is_due(indicator, period):
            return Value("未到期", day=end_of(period))
        found = {one: self.one_region(indicator, one, period) for one in regions}
        result = Value("数值", day=self.day(indicator, period))
        result.missing = [one for one in regions if found[one][0] == MISSING]
        result.na = [one for one in regions if found[one][0] == NA]
        result.counted = len(regions) - len(result.missing) - len(result.na)
        result.expected = len(regions) - len(result.na)
        if indicator["aggregation"] == "lowest":
            self.worst(indicator, found, result)
        else:
            self.sums(indicator, found, result)
        if result.value is None:
            result.state = MISSING if result.missing else NA
            result.numerator = result.denominator = None
        return result

    def sums(self, indicator, found, result):
        parts = [(above, below) for _, above, below in found.values() if above is not None]
        if parts:
            result.numerator = sum((above for above, _ in parts), Decimal(0))
            result.value = result.numerator * int(indicator["factor"] or 1)
            if indicator["denominator"]:
                result.denominator = sum((below for _, below in parts), Decimal(0))
                whole = result.denominator
                result.value = None if whole == 0 else result.value / whole

    def worst(self, indicator, found, result):
        rated = {
            one: above * int(indicator["factor"] or 1) / (1 if below is None else below)
            for one, (state, above, below) in found.items()
            if state == "ok"
        }
        if rated:
            pick = max if indicator["comparator"] in LOWER else min
            result.value = pick(rated.values())
            result.worst = [one for one in rated if equal(rated[one], result.value)]
            first = min(result.worst, key=lambda one: list(found).index(one))
            _, result.numerator, result.denominator = found[first]

    def both(self, indicator, regions, period, earlier):
        """The values of two periods over the regions counted in both."""
        states = [
            {one: self.one_region(indicator, one, when)[0] for one in regions}
            for when in (period, earlier)
        ]
        common = [one for one in regions if all(state[one] == "ok" for state in states)]
        if not common or earlier not in self.asked:
            return None
        return tuple(self.value(indicator, common, when).value for when in (period, earlier))
