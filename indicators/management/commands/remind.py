"""`manage.py remind`: the day's notices and mails for what is due, overdue, returned or waiting."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.refusing import RefusingCommand, add_json
from indicators.reporting.reminding import remind


class Command(RefusingCommand):
    help = "Remind of what is due, overdue, returned or waiting for review; safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        done = remind()
        facts = {"status": "done", "notices": done.notices, "mails": done.mails}
        facts |= {"failed": len(done.failed)}
        said = _("%(notices)s notices, %(mails)s mails, %(failed)s failed.") % facts
        self.tell(options, facts, said)
        if done.failed:
            self.end_refused(done.failed)
