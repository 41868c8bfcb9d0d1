"""`manage.py release_review`: lay a report back that is in review."""

from typing import Any

from indicators.management.moving import MovingCommand
from indicators.reporting import actions
from indicators.reporting.models import Report
from regions.models import User


class Command(MovingCommand):
    help = "Lay a report back that is in review."

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        actions.release_review(report=report, by=by)
