"""Who may do it here, and which reports are held meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from indicators.reporting.errors import Forbidden
from indicators.reporting.models import Report
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

    On SQLite the transaction is IMMEDIATE: it holds the whole database already.
    """
    locked = Report.objects.select_for_update(of=("self",), no_key=True)
    return list(locked.filter(pk__in=list(keys)).select_related("period", "region").order_by("pk"))
