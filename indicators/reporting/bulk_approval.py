"""Which of the waiting reports may be approved together: those in which there is nothing to see.

A figure that a check found, an explanation, an explained blank or a change since the last
submission wants a reviewer's eye; such a report is opened and decided alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.reporting.errors import Unreadable
from indicators.reporting.models import Report
from indicators.reporting.review_queue import Waiting, read_queue
from indicators.reporting.two_persons import worked_on
from regions.models import User


@dataclass(frozen=True, slots=True)
class Candidate:
    """A waiting report and why it cannot be approved unseen; without obstacles it can."""

    waiting: Waiting
    obstacles: list[str]

    @property
    def report(self) -> Report:
        return self.waiting.report

    @property
    def name(self) -> str:
        """What the page sends of it: period, region and the version looked at."""
        report = self.report
        return f"{report.period.name}:{report.region.code}:{report.version}"


def candidates(reports: Sequence[Report], *, by: User, on: date) -> list[Candidate]:
    """In the order given; a number of queries that does not depend on how many there are."""
    own = worked_on([report.pk for report in reports], by)
    return [
        Candidate(waiting, obstacles(waiting, by, own)) for waiting in read_queue(reports, on=on)
    ]


def obstacles(waiting: Waiting, by: User, own: set[int]) -> list[str]:
    report, found = waiting.report, []
    if report.pk in own:
        found.append(_("You filled in or submitted it; another person reviews it."))
    if report.reviewer and report.reviewer != by:
        found.append(_("%(user)s is reviewing it.") % {"user": report.reviewer.name})
    if waiting.flagged:
        said = ngettext("%(n)s flagged figure", "%(n)s flagged figures", waiting.flagged)
        found.append(said % {"n": waiting.flagged})
    if waiting.changed:
        said = ngettext(
            "%(n)s figure changed since the last submission",
            "%(n)s figures changed since the last submission",
            waiting.changed,
        )
        found.append(said % {"n": waiting.changed})
    return found


def names_sent(sent: Iterable[str]) -> dict[tuple[str, str], int]:
    """Versions by period and region; anything else than a candidate's name is refused."""
    chosen = {}
    for name in sent:
        period, _first, rest = name.partition(":")
        region, _second, version = rest.partition(":")
        if not (period and region and version.isascii() and version.isdigit()):
            raise Unreadable(_("The list of reports is damaged; open the page again."))
        chosen[period, region] = int(version[:18])
    return chosen
