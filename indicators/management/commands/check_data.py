"""`manage.py check_data`: the invariants that span rows or tables, and the hashes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.management.refusing import RefusingCommand, add_json
from indicators.reporting.consistency import CHECKS, Fault, faults
from indicators.reporting.errors import Problem, Refused

MOST_SHOWN = 20


class Command(RefusingCommand):
    help = "Prove what no constraint of the database can hold; exit 2 and what is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        counted: Counter[str] = Counter()
        shown: list[Fault] = []
        for fault in faults():
            counted[fault.code] += 1
            if counted[fault.code] <= MOST_SHOWN:
                shown.append(fault)
        if counted:
            raise Refused(
                *(Problem(f.code, f.message, place=f.what) for f in shown), *more(counted)
            )
        facts = {"status": "done", "checks": len(CHECKS)}
        self.tell(options, facts, _("All %(checks)s kinds of invariants hold.") % facts)


def more(counted: Counter[str]) -> list[Problem]:
    """How many of each kind are not shown."""
    return [
        Problem(code, _("%(number)s more of this kind: %(code)s") % {"number": rest, "code": code})
        for code, number in counted.items()
        if (rest := number - MOST_SHOWN) > 0
    ]
