"""`manage.py decline_correction`: leave an approval as it is, and say why."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.correcting import CorrectionCommand
from indicators.reporting import actions
from indicators.reporting.models import CorrectionRequest, Report
from regions.models import User


class Command(CorrectionCommand):
    help = "Decline the correction that was asked for: the approval stands. Granted by `reopen`."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", metavar="TEXT", help="why the approval stands")

    def ask_or_answer(self, report: Report, by: User, options: dict[str, Any]) -> CorrectionRequest:
        return actions.decline_correction(report=report, by=by, answer=options["reason"])

    def sentence(self) -> str:
        return _("The correction of %(region)s %(period)s is declined; the approval stands.")
