"""One file of the manager's for all bureaus and three quarters: some thousand cells."""

from datetime import date

from indicators.reporting.models import Report
from indicators.reporting.worksheet import read_sheet
from tests.indicators.exchange.files import brought, comma_separated
from tests.indicators.reporting.quarter import PROVINCE, opened

HEADER = ["地区代码", "填报期", "数据项代码", "数值"]
QUARTERS = ("2018Q1", "2018Q2", "2018Q3")
FAR = date(2099, 1, 1)


class LargeImport:
    """The periods are open; `brought(step)` uploads a file whose numbers differ from the last."""

    def __init__(self):
        for name in QUARTERS:
            opened(name, due=FAR, locks=FAR)
        bureaus = Report.objects.exclude(region__code=PROVINCE).select_related("period", "region")
        self.lines = [line_of(report, line) for report in bureaus for line in asked_of(report)]

    def cells(self, step):
        """(region, period, measure) → the number that this step brings."""
        return {key: least + step % (most - least + 1) for key, least, most in self.lines}

    def brought(self, step):
        rows = [[*key, value] for key, value in self.cells(step).items()]
        content = comma_separated([HEADER, *rows])
        return brought(content, "数据.csv", "manager", document="鄂民函〔2018〕1号")


def asked_of(report):
    return (line for line in read_sheet(report) if not line.is_supplied)


def line_of(report, line):
    """The key of a cell, and the whole numbers between which it may stand."""
    least = int(max(line.measure.minimum or 0, 1))
    most = int(line.measure.maximum) if line.measure.maximum is not None else least + 1000
    key = (report.region.code, report.period.name, line.measure.code)
    return key, min(least, most), most
