"""A file's bytes → what it would change, or every reason why it is refused. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from indicators.exchange.comparing import Comparison, compare
from indicators.exchange.findings import Findings
from indicators.exchange.known import Known
from indicators.exchange.layouts import proposals_in
from indicators.exchange.limits import Limits
from indicators.exchange.plausibility import weigh
from indicators.exchange.problems import Problem, ReadingProblem
from indicators.exchange.proposals import Proposal, Spot
from indicators.exchange.reading import read
from indicators.exchange.rights import foreign, unwritable
from indicators.reporting import calendar
from indicators.reporting.models import ReportingPeriod
from regions.models import User
from regions.permissions import Permission, can


@dataclass(frozen=True)
class Upload:
    """A file and what its bringer said about it."""

    file: BinaryIO
    name: str
    by: User
    at: datetime
    period: ReportingPeriod | None = None
    document: str = ""

    @property
    def limits(self) -> Limits:
        return limits_of(self.by)


def limits_of(user: User) -> Limits:
    """Managers bring batches for many regions and periods, all others one report."""
    return Limits.BATCH if can(user, Permission.FILL_FOR) else Limits.PEOPLE


@dataclass
class Examined:
    """`unreadable`: it never came to its rows. Problems refuse the file, warnings do not."""

    comparison: Comparison = field(default_factory=Comparison)
    proposals: Sequence[Proposal] = ()
    unreadable: bool = False

    @property
    def problems(self) -> list[Problem]:
        return self.comparison.problems

    @property
    def warnings(self) -> list[Problem]:
        return self.comparison.warnings


def examine(upload: Upload) -> Examined:
    """Read, understand, compare, check; each step only if the one before left no problem."""
    found = Findings()
    try:
        with read(upload.file, name=upload.name, limits=upload.limits) as book:
            proposals = proposals_in(book, Known(), found, upload.period)
    except ReadingProblem as unread:
        return Examined(Comparison(problems=unread.problems), unreadable=True)
    refuse_too_many(proposals, upload.limits, found)
    found.problems += foreign(proposals, upload.by)
    if found.problems:
        refused = Comparison(problems=found.problems, warnings=found.warnings)
        return Examined(refused, proposals)
    if not proposals:
        message = _("Nothing is filled in yet")
        found.warn(Spot("", 0, 0, ""), "nothing_filled", message, _("Fill in the file first"))
    comparison = compare(proposals)
    comparison.warnings[:0] = found.warnings
    day = calendar.day_of(upload.at)
    comparison.problems += unwritable(comparison, by=upload.by, document=upload.document, on=day)
    weigh(comparison)
    return Examined(comparison, proposals)


def refuse_too_many(proposals: Sequence[Proposal], limits: Limits, found: Findings) -> None:
    if limits.values is not None and len(proposals) > limits.values:
        said = {"number": len(proposals), "limit": limits.values}
        message = _("The file holds %(number)d values; at most %(limit)d are taken at once") % said
        found.refuse(
            Spot("", 0, 0, ""), "too_many_values", message, _("Divide it into several files")
        )
