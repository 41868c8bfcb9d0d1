"""What holds for a whole sheet: the template's mark, the period chosen, the period in a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.exchange.book import Sheet
from indicators.exchange.columns import Header
from indicators.exchange.findings import Findings
from indicators.exchange.headings import Role
from indicators.exchange.known import Known, Unfit, period_name
from indicators.exchange.proposals import Spot
from indicators.exchange.template_marks import TEMPLATE_VERSION
from indicators.reporting.models import ReportingPeriod
from regions.models import Region

IN_A_TITLE = re.compile(
    r"[12][0-9]{3}\s*(?:Q[1-4]|年?\s*第?\s*[1-4一二三四]\s*季度|H[12]|年?\s*[上下]半年)"
)


@dataclass
class Meant:
    """Period and region for rows that do not say; not `sound` where the mark itself is wrong."""

    period: ReportingPeriod | None = None
    region: Region | None = None
    sound: bool = True


def meant_by(
    sheet: Sheet,
    header: Header,
    known: Known,
    found: Findings,
    period: ReportingPeriod | None,
) -> Meant:
    """The mark first, then what the person chose, then a title above the table."""
    meant = Meant(period)
    if header.mark:
        read_mark(sheet, header, known, found, meant)
    elif period is None and not header.has(Role.PERIOD):
        meant.period = titled(header, known)
    return meant


def read_mark(sheet: Sheet, header: Header, known: Known, found: Findings, meant: Meant) -> None:
    """Last year's template, one of another version, one whose mark somebody has changed."""
    mark = header.mark
    if mark is None:
        return
    if mark.version != TEMPLATE_VERSION:
        spot = Spot(sheet.name, header.mark_row, 2, "")
        message = _("The template is of an older version")
        fix = _("Download the template again and copy the numbers into it")
        found.refuse(spot, "template_version", message, fix, mark.version)
        meant.sound = False
    try:
        meant.period = known.period(mark.period)
    except Unfit as unfit:
        found.unfit(Spot(sheet.name, header.mark_row, 3, ""), unfit, mark.period)
        meant.sound = False
    try:
        meant.region = known.region(mark.region, "")
    except Unfit as unfit:
        found.unfit(Spot(sheet.name, header.mark_row, 4, ""), unfit, mark.region)
        meant.sound = False


def titled(header: Header, known: Known) -> ReportingPeriod | None:
    """The one period that the lines above the table name."""
    names = {period_name(match) for text in header.titles for match in IN_A_TITLE.findall(text)}
    return known.periods.get(names.pop()) if len(names) == 1 else None
