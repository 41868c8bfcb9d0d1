"""A hundred thousand cells to be filled: 20 quarters × 17 regions × 295 measures."""

import csv
from datetime import timedelta

import xlsxwriter
from django.utils import timezone

from indicators.plan.models import Measure
from indicators.reporting.actions import open_period
from indicators.reporting.models import PeriodMeasure, Report
from tests.people import person

QUARTERS = [f"{year}Q{quarter}" for year in range(2016, 2021) for quarter in range(1, 5)]
MEASURES = 295
HEADER = ["地区代码", "填报期", "数据项代码", "数值"]
STOCK_HEADER = ["report", "period", "region", "measure", "state", "value", "revision"]


def prepare():
    """All quarters open today, each asking the plan's measures and 295 more."""
    today = timezone.localdate()
    due, locks = today + timedelta(days=6), today + timedelta(days=20)
    made = Measure.objects.bulk_create(Measure(**facts(number)) for number in range(MEASURES))
    for part, whole in zip(made[1::2], made[::2], strict=False):
        Measure.objects.filter(pk=part.pk).update(part_of=whole)
    for name in QUARTERS:
        period = open_period(name=name, by=person("manager"), due=due, locks=locks)
        PeriodMeasure.objects.bulk_create(PeriodMeasure(period=period, measure=m) for m in made)


def facts(number):
    known = {"kind": "stock", "supplied_by": "bureau", "scope": "region", "asked": "every_period"}
    known |= {"unit_zh": "个", "definition_zh": "测速用", "minimum": 0, "maximum": 9_999_999}
    return known | {
        "code": code(number),
        "name_zh": f"测速项{number:03}",
        "position": 1000 + number,
    }


def code(number):
    return f"BENCH_{number:03}"


def cells(quarters=20, measures=MEASURES):
    """(report, period, region, measure, value), plausible: slow growth, parts below wholes."""
    reports = Report.objects.exclude(region__code="420000").order_by("period__starts_on", "region")
    known = reports.values_list("pk", "period__name", "region__code")
    for place, (key, period, region) in enumerate(known[: 17 * quarters]):
        for number in range(measures):
            whole = 2000 + 10 * (number - number % 2) + 5 * (place // 17) + place % 17
            yield key, period, region, code(number), whole - 900 * (number % 2)


def write_long(path, rows):
    """The long layout, as xlsx or csv; how many values it holds."""
    lines = [[region, period, measure, value] for _key, period, region, measure, value in rows]
    return write(path, HEADER, lines)


def write_stock(path, rows):
    """The same for the stock library, which wants a column a field."""
    lines = [[*row[:4], "number", row[4], 1] for row in rows]
    return write(path, STOCK_HEADER, lines)


def write(path, header, lines):
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *lines])
    else:
        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet()
        for number, line in enumerate([header, *lines]):
            sheet.write_row(number, 0, line)
        book.close()
    return len(lines)
