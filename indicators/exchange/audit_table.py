"""The audit trail as a list, with the hashes by which it is chained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.tables import Column, Row, Table
from indicators.exchange.wanted import Wanted, demand
from regions.models import AuditEvent
from regions.permissions import Permission

COLUMNS = (
    Column("序号", 8),
    Column("时间", 20),
    Column("人员", 24),
    Column("来源地址", 16),
    Column("行为", 18),
    Column("对象类型", 14),
    Column("对象", 40),
    Column("地区代码", 10),
    Column("填报期", 10),
    Column("原值", 30),
    Column("新值", 30),
    Column("理由", 30),
    Column("结果", 10),
    Column("前一记录哈希", 20),
    Column("本记录哈希", 20),
)


def audit_table(wanted: Wanted) -> Table:
    """All records, or those of the chosen periods."""
    demand(wanted.by, Permission.SEE_AUDIT)
    events = AuditEvent.objects.order_by("number")
    name = "审计记录"
    if wanted.periods:
        events = events.filter(period__in=[period.name for period in wanted.periods])
        name += "_" + wanted.periods[0].name
    rows = audit_rows(events.iterator(chunk_size=2000))
    return Table(name, COLUMNS, rows, titles=[_("Audit trail")])


def audit_rows(events: Iterator[AuditEvent]) -> Iterator[Row]:
    for event in events:
        yield (
            event.number,
            timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
            event.actor,
            event.address,
            event.act,
            event.object_type,
            event.object_label,
            event.region_code,
            event.period,
            as_text(event.old),
            as_text(event.new),
            event.reason,
            event.result,
            event.previous_hash,
            event.hash,
        )


def as_text(facts: Any) -> str | None:
    return None if facts is None else json.dumps(facts, ensure_ascii=False, sort_keys=True)
