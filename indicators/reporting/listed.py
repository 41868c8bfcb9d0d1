"""Which reports somebody wants to see listed: a standing, a zone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from indicators.reporting.models import Status
from indicators.reporting.models.report import ReportQuerySet

OVERDUE, LATE, REOPENED = "overdue", "late", "reopened"
STANDINGS = (
    *Status.choices,
    (OVERDUE, _("overdue")),
    (LATE, _("late")),
    (REOPENED, _("being reviewed again")),
)


@dataclass(frozen=True, slots=True)
class Sought:
    """A code out of STANDINGS and the code of a zone; empty for all."""

    standing: str = ""
    zone: str = ""

    def within(self, reports: ReportQuerySet) -> ReportQuerySet:
        return reports.filter(region__zones__code=self.zone) if self.zone else reports


EVERYTHING = Sought()
