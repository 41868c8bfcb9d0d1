"""Sheets of cells → proposals: the template, the long layout, the matrix, by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from django.utils.translation import gettext as _

from indicators.exchange.book import Book, Row, Sheet
from indicators.exchange.columns import Beginning, Header, find_header, repeats_in_codes
from indicators.exchange.findings import Findings
from indicators.exchange.header_faults import refuse_faults
from indicators.exchange.known import Known
from indicators.exchange.list_rows import ListTable
from indicators.exchange.matrix_rows import MatrixTable
from indicators.exchange.problems import LIST_OF_PROBLEMS
from indicators.exchange.proposals import Proposal, Spot
from indicators.exchange.table import Table
from indicators.exchange.unseen import Unseen
from indicators.exchange.whole_sheet import Meant, meant_by
from indicators.reporting.models import ReportingPeriod
from indicators.reporting.period_words import period_in_words

OWN_SHEETS = {"填报说明", LIST_OF_PROBLEMS}


def proposals_in(
    book: Book, known: Known, found: Findings, period: ReportingPeriod | None = None
) -> list[Proposal]:
    """All that the file proposes; every problem of its layout, keys and values goes to `found`.

    `period` is the one that the person says the file is for, if they do.
    """
    proposals: list[Proposal] = []
    others: list[tuple[Sheet, Beginning]] = []
    for sheet in book.sheets:
        rows = sheet.rows()
        header, before = find_header(rows, known)
        if header is None:
            others.append((sheet, before))
        else:
            meant = meant_by(sheet, header, known, found, period)
            proposals += read_table(sheet, header, rows, known, found, meant)
    if len(others) == len(book.sheets):
        refuse_all(others, found)
    else:
        warn_of(others, found)
    refuse_other_periods(proposals, period, found)
    return proposals


def read_table(
    sheet: Sheet,
    header: Header,
    rows: Iterator[Row],
    known: Known,
    found: Findings,
    meant: Meant,
) -> list[Proposal]:
    """The rows below a header, if they can be understood."""
    first = next(rows, None)
    if first and not repeats_in_codes(header, first, known):
        rows = chain([first], rows)
    sound = refuse_faults(header, sheet.name, known, found, period_known=meant.period is not None)
    if not sound or not meant.sound:
        return []
    kind = ListTable if header.is_list else MatrixTable
    table = kind(sheet.name, header, known, found, meant.period, meant.region)
    read_rows(table, sheet, rows)
    if table.rows == 0:
        spot = Spot(sheet.name, header.row, 0, "")
        message = _("There is a header, but no row below it")
        found.refuse(spot, "no_rows", message, _("Fill in the rows below the header"))
    return table.proposals


def read_rows(table: Table, sheet: Sheet, rows: Iterator[Row]) -> None:
    """Blank rows do not end a table; the last row is read as well."""
    unseen = Unseen(table, sheet)
    for row in rows:
        table.rows += 1
        if unseen.allows(row):
            table.read(row)
    unseen.refuse_merged()


def refuse_all(others: Sequence[tuple[Sheet, Beginning]], found: Findings) -> None:
    """No sheet of a known layout: the sheets that there are, each with its first texts."""
    listed = [f"「{sheet.name}」（{before.shown() or _('empty')}）" for sheet, before in others]
    found.refuse(
        Spot("", 0, 0, ""),
        "no_known_sheet",
        _("No sheet has a known layout; found: %(sheets)s") % {"sheets": "；".join(listed)},
        _("Use the template, or head the columns %(headings)s")
        % {"headings": "地区、填报期、数据项、数值"},
    )


def warn_of(others: Sequence[tuple[Sheet, Beginning]], found: Findings) -> None:
    """Sheets with content that are left out; our own instructions are expected."""
    for sheet, before in others:
        if sheet.row_count and not sheet.hidden and sheet.name not in OWN_SHEETS:
            message = _("The sheet has no known layout; it is left out")
            found.warn(Spot(sheet.name, 0, 0, ""), "sheet_left_out", message, "", before.shown())


def refuse_other_periods(
    proposals: Sequence[Proposal], period: ReportingPeriod | None, found: Findings
) -> None:
    """Told once a sheet and period: the file is for another period than the person says."""
    told: set[tuple[str, int]] = set()
    for proposal in proposals if period else ():
        key = (proposal.spot.sheet, proposal.period.pk)
        if proposal.period != period and key not in told:
            told.add(key)
            refuse_period(proposal.spot, proposal.period.name, period, found)


def refuse_period(
    spot: Spot, written: str, period: ReportingPeriod | None, found: Findings
) -> None:
    said = {"written": period_in_words(written), "period": period_in_words(period or "")}
    found.refuse(
        spot,
        "other_period",
        _("This is for %(written)s, but %(period)s was chosen") % said,
        _("Use the template of %(period)s, or choose %(written)s") % said,
        written,
    )
