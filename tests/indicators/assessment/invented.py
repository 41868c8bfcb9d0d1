"""Random figures for Hubei's own plan, with everything that goes wrong in real ones."""

import csv
import random
from datetime import date
from decimal import Decimal

from indicators.plan.models import Indicator, Measure, Plan
from indicators.reporting.models import Figure, PeriodMeasure, Report, ReportingPeriod
from regions.models import Region
from tests.indicators.assessment.world import ROOT, World

FACTS = ("地区代码", "填报期", "数据项代码", "状态", "数值")
PERIODS = ("2015Q4", "2017Q3", "2018Q2", "2018Q3")
SECOND_PLAN = "later"
STATUSES = ("approved",) * 16 + ("draft", "submitted", "returned")


def hubei(periods, seed):
    """Hubei's plan with invented figures in these periods: blanks, zeros, 不适用, unapproved."""
    dice = random.Random(seed)
    world = unreported()
    regions = list(Region.objects.prefectures().values_list("code", flat=True))
    world.open(periods, regions)
    for region in regions:
        for period in periods:
            world.at(region, period, dice.choice(STATUSES))
    world.fill(
        {
            (region, period, measure.code): invented(dice, measure, at)
            for at, period in enumerate(periods)
            for measure in world.measures.values()
            if measure.asked == "every_period" or period.endswith("Q4")
            for region in ([ROOT] if measure.scope == "province" else regions)
        }
    )
    return world


def unreported():
    """Hubei's plan with the measures that its indicators use."""
    world = World(Plan.objects.get(code="hubei-13-5"))
    used = Indicator.objects.active().of(world.plan)
    keys = {pk for pair in used.values_list("measures", "denominator") for pk in pair if pk}
    world.measures = {one.code: one for one in Measure.objects.filter(pk__in=keys)}
    return world


def a_second_plan():
    """It overlaps the first from 2018 on, with one promise of its own."""
    first = hubei(["2017Q4", "2018Q3"], seed=7)
    days = {"starts_on": date(2018, 1, 1), "ends_on": date(2022, 12, 31)}
    second = World.of_a_plan(
        code=SECOND_PLAN, name_zh="后续规划", baseline_on=date(2017, 12, 31), **days
    )
    second.periods, second.reports = first.periods, first.reports
    measure = second.measure("N")
    second.indicator("LATER", "N", aggregation="sum", factor=1, due_on=date(2022, 12, 31))
    PeriodMeasure.objects.create(period=first.periods["2018Q3"], measure=measure)
    second.fill({("420100", "2018Q3", "N"): "7"})


def prepared(plan=None):
    """What stands in the database that `in_hubei` works in: PERIODS by seed 7, read afresh.

    With a plan of one's own what stands in another one.
    """
    world = World(plan) if plan else unreported()
    world.periods = {one.name: one for one in ReportingPeriod.objects.order_by("starts_on")}
    reports = Report.objects.select_related("period", "region").order_by("pk")
    world.reports = {(one.region.code, one.period.name): one for one in reports}
    return world


def invented(dice, measure, at):
    """Wholes are larger than parts and both grow, so that every verdict comes about."""
    luck = dice.random()
    if luck < 0.03:
        return "不适用" if luck < 0.015 else ""
    if luck < 0.05:
        return "0"
    whole = measure.supplied_by == "province" or measure.code.endswith("_TOTAL")
    number = dice.randint(300, 400) if whole else dice.randint(150, 330) + 3 * at
    return str(Decimal(number) / (1 if measure.decimals == 0 else 10))


def write_figures(world, path, basis=("approved",)):
    """The export of figures in its long layout, as far as the independent computation reads it."""
    figures = {
        (one.region.code, one.period.name, one.measure.code): one
        for one in Figure.objects.select_related("region", "period", "measure", "report")
        if one.report.status in basis
    }
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FACTS)
        for region, period in world.reports:
            for measure in world.measures.values():
                if (measure.scope == "province") != (region == ROOT):
                    continue
                if measure.asked == "year_end" and not period.endswith("Q4"):
                    continue
                one = figures.get((region, period, measure.code))
                state = "未报" if one is None else {"number": "数值"}.get(one.state, "不适用")
                number = one.value if state == "数值" else ""
                writer.writerow((region, period, measure.code, state, number))
