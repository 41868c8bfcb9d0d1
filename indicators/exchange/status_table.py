"""Who has reported, as a list."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.tables import Column, Row, Table
from indicators.exchange.wanted import Wanted
from indicators.reporting.matrix import days_late
from indicators.reporting.models import Report
from regions.permissions import Permission, regions_of

COLUMNS = (
    Column("填报期", 10),
    Column("地区代码", 10),
    Column("地区", 24),
    Column("状态", 10),
    Column("截止日", 12),
    Column("首次提交", 18),
    Column("迟报天数", 10),
)


def status_table(wanted: Wanted) -> Table:
    """The reports whose status the person may know; of the chosen periods, else of all."""
    regions = wanted.within(regions_of(wanted.by, Permission.SEE_STATUS))
    reports = Report.objects.filter(region__in=regions).select_related("period", "region")
    name = "报送情况"
    if wanted.periods:
        reports = reports.filter(period__in=wanted.periods)
        name += "_" + "-".join(sorted({wanted.periods[0].name, wanted.periods[-1].name}))
    ordered = reports.order_by("period__starts_on", "region__position", "region_id")
    rows = status_rows(ordered.iterator(chunk_size=2000), wanted)
    return Table(name, COLUMNS, rows, titles=[_("Status of the reports")])


def status_rows(reports: Iterator[Report], wanted: Wanted) -> Iterator[Row]:
    today = timezone.localdate(wanted.at)
    for report in reports:
        came = report.first_submitted_at
        yield (
            report.period.name,
            report.region.code,
            report.region.name_zh,
            report.get_status_display(),
            report.period.due_on.isoformat(),
            timezone.localtime(came).strftime("%Y-%m-%d %H:%M") if came else None,
            days_late(came, report.period.due_on, on=today),
        )
