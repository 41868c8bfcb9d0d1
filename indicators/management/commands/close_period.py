"""`manage.py close_period`: nothing is entered or submitted in it until it is opened again."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.refusing import (
    RefusingCommand,
    add_by,
    add_json,
    find_period,
    find_user,
)
from indicators.reporting import actions
from indicators.reporting.period_words import period_in_words


class Command(RefusingCommand):
    help = "Close a reporting period."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")
        add_by(parser)
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        by = find_user(options["by"])
        period = actions.close_period(period=find_period(options["name"]), by=by)
        facts = {"status": "done", "period": period.name, "closed_at": period.closed_at}
        self.tell(options, facts, _("%(period)s is closed.") % {"period": period_in_words(period)})
