"""Who may do it here, and which reports are held meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from indicators.reporting.errors import Forbidden
from indicators.reporting.models import Report, ReportingPeriod
from regions.models import Region, User
from regions.permissions import Permission, can


def demand(by: User, permission: Permission, *regions: Region) -> None:
    """Go on if the person may do that in each of the regions."""
    for region in regions:
        if not can(by, permission, region):
            facts = {"user": by.name, "region": region.name}
            raise Forbidden(_("%(user)s may not do this for %(region)s.") % facts)
    if not regions and not can(by, permission):
        raise Forbidden(_("%(user)s may not do this.") % {"user": by.name})


def held(keys: Iterable[int]) -> list[Report]:
    """The reports, locked until the transaction ends; always in the order of their keys.

    On SQLite the transaction is IMMEDIATE: it holds the whole database already. The periods are
    read after the lock: who waited for it would else see one open that was closed meanwhile.
    """
    locked = Report.objects.select_for_update(of=("self",), no_key=True).select_related("region")
    reports = list(locked.filter(pk__in=list(keys)).order_by("pk"))
    periods = ReportingPeriod.objects.in_bulk({report.period_id for report in reports})
    for report in reports:
        report.period = periods[report.period_id]
    return reports
