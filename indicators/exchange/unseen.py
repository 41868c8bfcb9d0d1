"""What people do not see, or do not see as it is: hidden rows and columns, merged cells."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.exchange.book import Area, Row, Sheet, column_letters
from indicators.exchange.columns import Header
from indicators.exchange.headings import Role
from indicators.exchange.proposals import Spot
from indicators.exchange.table import Table

MAY_BE_HIDDEN = {
    Role.REGION_CODE,
    Role.MEASURE_CODE,
    Role.UNIT,
    Role.STATE,
    Role.SHOWN_ONLY,
}


class Unseen:
    """Refuses what would be imported without having been seen; each column once."""

    def __init__(self, table: Table, sheet: Sheet) -> None:
        self.table, self.sheet = table, sheet
        self.hidden = hidden_columns(table.header, sheet)
        self.headed = frozenset(table.header.headings)
        self.told: set[int] = set()
        self.first_row = self.last_row = 0

    def allows(self, row: Row) -> bool:
        """Whether the row may be read; what may not is told."""
        if not row.fits(self.headed) or row.holds(self.hidden):
            self.refuse_columns(row)
        if not self.table.has_input(row):
            return False
        self.first_row, self.last_row = self.first_row or row.number, row.number
        if self.sheet.hidden:
            self.refuse_sheet()
            return False
        if row.hidden:
            self.refuse_row(row)
            return False
        return True

    def refuse_columns(self, row: Row) -> None:
        for column in row.columns():
            if column not in self.headed:
                self.refuse_unheaded(row, column)
            elif column in self.hidden:
                self.refuse_hidden_column(row, column)

    def refuse(self, spot: Spot, code: str, message: str, fix: str, shown: str = "") -> None:
        self.table.found.refuse(spot, code, message, fix, shown)

    def refuse_unheaded(self, row: Row, column: int) -> None:
        if column not in self.told:
            self.told.add(column)
            message = _("Something stands in a column without a heading")
            fix = _("Delete it, or move it into the column where it belongs")
            spot = self.table.spot(row.number, column)
            self.refuse(spot, "no_heading", message, fix, row.shown(column))

    def refuse_hidden_column(self, row: Row, column: int) -> None:
        if column not in self.told:
            self.told.add(column)
            message = _("The column is hidden, but something stands in it")
            fix = _("Show the column and check it, or delete what stands there")
            spot = self.table.spot(row.number, column)
            self.refuse(spot, "hidden_column", message, fix, row.shown(column))

    def refuse_sheet(self) -> None:
        if 0 not in self.told:
            self.told.add(0)
            message = _("The sheet is hidden, but figures stand in it")
            fix = _("Show the sheet and check it, or delete it")
            self.refuse(Spot(self.sheet.name, 0, 0, ""), "hidden_sheet", message, fix)

    def refuse_row(self, row: Row) -> None:
        message = _("The row is hidden, but a figure stands in it")
        fix = _("Show the row (or clear the filter) and check it, or delete it")
        self.refuse(Spot(self.sheet.name, row.number, 0, ""), "hidden_row", message, fix)

    def refuse_merged(self) -> None:
        """Below the header only the first of merged cells holds anything."""
        for area in self.sheet.merged:
            if self.is_within(area):
                self.refuse_area(area)

    def is_within(self, area: Area) -> bool:
        """Whether it touches the rows with input, below the header, in the table's columns."""
        below = area.bottom > self.table.header.row and area.left <= max(self.headed)
        return below and self.first_row <= area.bottom and area.top <= self.last_row

    def refuse_area(self, area: Area) -> None:
        shown = f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"
        message = _("The cells %(area)s are merged") % {"area": shown}
        fix = _("Unmerge them and fill in each cell")
        self.refuse(self.table.spot(area.top, area.left), "merged_cells", message, fix)


def hidden_columns(header: Header, sheet: Sheet) -> frozenset[int]:
    """Those hidden ones in which figures, keys that people read, or explanations stand."""
    allowed = {column for column, h in header.headings.items() if h.role in MAY_BE_HIDDEN}
    return frozenset(sheet.hidden_columns & header.headings.keys() - allowed)
