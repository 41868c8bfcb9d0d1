"""`manage.py load_demo`: the demonstration's accounts and its invented figures."""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.demonstration.loading import load_demonstration
from indicators.management.refusing import RefusingCommand
from indicators.plan.models import Plan
from regions.refusals import Refused


class Command(RefusingCommand):
    help = "Load the demonstration: accounts, the baseline period and 20 invented quarters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="also where DEBUG is off")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG and not options["yes"]:
            raise Refused(
                _("The demonstration is not for a real installation; add --yes if you mean it.")
            )
        if not Plan.objects.exists():
            raise Refused(_("Load the plan first: manage.py load_plan."))
        load_demonstration()
        caches["sums"].clear()  # its story is told by invented clocks, always the same
        self.stdout.write(_("The demonstration is loaded; all its figures are invented."))
