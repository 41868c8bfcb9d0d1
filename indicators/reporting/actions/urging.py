"""催报: the manager asks a region for a report that has not come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from indicators.reporting.admission import wrong_state
from indicators.reporting.errors import Conflict
from indicators.reporting.models import Report
from indicators.reporting.notifying import urging
from indicators.reporting.rights import demand
from regions.audit import acting
from regions.models import User
from regions.notices import tell
from regions.permissions import Permission, people_who


def urge(*, report: Report, by: User, at: datetime | None = None) -> int:
    """Tell the region's reporters; how many were told. Once a day: again, it is nobody."""
    return urge_all(reports=[report], by=by, at=at)


def urge_all(*, reports: Iterable[Report], by: User, at: datetime | None = None) -> int:
    """The same for several reports, all or none."""
    reports, at = list(reports), at or timezone.now()
    demand(by, Permission.MANAGE, *(report.region for report in reports))
    refuse_those_that_came(reports)
    people = people_who(Permission.FILL, [report.region for report in reports])
    with acting(by=by, at=at) as acts:
        new = 0
        for report in reports:
            told = tell(urging(report, people[report.region.pk]), at=at)
            new += len(told)
            if told:
                acts.record(
                    "urge",
                    object_type="report",
                    object_label=str(report),
                    region_code=report.region.code,
                    period=report.period.name,
                    new={"people": [one.user.username for one in told]},
                )
    return new


def refuse_those_that_came(reports: Iterable[Report]) -> None:
    for report in reports:
        if not report.is_writable:
            raise Conflict(wrong_state(report))
