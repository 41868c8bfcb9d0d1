"""What somebody wants to have exported, and whether they may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.reporting.calendar import day_of
from indicators.reporting.errors import Forbidden, Unknown
from indicators.reporting.listed import EVERYTHING, Sought
from indicators.reporting.models import Basis, ReportingPeriod
from indicators.reporting.past import refuse_unopened
from regions.models import Region, User
from regions.permissions import Permission, can, regions_of


class What(models.TextChoices):
    FIGURES = "figures", gettext_lazy("figures")
    BOARD = "board", gettext_lazy("indicators")
    DERIVATION = "derivation", gettext_lazy("derivation of one verdict")
    STATUS = "status", gettext_lazy("status of the reports")
    TIMELINESS = "timeliness", gettext_lazy("timeliness of the reports")
    TARGETS = "targets", gettext_lazy("targets")
    AUDIT = "audit", gettext_lazy("audit trail")


class Layout(models.TextChoices):
    LONG = "long", gettext_lazy("long: one row a figure")
    MATRIX = "matrix", gettext_lazy("matrix: one row a region")


class Format(models.TextChoices):
    XLSX = "xlsx", "xlsx"
    CSV = "csv", "csv"


@dataclass(frozen=True)
class Wanted:
    """An export as ordered. No regions: all that the person may see; the clock is `at`.

    With `known_on` everything is as it was at the end of that day. Of lists of reports one may
    want a year and a standing or zone (`sought`); a derivation may be a zone's too.
    """

    what: str
    by: User
    at: datetime
    file_format: str = Format.XLSX
    periods: Sequence[ReportingPeriod] = ()
    regions: Sequence[Region] = ()
    layout: str = Layout.LONG
    basis: Basis = Basis.OFFICIAL
    indicators: Sequence[str] = ()
    known_on: date | None = None
    year: int | None = None
    sought: Sought = EVERYTHING

    @property
    def today(self) -> date:
        """The day from which lateness counts."""
        return self.known_on or day_of(self.at)

    def within(self, seen: models.QuerySet[Region]) -> list[Region]:
        """The regions wanted, of those that may be seen; one out of sight does not exist."""
        visible = list(seen.order_by("position", "pk"))
        if not visible:
            raise Forbidden(_("You may not export this."))
        keys = {region.pk for region in visible}
        for region in self.regions:
            if region.pk not in keys:
                raise Unknown(_("There is no region %(code)s.") % {"code": region.code})
        chosen = {region.pk for region in self.regions} or keys
        return [region for region in visible if region.pk in chosen]

    def one_period(self) -> ReportingPeriod:
        if len(self.periods) != 1:
            raise Unknown(_("Choose one reporting period."))
        refuse_unopened(self.periods[0].name, self.known_on)
        return self.periods[0]


def figure_regions(user: User, basis: Basis) -> models.QuerySet[Region]:
    """Whose figures a person may take out: those of the reports that they may read."""
    if basis is Basis.PROVISIONAL:
        return regions_of(user, Permission.SEE_PROVISIONAL)
    reports = regions_of(user, Permission.SEE_REPORT).values("pk")
    approved = regions_of(user, Permission.SEE_APPROVED).values("pk")
    return Region.objects.filter(models.Q(pk__in=reports) | models.Q(pk__in=approved))


def demand(user: User, permission: Permission) -> None:
    if not can(user, permission):
        raise Forbidden(_("You may not export this."))
