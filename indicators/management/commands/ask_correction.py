"""`manage.py ask_correction`: ask to have the approval of a report taken back."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.correcting import CorrectionCommand
from indicators.reporting import actions
from indicators.reporting.models import CorrectionRequest, Report
from regions.models import User


class Command(CorrectionCommand):
    help = "Ask to have the approval of a report taken back, because of the measures named."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", metavar="TEXT")
        parser.add_argument("--measure", action="append", default=[], metavar="CODE")

    def ask_or_answer(self, report: Report, by: User, options: dict[str, Any]) -> CorrectionRequest:
        return actions.ask_correction(
            report=report, by=by, reason=options["reason"], measures=options["measure"]
        )

    def sentence(self) -> str:
        return _("A correction of the report of %(region)s for %(period)s has been asked for.")
