"""`manage.py begin_review`: begin to review a submitted report."""

from typing import Any

from indicators.management.moving import MovingCommand
from indicators.reporting import actions
from indicators.reporting.models import Report
from regions.models import User


class Command(MovingCommand):
    help = "Begin to review a submitted report."

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        actions.begin_review(report=report, by=by)
