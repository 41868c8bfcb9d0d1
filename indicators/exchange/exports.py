"""Everything on a page as a spreadsheet: written to a file, then recorded in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.audit_table import audit_table
from indicators.exchange.board_table import board_table
from indicators.exchange.comma_separated import write_csv
from indicators.exchange.demonstration import PREFIX, is_demonstration
from indicators.exchange.derivation_table import derivation_table
from indicators.exchange.figure_export import figures_table
from indicators.exchange.status_table import status_table, timeliness_table
from indicators.exchange.tables import Table
from indicators.exchange.target_table import targets_table
from indicators.exchange.wanted import Format, Wanted, What
from indicators.exchange.workbook_out import write_xlsx
from indicators.exchange.workbooks import template_workbook
from indicators.reporting.errors import Invalid
from indicators.reporting.models import Report
from regions.audit import acting
from regions.models import User

TABLES: dict[str, Callable[[Wanted], Table]] = {
    What.FIGURES: figures_table,
    What.BOARD: board_table,
    What.DERIVATION: derivation_table,
    What.STATUS: status_table,
    What.TIMELINESS: timeliness_table,
    What.TARGETS: targets_table,
    What.AUDIT: audit_table,
}
WITHOUT_A_PAST = What.AUDIT


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's name for the person, and how many rows it has."""

    name: str
    rows: int
    demonstration: bool


def export(*, wanted: Wanted, out: BinaryIO) -> Exported:
    """Write what is wanted, within the person's scope; memory does not grow with the rows."""
    refuse_what_has_no_past(wanted)
    table = TABLES[wanted.what](wanted)
    invented = is_demonstration()
    table = replace(table, titles=titles(table, wanted, invented=invented))
    written = (write_csv if wanted.file_format == Format.CSV else write_xlsx)(table, out)
    day = f"_截至{wanted.known_on}" if wanted.known_on else ""
    name = f"{PREFIX if invented else ''}{table.name}{day}.{wanted.file_format}"
    with acting(by=wanted.by, at=wanted.at) as acts:
        acts.record(
            "export",
            object_type="export",
            object_label=name,
            region_code=wanted.regions[0].code if len(wanted.regions) == 1 else "",
            period=wanted.periods[0].name if len(wanted.periods) == 1 else "",
            new=facts(wanted, written),
        )
    return Exported(name, written, invented)


def export_template(*, report: Report, by: User | None, out: BinaryIO) -> str:
    """The workbook that a bureau fills; figures stand in it, so it is on record like any export."""
    name = template_workbook(report, out)
    with acting(by=by) as acts:
        acts.record(
            "export",
            object_type="export",
            object_label=name,
            region_code=report.region.code,
            period=report.period.name,
            new={"what": What.FIGURES},
        )
    return name


def facts(wanted: Wanted, rows: int) -> dict[str, Any]:
    """For the audit trail."""
    day = {"known_on": wanted.known_on.isoformat()} if wanted.known_on else {}
    return {"what": wanted.what, "layout": wanted.layout, "rows": rows, **day}


def refuse_what_has_no_past(wanted: Wanted) -> None:
    if wanted.known_on and wanted.what == WITHOUT_A_PAST:
        raise Invalid(_("The audit trail is exported as it is, not as known on a past day."))


def titles(table: Table, wanted: Wanted, *, invented: bool) -> list[str]:
    """The lines above the header: whose, what, how complete; who took it out and when."""
    moment = timezone.localtime(wanted.at).strftime("%Y-%m-%d %H:%M")
    said = {"name": wanted.by.name, "account": wanted.by.username, "moment": moment}
    lines = [
        *table.titles,
        *past_titles(wanted),
        _("Exported by %(name)s (%(account)s) on %(moment)s") % said,
    ]
    if invented:
        lines.append(_("Demonstration: all reported figures are invented, for trying out only."))
    return lines


def past_titles(wanted: Wanted) -> list[str]:
    if wanted.known_on is None:
        return []
    day = _("As known at the end of %(day)s") % {"day": wanted.known_on.isoformat()}
    return [day, _("Names, definitions and thresholds are today's.")]
