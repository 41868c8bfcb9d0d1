"""What the commands that move one report share."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.refusing import (
    RefusingCommand,
    add_by,
    add_json,
    add_period,
    add_region,
    day,
    find_report,
    find_user,
)
from indicators.reporting.models import ReasonCode, Report
from indicators.reporting.period_words import period_in_words
from regions.models import User


class MovingCommand(RefusingCommand):
    """`--period P --region CODE --by USER`; says where the report stands afterwards."""

    def add_arguments(self, parser: CommandParser) -> None:
        add_period(parser)
        add_region(parser)
        add_by(parser)
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        by = find_user(options["by"])
        report = find_report(options["period"], options["region"], by=by)
        self.move(report, by, options)
        report.refresh_from_db()
        self.say(report, options)

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        """Call the verb."""
        raise NotImplementedError

    def say(self, report: Report, options: dict[str, Any]) -> None:
        said = {
            "period": period_in_words(report.period),
            "region": report.region.name,
            "status": report.get_status_display(),
        }
        self.tell(options, self.facts(report), self.sentence() % said)

    def facts(self, report: Report) -> dict[str, Any]:
        return {
            "status": "done",
            "period": report.period.name,
            "region": report.region.code,
            "report": report.status,
            "version": report.version,
        }

    def sentence(self) -> str:
        return _("The report of %(region)s for %(period)s is now: %(status)s.")


class ReturningCommand(MovingCommand):
    """With the reason, what kind it is, and the day until which to correct."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", metavar="TEXT")
        parser.add_argument("--code", choices=ReasonCode.values, default=ReasonCode.OTHER.value)
        parser.add_argument("--until", metavar="DAY", help="last day of correcting")

    def reasons(self, options: dict[str, Any]) -> dict[str, Any]:
        until = day(options["until"])
        return {"code": options["code"], "reason": options["reason"], "correct_until": until}
