"""`manage.py open_period`: make a period with its reports, or open a closed one again."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.refusing import RefusingCommand, add_by, add_json, day, find_user
from indicators.reporting import actions
from indicators.reporting.period_words import period_in_words


class Command(RefusingCommand):
    help = "Open a reporting period: due 15, locked 30 days after its end unless said."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="2018Q3, 2018H1 or 2018")
        add_by(parser)
        parser.add_argument("--due", metavar="DAY")
        parser.add_argument("--locks", metavar="DAY")
        parser.add_argument("--shift", action="store_true", help="a due day off moves on")
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        by = find_user(options["by"])
        due, locks = day(options["due"]), day(options["locks"])
        days = {"due": due, "locks": locks, "shift": options["shift"]}
        period = actions.open_period(name=options["name"], by=by, **days)
        reports, measures = period.reports.count(), period.asked.count()
        facts = {
            "status": "done",
            "period": period.name,
            "opens_on": period.opens_on,
            "due_on": period.due_on,
            "locks_on": period.locks_on,
            "reports": reports,
            "measures": measures,
        }
        sentence = _(
            "%(period)s is open: due %(due_on)s, locked after %(locks_on)s;"
            " %(reports)s reports, %(measures)s items."
        )
        self.tell(options, facts, sentence % (facts | {"period": period_in_words(period)}))
