"""The third quarter of 2018 as the tests of reporting play it."""

from datetime import timedelta
from decimal import Decimal

from indicators.reporting.actions import (
    approve,
    ask_correction,
    begin_review,
    enter,
    open_period,
    send_back,
    submit,
)
from indicators.reporting.asked import asked_of
from indicators.reporting.cells import Cell
from indicators.reporting.models import Report, ReportingPeriod
from tests.people import NOON, TODAY, person

WUHAN, XIANGYANG, PROVINCE = "420100", "420600", "420000"


def opened(name="2018Q3", at=NOON, **days):
    return open_period(name=name, by=person("manager"), at=at, **days)


def report_of(region=WUHAN, period="2018Q3"):
    """Read afresh; the period is opened if nobody has, an earlier one late."""
    if not ReportingPeriod.objects.filter(name=period).exists():
        opened(period, due=None if period == "2018Q3" else TODAY + timedelta(days=90))
    reports = Report.objects.select_related("period", "region")
    return reports.get(period__name=period, region__code=region)


def number(measure, value, region=WUHAN, **more):
    return Cell(region, measure, "number", Decimal(str(value)), **more)


def not_applicable(measure, region=WUHAN, **more):
    return Cell(region, measure, "not_applicable", **more)


def blank(measure, region=WUHAN, **more):
    return Cell(region, measure, "blank", **more)


SUMS = {"GOV_UNIT_TOTAL": 2}  # one county and its prefecture's own level


def plausible(report):
    """A number for each cell that no check minds."""
    return [
        number(measure.code, SUMS.get(measure.code) or max(measure.minimum or 0, 1), region.code)
        for region, measure in asked_of([report])[report.pk].cells()
    ]


def filled(report=None, by=None, at=NOON):
    """A report with all its figures; by Wuhan's reporter unless said."""
    report = report or report_of()
    enter(report=report, cells=plausible(report), by=by or person("wuhan"), via="form", at=at)
    return report_of(report.region.code, report.period.name)


def submitted(report=None, by=None, at=NOON):
    report = filled(report, by, at)
    submit(report=report, by=by or person("wuhan"), responsible="李局长", at=at)
    return report_of(report.region.code, report.period.name)


def in_review(report=None, by=None, at=NOON):
    report = submitted(report, at=at)
    return begin_review(report=report, by=by or person("reviewer"), at=at)


def approved(report=None, by=None, at=NOON):
    return approve(report=in_review(report, by, at), by=by or person("reviewer"), at=at)


def correction_asked(report=None, by="wuhan", **more):
    """A request of the region for its approved report."""
    facts = {"reason": "床位数少计一家机构", "measures": ["ELD_BEDS"], "at": NOON, **more}
    return ask_correction(report=report or approved(), by=person(by), **facts)


def returned(report=None, at=NOON, **more):
    facts = {"code": "wrong_data", "reason": "床位数有误", **more}
    return send_back(report=in_review(report, at=at), by=person("reviewer"), at=at, **facts)
