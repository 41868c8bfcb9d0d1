"""`manage.py template`: the workbook that the page hands out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.exchange.exports import export_template
from indicators.management.files import written_whole
from indicators.management.refusing import (
    RefusingCommand,
    add_period,
    add_region,
    find_period,
    find_region,
)
from indicators.reporting.errors import Unknown
from indicators.reporting.models import Report
from indicators.reporting.period_words import period_in_words


class Command(RefusingCommand):
    help = "Write the template workbook of one region for one period."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period(parser)
        add_region(parser)
        parser.add_argument("-o", "--output", required=True, metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        period, region = find_period(options["period"]), find_region(options["region"])
        reports = Report.objects.select_related("period", "region__parent")
        report = reports.filter(period=period, region=region).first()
        if not report:
            said = {"period": period_in_words(period), "region": region.name}
            raise Unknown(_("There is no report of %(region)s for %(period)s.") % said)
        with written_whole(options["output"]) as file:
            export_template(report=report, by=None, out=file)
        self.stdout.write(str(options["output"]))
