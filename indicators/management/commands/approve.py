"""`manage.py approve`: approve a report; begins the review if nobody has."""

from typing import Any

from indicators.management.moving import MovingCommand
from indicators.reporting import actions
from indicators.reporting.models import Report, Status
from regions.models import User


class Command(MovingCommand):
    help = "Approve a report; begins the review if nobody has."

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        if report.status == Status.SUBMITTED:
            actions.approve_all(reports=[report], by=by)
        else:
            actions.approve(report=report, by=by)
