"""`manage.py withdraw`: take a submitted report back, while no reviewer has begun."""

from typing import Any

from indicators.management.moving import MovingCommand
from indicators.reporting import actions
from indicators.reporting.models import Report
from regions.models import User


class Command(MovingCommand):
    help = "Take a submitted report back into the draft, while no reviewer has begun."

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        actions.withdraw(report=report, by=by)
