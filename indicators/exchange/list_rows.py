"""The template and the long layout: one value a row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.exchange.book import Row
from indicators.exchange.header_faults import refuse_unit, same_unit
from indicators.exchange.headings import Role, tidy
from indicators.exchange.known import Unfit
from indicators.exchange.proposals import Proposal
from indicators.exchange.table import Content, Table
from indicators.plan.models import Measure
from indicators.reporting.models import FigureState
from indicators.reporting.numbers import NOT_APPLICABLE_TEXT

INPUTS = (Role.VALUE, Role.NOT_APPLICABLE, Role.EXPLANATION)
YES = {NOT_APPLICABLE_TEXT, "是", "√", "✓", "✔"}
NO = {"", "否"}
NOT_APPLICABLE: Content = (FigureState.NOT_APPLICABLE, None)
BLANK: Content = (FigureState.BLANK, None)


class ListTable(Table):
    """Reads rows into proposals; a row without input proposes nothing and may say anything."""

    def read(self, row: Row) -> None:
        if self.is_total(row):
            return
        period, region = self.period_of(row), self.region_of(row)
        measure = self.measure_of(row)
        if measure is None:
            return
        self.check_unit(row, measure)
        content, told = self.content_of(row, measure), self.explanation(row)
        if period and region and content and (content != BLANK or told):
            spot = self.spot(row.number, self.header.roles[Role.VALUE])
            self.proposals.append(Proposal(period, region, measure, *content, told, spot))

    def has_input(self, row: Row) -> bool:
        if any(self.text(row, role) for role in INPUTS):
            return True
        return self.text(row, Role.STATE).strip() == NOT_APPLICABLE_TEXT

    def measure_of(self, row: Row) -> Measure | None:
        code, name = self.text(row, Role.MEASURE_CODE), self.text(row, Role.MEASURE)
        try:
            return self.known.measure(code, name)
        except Unfit as unfit:
            role = Role.MEASURE if self.header.has(Role.MEASURE) else Role.MEASURE_CODE
            self.unfit(row, role, unfit, name or code)
            return None

    def check_unit(self, row: Row, measure: Measure) -> None:
        """The row's own unit, and one in the heading of the values: 数值（万张）."""
        written = self.text(row, Role.UNIT)
        if written.strip() and not same_unit(written, measure):
            spot = self.spot(row.number, self.header.roles[Role.UNIT])
            refuse_unit(spot, written, measure, self.found)
        column = self.header.roles[Role.VALUE]
        above = self.header.headings[column].unit
        if above and not same_unit(above, measure):
            refuse_unit(self.spot(row.number, column), above, measure, self.found)

    def content_of(self, row: Row, measure: Measure) -> Content | None:
        """The number, or 不适用 by its own column or, where no number stands, by 状态."""
        column = self.header.roles[Role.VALUE]
        cell = row.get(column)
        content = self.content(cell, measure) if cell else BLANK
        chosen = self.chosen(row)
        if content is None or chosen is None:
            return None
        if content == BLANK and self.text(row, Role.STATE).strip() == NOT_APPLICABLE_TEXT:
            return NOT_APPLICABLE
        if chosen and content[1] is not None:
            self.found.refuse(
                self.spot(row.number, column),
                "number_and_not_applicable",
                _("A number and %(choice)s stand in one row") % {"choice": NOT_APPLICABLE_TEXT},
                _("Keep one of the two"),
                f"{content[1]:f}",
            )
            return None
        return NOT_APPLICABLE if chosen else content

    def chosen(self, row: Row) -> bool | None:
        """Whether 不适用 is chosen; None where something else stands there."""
        said = tidy(self.text(row, Role.NOT_APPLICABLE))
        if said in NO:
            return False
        if said in YES:
            return True
        self.found.refuse(
            self.spot(row.number, self.header.roles[Role.NOT_APPLICABLE]),
            "bad_choice",
            _("Only %(choice)s can stand here") % {"choice": NOT_APPLICABLE_TEXT},
            _("Choose %(choice)s, or clear the cell") % {"choice": NOT_APPLICABLE_TEXT},
            said,
        )
        return None
