"""催报: the manager asks a region for a report that has not come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from indicators.reporting.admission import extensions, raise_all, shut
from indicators.reporting.calendar import day_of
from indicators.reporting.models import Report
from indicators.reporting.notifying import subject_of, urging
from indicators.reporting.rights import demand, held
from regions.audit import Acts, acting
from regions.models import User
from regions.notices import Told, tell
from regions.permissions import Permission, people_who


def urge(*, report: Report, by: User, at: datetime | None = None) -> int:
    """Tell the region's reporters; how many were told. Once a day: again, it is nobody."""
    return urge_all(reports=[report], by=by, at=at)


def urge_all(*, reports: Iterable[Report], by: User, at: datetime | None = None) -> int:
    """The same for several reports, all or none: held, so that none is submitted meanwhile."""
    reports, at = list(reports), at or timezone.now()
    demand(by, Permission.MANAGE, *(report.region for report in reports))
    people = people_who(Permission.FILL, [report.region for report in reports])
    with acting(by=by, at=at) as acts:
        fresh = held(report.pk for report in reports)
        refuse_in_vain(fresh, at)
        new = tell((one for r in fresh for one in urging(r, people[r.region_id])), at=at)
        for report in fresh:
            record(acts, report, [one for one in new if one.subject == subject_of(report)])
    return len(new)


def refuse_in_vain(reports: Iterable[Report], at: datetime) -> None:
    """What came, and what cannot be handed in any more without more time."""
    reports, on = list(reports), day_of(at)
    later = extensions(reports, on)
    keys = {report: (report.period_id, report.region_id) for report in reports}
    raise_all([no for report in reports for no in shut(report, on, later.get(keys[report], []))])


def record(acts: Acts, report: Report, told: Iterable[Told]) -> None:
    people = [one.user.username for one in told]
    if people:
        acts.record(
            "urge",
            object_type="report",
            object_label=str(report),
            region_code=report.region.code,
            period=report.period.name,
            new={"people": people},
        )
