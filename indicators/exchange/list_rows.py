"""The template and the long layout: one value a row."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _

from indicators.exchange.book import Row
from indicators.exchange.header_faults import refuse_unit, same_unit
from indicators.exchange.headings import Role, tidy
from indicators.exchange.known import Unfit
from indicators.exchange.proposals import Proposal
from indicators.exchange.table import BLANK, NOT_APPLICABLE, Table
from indicators.plan.models import Measure
from indicators.reporting.cells import Content
from indicators.reporting.numbers import NOT_APPLICABLE_TEXT

KEYS = (Role.REGION_CODE, Role.REGION, Role.PERIOD, Role.MEASURE_CODE, Role.MEASURE, Role.UNIT)
YES = {NOT_APPLICABLE_TEXT, "是", "√", "✓", "✔"}
NO = {"", "否"}


class ListTable(Table):
    """Reads rows into proposals; a row without input proposes nothing and may say anything."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.keys = self.columns(*KEYS)
        self.value, self.choice, self.state, self.told = self.columns(
            Role.VALUE, Role.NOT_APPLICABLE, Role.STATE, Role.EXPLANATION
        )
        self.items: dict[tuple[str, str, str], Measure] = {}

    @cached_property
    def inputs(self) -> frozenset[int]:
        return frozenset({self.value, self.choice, self.told})

    def has_input(self, row: Row) -> bool:
        return row.holds(self.inputs) or self.says_not_applicable(row)

    def says_not_applicable(self, row: Row) -> bool:
        return row.shown(self.state).strip() == NOT_APPLICABLE_TEXT

    def read(self, row: Row) -> None:
        code, name, when, item_code, item, unit = row.texts(self.keys)
        measure = self.items.get((item_code, item, unit))
        if measure is None:
            if self.is_total(row, name, item):
                return
            measure = self.measure_of(row, item_code, item, unit)
        elif (code, name) not in self.places and self.is_total(row, name):
            return
        period, region = self.period_of(row, when), self.region_of(row, code, name)
        if measure is None:
            return
        content = self.content_of(row, measure)
        told = self.explanation(row, self.told) if self.told else ""
        if period and region and content and (told or content is not BLANK):
            spot = self.spot(row.number, self.value)
            self.proposals.append(Proposal(period, region, measure, content, told, spot))

    def measure_of(self, row: Row, code: str, name: str, unit: str) -> Measure | None:
        try:
            measure = self.known.measure(code, name)
        except Unfit as unfit:
            self.unfit(row, (Role.MEASURE, Role.MEASURE_CODE), unfit, name or code)
            return None
        if self.has_its_unit(row, measure, unit):
            self.items[code, name, unit] = measure
        return measure

    def has_its_unit(self, row: Row, measure: Measure, unit: str) -> bool:
        """The row's own unit, and one in the heading of the values: 数值（万张）."""
        above = self.header.headings[self.value].unit
        column = self.keys[KEYS.index(Role.UNIT)]
        wrong = {column: unit.strip(), self.value: above}
        wrong = {c: said for c, said in wrong.items() if said and not same_unit(said, measure)}
        for where, said in wrong.items():
            refuse_unit(self.spot(row.number, where), said, measure, self.found)
        return not wrong

    def content_of(self, row: Row, measure: Measure) -> Content | None:
        """The number, or 不适用 by its own column or, where no number stands, by 状态."""
        cell = row.get(self.value)
        content = self.content(cell, measure) if cell else BLANK
        chosen = self.chosen(row)
        if content is None or chosen is None:
            return None
        if content is BLANK:
            return NOT_APPLICABLE if chosen or self.says_not_applicable(row) else BLANK
        if chosen and content.value is not None:
            self.refuse_both(row, content)
            return None
        return content

    def refuse_both(self, row: Row, content: Content) -> None:
        self.found.refuse(
            self.spot(row.number, self.value),
            "number_and_not_applicable",
            _("A number and %(choice)s stand in one row") % {"choice": NOT_APPLICABLE_TEXT},
            _("Keep one of the two"),
            f"{content.value:f}",
        )

    def chosen(self, row: Row) -> bool | None:
        """Whether 不适用 is chosen; None where something else stands there."""
        text = row.shown(self.choice)
        if not text:
            return False
        said = tidy(text)
        if said in YES or said in NO:
            return said in YES
        self.found.refuse(
            self.spot(row.number, self.choice),
            "bad_choice",
            _("Only %(choice)s can stand here") % {"choice": NOT_APPLICABLE_TEXT},
            _("Choose %(choice)s, or clear the cell") % {"choice": NOT_APPLICABLE_TEXT},
            text,
        )
        return None
