"""Why the verbs of reporting refuse, beside what any room may say no with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regions.refusals import Conflict as Wrong
from regions.refusals import Forbidden, Invalid, Problem, Refused, Unknown, Unreadable

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from indicators.reporting.cells import Clash
    from indicators.reporting.findings import Finding

__all__ = [
    "Conflict",
    "Forbidden",
    "Incomplete",
    "Invalid",
    "NotOpen",
    "Problem",
    "Refused",
    "Unknown",
    "Unreadable",
]


class Conflict(Wrong):
    """The wrong state, or not what the caller saw; `cells` say what is there instead."""

    def __init__(self, *reasons: str | StrPromise | Problem, cells: Sequence[Clash] = ()) -> None:
        super().__init__(*reasons)
        self.cells: list[Clash] = list(cells)


class NotOpen(Conflict):
    """The period is not open yet, closed, or its last day of writing has passed."""

    code = "not_open"


class Incomplete(Refused):
    """Not to be submitted: hard errors, unexplained warnings, unexplained blanks."""

    code = "incomplete"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings: list[Finding] = list(findings)
        super().__init__(*(Problem(f.code, f.message, f.region, f.measure) for f in self.findings))
