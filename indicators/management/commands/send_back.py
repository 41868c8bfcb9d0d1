"""`manage.py send_back`: return a report in review to its region, with a reason."""

from typing import Any

from indicators.management.moving import ReturningCommand
from indicators.reporting import actions
from indicators.reporting.models import Report
from regions.models import User


class Command(ReturningCommand):
    help = "Return a report in review to its region, with a reason."

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        actions.send_back(report=report, by=by, **self.reasons(options))
