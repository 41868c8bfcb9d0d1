"""`manage.py reopen`: take an approval back: the report leaves the official basis at once."""

from typing import Any

from indicators.management.moving import ReturningCommand
from indicators.reporting import actions
from indicators.reporting.models import Report
from regions.models import User


class Command(ReturningCommand):
    help = "Take an approval back: the report leaves the official basis at once."

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        actions.reopen(report=report, by=by, **self.reasons(options))
