"""`manage.py export`: a table as the page hands it out, within the user's scope."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.exports import export
from indicators.exchange.wanted import Format, Layout, Wanted, What
from indicators.management.files import written_whole
from indicators.management.refusing import (
    RefusingCommand,
    add_by,
    add_known_on,
    add_region,
    find_period,
    find_region,
    find_user,
    past_day,
)
from indicators.reporting.models import Basis


class Command(RefusingCommand):
    help = "Export figures, the board, one derivation, the status list, targets or the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--what", required=True, choices=What.values)
        parser.add_argument("--period", metavar="NAME")
        add_region(parser, required=False)
        parser.add_argument("--indicator", metavar="CODE")
        parser.add_argument("--layout", choices=Layout.values, default=Layout.LONG)
        parser.add_argument("--basis", choices=Basis.values, default=Basis.OFFICIAL)
        add_known_on(parser)
        parser.add_argument("--format", required=True, choices=Format.values)
        parser.add_argument("-o", "--output", required=True, metavar="FILE", type=Path)
        add_by(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Wanted(
            what=options["what"],
            by=find_user(options["by"]),
            at=timezone.now(),
            file_format=options["format"],
            periods=[find_period(options["period"])] if options["period"] else [],
            regions=[find_region(options["region"])] if options["region"] else [],
            layout=options["layout"],
            basis=Basis(options["basis"]),
            indicators=[options["indicator"]] if options["indicator"] else [],
            known_on=past_day(options["known_on"]),
        )
        with written_whole(options["output"]) as file:
            exported = export(wanted=wanted, out=file)
        said = {"file": options["output"], "rows": exported.rows}
        self.stdout.write(_("%(file)s: %(rows)d rows") % said)
