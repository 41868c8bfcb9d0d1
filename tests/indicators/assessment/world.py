"""Small worlds for the roll-up: a plan of the test's own, its measures, periods and figures.

Figures are put straight into the tables: how they get there is tested elsewhere.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from indicators.assessment.ledger import Ledger
from indicators.plan.models import Indicator, Measure, Numerator, Plan, Theme
from indicators.reporting.models import (
    Basis,
    Figure,
    PeriodMeasure,
    Report,
    ReportingPeriod,
    Revision,
    StatusChange,
    Submission,
)
from regions.models import Region, User

ROOT = "420000"
NOON = datetime(2021, 2, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
QUARTERS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def names(first, last):
    """The quarters from one to another."""
    numbers = [int(name[:4]) * 4 + int(name[5]) - 1 for name in (first, last)]
    return [f"{n // 4}Q{n % 4 + 1}" for n in range(numbers[0], numbers[1] + 1)]


@dataclass
class World:
    """A plan for Hubei in quarters from 2016 to 2020, whose codes no other plan has."""

    plan: Plan
    measures: dict[str, Measure] = field(default_factory=dict)
    periods: dict[str, ReportingPeriod] = field(default_factory=dict)
    reports: dict[tuple[str, str], Report] = field(default_factory=dict)

    @classmethod
    def of_a_plan(cls, **facts):
        known = {"code": "test", "name_zh": "测试规划", "region": Region.objects.get(code=ROOT)}
        known |= {"starts_on": date(2016, 1, 1), "ends_on": date(2020, 12, 31)}
        known |= {"baseline_on": date(2015, 12, 31), "periodicity": "quarter"}
        plan = Plan.objects.create(**known | facts)
        Theme.objects.create(plan=plan, code="1", section="一", name_zh="一")
        return cls(plan)

    def measure(self, code, kind="stock", asked="every_period", scope="region", by=""):
        by = by or ("province" if scope == "province" else "bureau")
        facts = {"kind": kind, "asked": asked, "scope": scope, "supplied_by": by}
        self.measures[code] = Measure.objects.create(
            code=f"T_{code}", name_zh=code, unit_zh="个", **facts
        )
        return self.measures[code]

    def indicator(self, code, above, below="", **facts):
        """`above`: measures by code, joined by +."""
        known = {"tier": "A", "is_active": True, "name_zh": code, "section": "一", "quote": code}
        known |= {"kind": "quantified", "comparator": "at_least", "unit_zh": "%", "factor": 100}
        known |= {"aggregation": "pooled", "accumulation": "none", "due_on": date(2020, 12, 31)}
        known |= {"theme": self.plan.themes.first(), "number": self.plan.indicators.count() + 1}
        known |= {"denominator": self.measures.get(below)}
        made = Indicator.objects.create(plan=self.plan, code=code, **known | facts)
        for place, part in enumerate(above.split("+")):
            Numerator.objects.create(indicator=made, measure=self.measures[part], position=place)
        return made

    def open(self, periods, regions, status="approved"):
        """Periods with a report of each region and of the province, all at one status."""
        rows = list(Region.objects.filter(code__in=[*regions, ROOT]))
        for name in periods:
            year, quarter = int(name[:4]), int(name[5])
            ends_on = date(year, *QUARTERS[quarter])
            days = {"opens_on": ends_on, "due_on": ends_on, "locks_on": ends_on}
            period = ReportingPeriod.objects.create(
                name=name, starts_on=date(year, 3 * quarter - 2, 1), ends_on=ends_on, **days
            )
            self.periods[name] = period
            for measure in self.measures.values():
                if measure.asked == "every_period" or quarter == 4:
                    PeriodMeasure.objects.create(period=period, measure=measure)
            made = Report.objects.bulk_create(
                Report(period=period, region=region, status=status) for region in rows
            )
            self.reports |= {(report.region.code, name): report for report in made}

    def at(self, region, period, status):
        """Put one report at a status."""
        Report.objects.filter(pk=self.reports[region, period].pk).update(status=status)

    def fill(self, figures):
        """{(region, period, measure): "12.5" | "不适用" | "" for a blank}."""
        regions = {region.code: region for region in Region.objects.all()}
        rows = []
        for (region, period, code), text in figures.items():
            measure = self.measures[code]
            holder = ROOT if measure.supplied_by == "province" else region
            if text == "" or (holder, period) not in self.reports:
                continue
            state = "not_applicable" if text == "不适用" else "number"
            rows.append(
                Figure(
                    report=self.reports[holder, period],
                    period=self.periods[period],
                    region=regions[region],
                    measure=measure,
                    state=state,
                    value=None if state == "not_applicable" else Decimal(text),
                    revision=1,
                )
            )
        Figure.objects.bulk_create(rows)

    def ledger(self, basis="official", known_on=None):
        return Ledger.of(self.plan, Basis(basis), known_on)


def revise(report, region, measure, number, old, new, at, *, place="", by=None):
    """One entry in a figure's history."""
    states = [
        "blank" if v is None else "not_applicable" if v == "不适用" else "number"
        for v in (old, new)
    ]
    values = [
        None if state != "number" else Decimal(v)
        for v, state in zip((old, new), states, strict=True)
    ]
    return Revision.objects.create(
        report=report, region=region, measure=measure, number=number, at=at, via="form",
        old_state=states[0], old_value=values[0], new_state=states[1], new_value=values[1],
        by=by or User.objects.get(username="wuhan"), place=place,
    )  # fmt: skip


def move(report, number, to, at, *, before="", by="reviewer"):
    """One move of a report; an approval names a submission."""
    person = User.objects.get(username=by)
    submission = None
    if to in ("submitted", "approved"):
        count = report.submissions.count()
        submission = report.submissions.last()
        if to == "submitted":
            submission = Submission.objects.create(
                report=report, number=count + 1, at=at, by=person, responsible="单位负责人",
                figures="", sha256="0" * 64,
            )  # fmt: skip
    return StatusChange.objects.create(
        report=report, number=number, from_status=before, to_status=to, at=at, by=person,
        reason="口径不符" if to == "returned" else "", submission=submission,
    )  # fmt: skip


ONE_DAY = timedelta(days=1)
