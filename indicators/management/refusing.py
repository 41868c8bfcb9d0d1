"""What the commands share: people, periods, regions and reports by name, and how they refuse."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from indicators.reporting.errors import Invalid, Refused, Unknown
from indicators.reporting.models import Report, ReportingPeriod
from indicators.reporting.past import day_known
from indicators.reporting.period_words import period_in_words
from regions.matching import Matcher, NoMatch
from regions.models import Region, User


class RefusingCommand(BaseCommand):
    """Exit 0: done. Exit 2: refused, the reasons on stderr; never a traceback for bad input.

    With `--json` a refusal prints one object as well: its status and problems.
    """

    requires_migrations_checks = False

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except Refused as refusal:
            self.refuse(refusal, as_json=bool(options.get("json")))
        return None

    def refuse(self, refusal: Refused, *, as_json: bool) -> None:
        """Say why and end with 2; a caller within Python gets a CommandError."""
        if as_json:
            self.print_json({"status": "refused", "problems": problems(refusal)})
        self.end_refused([str(refusal)])

    def end_refused(self, reasons: Sequence[str]) -> None:
        """Each reason on a line of its own, and the exit code 2."""
        told = "\n".join(reasons)
        if not self._called_from_command_line:  # type: ignore[attr-defined]  # the stubs lack it
            raise CommandError(told, returncode=2)
        self.stderr.write(told)
        sys.exit(2)

    def print_json(self, facts: Mapping[str, Any]) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False, default=str))

    def tell(self, options: Mapping[str, Any], facts: Mapping[str, Any], sentence: str) -> None:
        """The outcome: one JSON object if asked for, else a sentence."""
        if options.get("json"):
            self.print_json(facts)
        else:
            self.stdout.write(sentence)


def problems(refusal: Refused) -> list[dict[str, str]]:
    names = ("code", "message", "region", "measure", "place")
    return [{name: getattr(problem, name) for name in names} for problem in refusal.problems]


def add_by(parser: CommandParser) -> None:
    """`--by USER`: who does it; their rights count."""
    parser.add_argument("--by", required=True, metavar="USER")


def add_period(parser: CommandParser) -> None:
    parser.add_argument("--period", required=True, metavar="NAME")


def add_region(parser: CommandParser, *, required: bool = True) -> None:
    """`--region CODE`: a code, or a name as people write it."""
    parser.add_argument("--region", required=required, metavar="CODE")


def add_json(parser: CommandParser) -> None:
    parser.add_argument("--json", action="store_true")


def day(given: str | date | None) -> date | None:
    """2018-10-15; None where nothing was said."""
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Invalid(_("“%(text)s” is no day; write 2018-10-15.") % {"text": given}) from error


def add_known_on(parser: CommandParser) -> None:
    """`--known-on DAY`: as known at the end of that day."""
    parser.add_argument("--known-on", metavar="DAY")


def past_day(given: str | date | None) -> date | None:
    """2018-10-15, a day that has come; None where nothing was said."""
    return None if given is None else day_known(str(given))


def find_user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if not user:
        raise Unknown(_("There is no account “%(name)s” in use.") % {"name": username})
    return user


def find_period(name: str) -> ReportingPeriod:
    period = ReportingPeriod.objects.filter(name=name).first()
    if not period:
        raise Unknown(_("There is no reporting period “%(name)s”.") % {"name": name})
    return period


def find_region(text: str) -> Region:
    """By code, or by name as people write it; never a guess."""
    region = Region.objects.filter(code=text).first()
    if region:
        return region
    try:
        return Matcher(Region.objects.all()).find(text)
    except NoMatch as refusal:
        raise Unknown(f"{refusal} {refusal.fix}") from refusal


def find_report(period: str, region: str, *, by: User) -> Report:
    """A report within the person's scope; one out of sight does not exist for them."""
    of, where = find_period(period), find_region(region)
    visible = Report.objects.visible_to(by).select_related("period", "region")
    report = visible.filter(period=of, region=where).first()
    if not report:
        said = {"period": period_in_words(of), "region": where.name}
        raise Unknown(_("There is no report of %(region)s for %(period)s.") % said)
    return report
