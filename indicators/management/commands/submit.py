"""`manage.py submit`: hand a report in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.moving import MovingCommand
from indicators.reporting import actions
from indicators.reporting.cells import Key
from indicators.reporting.completeness import explained, obstacles
from indicators.reporting.errors import Invalid
from indicators.reporting.models import Report, Submission
from indicators.reporting.worksheet import read_sheet
from regions.models import User


class Command(MovingCommand):
    help = "Hand a report in. Blanks and soft findings need an explanation."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--responsible", metavar="NAME", help="the person responsible")
        parser.add_argument("--explain", action="append", default=[], metavar="MEASURE=TEXT")
        parser.add_argument("--explain-all", default="", metavar="TEXT")

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        actions.submit(
            report=report,
            by=by,
            responsible=options["responsible"] or usual_name(report, by),
            explanations=explanations(report, options["explain"], options["explain_all"]),
        )


def usual_name(report: Report, by: User) -> str:
    """Who was responsible for the region's last submission, else the person who submits."""
    earlier = Submission.objects.filter(report__region=report.region).order_by("at", "pk").last()
    return earlier.responsible if earlier else by.name


def explanations(report: Report, said: list[str], rest: str) -> dict[Key, str]:
    """MEASURE=TEXT for the measure in each of the report's regions; the rest for what is open."""
    lines = read_sheet(report)
    texts: dict[Key, str] = {}
    for each in said:
        measure, found, text = each.partition("=")
        if not found:
            raise Invalid(_("“%(text)s” is no explanation; write MEASURE=TEXT.") % {"text": each})
        own = [line.key for line in lines if line.measure.code == measure and not line.is_supplied]
        texts |= dict.fromkeys(own or [(report.region.code, measure)], text)
    if rest:
        still_open = [f for f in obstacles(explained(lines, texts)) if not f.is_hard]
        texts |= dict.fromkeys(((f.region, f.measure) for f in still_open), rest)
    return texts
