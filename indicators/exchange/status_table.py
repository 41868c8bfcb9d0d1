"""Who has reported and how punctually, as lists: the same reading as the pages'."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.assessment.exactness import rounded
from indicators.exchange.tables import Column, Row, Table
from indicators.exchange.wanted import Wanted
from indicators.reporting.matrix import Matrix, Place, read_matrix, years
from indicators.reporting.timeliness import read_timeliness
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
TIMELINESS = (
    Column("年度", 8),
    Column("地区代码", 10),
    Column("地区", 24),
    Column("名次", 8),
    Column("应报", 8),
    Column("按时", 8),
    Column("迟报", 8),
    Column("未报", 8),
    Column("及时率", 16),
    Column("迟报天数", 10),
    Column("退回次数", 10),
)


def status_table(wanted: Wanted) -> Table:
    """The reports whose status the person may know; of the chosen periods, else of all."""
    name = "报送情况"
    if wanted.periods:
        name += "_" + "-".join(sorted({wanted.periods[0].name, wanted.periods[-1].name}))
    elif wanted.year:
        name += f"_{wanted.year}"
    title = _("Status of the reports")
    return Table(name, COLUMNS, status_rows(wanted, regions_wanted(wanted)), titles=[title])


def regions_wanted(wanted: Wanted) -> set[int]:
    """Keys of the regions asked for whose status the person may know."""
    return {region.pk for region in wanted.within(regions_of(wanted.by, Permission.SEE_STATUS))}


def years_wanted(wanted: Wanted) -> list[int]:
    """From the earliest on; the year asked for, those of the periods chosen, or all."""
    chosen = {period.starts_on.year for period in wanted.periods}
    return sorted({wanted.year} if wanted.year else chosen or years())


def matrix_wanted(wanted: Wanted, year: int) -> Matrix:
    day, sought = wanted.known_on, wanted.sought
    whole = read_matrix(wanted.by, year, on=wanted.today, known_on=day, sought=sought)
    return whole.showing(sought.standing)


def status_rows(wanted: Wanted, regions: set[int]) -> Iterator[Row]:
    """Period by period; memory holds one year."""
    names = {period.name for period in wanted.periods}
    for year in years_wanted(wanted):
        matrix = matrix_wanted(wanted, year)
        for column, period in enumerate(matrix.periods):
            places = [row.places[column] for row in matrix.rows if row.region.pk in regions]
            if not names or period.name in names:
                yield from (listed(place) for place in places if place and place.is_sought)


def listed(place: Place) -> Row:
    report = place.report
    came = report.first_submitted_at if place.submitted_on else None
    return (
        report.period.name,
        report.region.code,
        report.region.name_zh,
        str(place.status.label),
        report.period.due_on.isoformat(),
        timezone.localtime(came).strftime("%Y-%m-%d %H:%M") if came else None,
        place.late,
    )


def timeliness_table(wanted: Wanted) -> Table:
    """报送及时率 (a share of 1) and 退回次数 of every region, year by year."""
    rows = timeliness_rows(wanted, regions_wanted(wanted))
    return Table("报送及时率", TIMELINESS, rows, titles=[_("Timeliness of the reports")])


def timeliness_rows(wanted: Wanted, regions: set[int]) -> Iterator[Row]:
    for year in years_wanted(wanted):
        matrix = read_matrix(wanted.by, year, on=wanted.today, known_on=wanted.known_on)
        for row in read_timeliness(matrix, on=wanted.today, known_on=wanted.known_on):
            if row.region.pk in regions:
                yield (
                    year,
                    row.region.code,
                    row.region.name_zh,
                    row.rank,
                    row.due,
                    row.on_time,
                    row.late,
                    row.missing,
                    row.share and rounded(row.share, 12),
                    row.days_late,
                    row.returned,
                )
