"""Verbs on regions: a place keeps its row and its code, whatever it is called."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from regions.audit import acting
from regions.models import Region, User
from regions.permissions import Permission, can
from regions.refusals import Forbidden, Invalid


def rename(
    *,
    region: Region,
    name_zh: str,
    on: date,
    by: User,
    short_name_zh: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> Region:
    """From that day on the place bears another name; the one before stays known."""
    if not can(by, Permission.MANAGE, region):
        raise Forbidden(_("Only an indicator manager may do that."))
    with acting(by=by, at=at) as acts:
        region = Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
        if not name_zh.strip() or name_zh == region.name_zh:
            raise Invalid(_("Give the region another name than it has."))
        old = region.name_zh
        close_name(region, on)
        region.names.create(name_zh=name_zh, effective_from=on)
        region.name_zh, region.short_name_zh = name_zh, short_name_zh or name_zh
        region.save(update_fields=["name_zh", "short_name_zh"])
        acts.record(
            "region_renamed",
            object_type="region",
            object_label=f"{region.code} {name_zh}",
            region_code=region.code,
            old={"name": old},
            new={"name": name_zh, "on": on.isoformat()},
            reason=reason,
        )
    return region


def close_name(region: Region, on: date) -> None:
    """The present name ends the day before; a rename must lie after its beginning."""
    present = region.names.filter(effective_to__isnull=True).order_by("effective_from").last()
    if present is None:
        present = region.names.create(name_zh=region.name_zh, effective_from=region.effective_from)
    if present.effective_from >= on:
        raise Invalid(_("The present name began on that day or later."))
    present.effective_to = on - timedelta(days=1)
    present.save(update_fields=["effective_to"])
