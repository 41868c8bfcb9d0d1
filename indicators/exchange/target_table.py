"""Every version of every target, with the document that set it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from indicators.exchange.asked_cells import with_decimals
from indicators.exchange.tables import Column, Row, Table
from indicators.exchange.wanted import Wanted
from indicators.plan.models import Target
from regions.permissions import Permission, regions_of

COLUMNS = (
    Column("指标代码", 24),
    Column("指标", 44),
    Column("地区代码", 10),
    Column("地区", 20),
    Column("年份", 8),
    Column("目标值", 14),
    Column("单位", 12),
    Column("采用日期", 12),
    Column("文号", 24),
    Column("文件日期", 12),
    Column("理由", 40),
)


def targets_table(wanted: Wanted) -> Table:
    """Those known by the end of the chosen period, else all; superseded ones too."""
    regions = wanted.within(regions_of(wanted.by, Permission.SEE_VALUES))
    targets = Target.objects.visible_to(wanted.by).filter(region__in=regions)
    name = "目标值"
    if wanted.periods:
        targets = targets.known_on(wanted.one_period().ends_on)
        name += "_" + wanted.one_period().name
    if wanted.known_on:
        targets = targets.known_on(wanted.known_on)
    if wanted.indicators:
        targets = targets.filter(indicator__code__in=wanted.indicators)
    ordered = targets.select_related("indicator", "region").order_by(
        "indicator__number", "region__position", "region_id", "year", "adopted_on", "pk"
    )
    rows = target_rows(ordered.iterator(chunk_size=2000))
    return Table(name, COLUMNS, rows, titles=[_("Targets, every version")])


def target_rows(targets: Iterator[Target]) -> Iterator[Row]:
    for target in targets:
        indicator, region = target.indicator, target.region
        yield (
            indicator.code,
            indicator.name_zh,
            region.code,
            region.name_zh,
            target.year,
            with_decimals(target.value, indicator.decimals),
            indicator.unit_zh,
            target.adopted_on.isoformat(),
            target.document_number,
            target.document_on.isoformat() if target.document_on else None,
            target.reason,
        )
