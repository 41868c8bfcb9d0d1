"""What goes wrong in the demonstration: a slip that is caught, a return, a reopening, a request."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from indicators.demonstration.quarter import Quarter, fill, hand_in, slipped
from indicators.reporting import actions
from indicators.reporting.cells import Cell
from indicators.reporting.models import FigureState, ReasonCode, Report
from regions.models import User

ONE_DIGIT_TOO_MANY = "上报数多写一位，与台账不符，请核对更正"
CORRECTED = "按审核意见更正"
CORRECTED_BY_POLICE = "按公安部门数据更正"


def tell_slip(quarter: Quarter, report: Report, reporter: User, cells: list[Cell]) -> str:
    """A unit slip, explained away, that the reviewer catches; says why it is corrected then."""
    measure, why = quarter.events.told_of("returned_slip", report.region.code)
    reviewer = quarter.reviewer(report.region.code)
    fill(report, slipped(cells, measure), reporter, quarter.day(2, 9))
    hand_in(report, reporter, quarter.day(2, 16), {measure: why})
    actions.begin_review(report=report, by=reviewer, at=quarter.day(3, 9))
    code = ReasonCode.WRONG_DATA
    remark = actions.Remarked(report.region.code, measure, code, ONE_DIGIT_TOO_MANY)
    actions.send_back(
        report=report,
        by=reviewer,
        code=code,
        reason=ONE_DIGIT_TOO_MANY,
        remarks=[remark],
        at=quarter.day(3, 11),
    )
    return CORRECTED


def send_back_today(report: Report, reviewer: User, reason: str) -> None:
    """Returned on the day of loading, so that there is something to correct."""
    now, code = timezone.now(), ReasonCode.WRONG_SCOPE
    actions.begin_review(report=report, by=reviewer, at=now)
    actions.send_back(report=report, by=reviewer, code=code, reason=reason, at=now)


def tell_reopening(quarter: Quarter, report: Report, reporter: User, reviewer: User) -> None:
    """Approved, reopened, corrected and submitted again; the second review is under way."""
    measure, why = quarter.events.told_of("reopened", report.region.code)
    code, at = ReasonCode.WRONG_DATA, quarter.day(28, 9)
    actions.reopen(report=report, by=reviewer, code=code, reason=why, at=at)
    figure = report.figures.get(measure__code=measure)
    cell = Cell(report.region.code, measure, FigureState.NUMBER, (figure.value or Decimal(0)) + 1)
    fill(report, [cell], reporter, quarter.day(29, 10), CORRECTED_BY_POLICE)
    hand_in(report, reporter, quarter.day(29, 11), {})
    actions.begin_review(report=report, by=reviewer, at=quarter.day(30, 9))


def ask_for_correction(quarter: Quarter, report: Report, reporter: User, at: datetime) -> None:
    """Found wrong after the approval; the reviewer has not answered yet."""
    measure, why = quarter.events.told_of("correction", report.region.code)
    actions.ask_correction(report=report, by=reporter, reason=why, measures=[measure], at=at)
