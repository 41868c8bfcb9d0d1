"""Where a sheet's table begins, and what each of its columns is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from indicators.exchange.book import Row
from indicators.exchange.headings import NAMES, Heading, Role, read_heading
from indicators.exchange.known import Known
from indicators.exchange.template_marks import TemplateMark, mark_in
from indicators.plan.models import Measure

ROWS_ABOVE = 40  # with content, among which the header is looked for
VALUE_ROLES = {Role.VALUE, Role.MEASURE, Role.MEASURE_CODE}
REGION_ROLES = {Role.REGION, Role.REGION_CODE}


@dataclass
class Header:
    """A list has one value a row; a matrix one measure a column."""

    row: int
    is_list: bool
    headings: dict[int, Heading]
    roles: dict[Role, int]
    measures: dict[int, Measure] = field(default_factory=dict)
    mark: TemplateMark | None = None
    mark_row: int = 0
    titles: list[str] = field(default_factory=list)

    def has(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)

    def heading(self, column: int) -> str:
        return self.headings[column].text if column in self.headings else ""


@dataclass
class Beginning:
    """What stands before the table: nothing of it is a figure."""

    mark: TemplateMark | None = None
    mark_row: int = 0
    texts: list[str] = field(default_factory=list)

    def shown(self) -> str:
        """The first few texts, by which a person knows the sheet again."""
        return "、".join(islice(filter(None, self.texts), 6))[:120]


def find_header(rows: Iterator[Row], known: Known) -> tuple[Header | None, Beginning]:
    """The first row that is a header; `rows` then goes on behind it."""
    before = Beginning()
    above: dict[int, str] = {}
    for row in islice(rows, ROWS_ABOVE):
        texts = texts_in(row)
        mark = mark_in(list(texts.values()))
        if mark:
            before.mark, before.mark_row = mark, row.number
            continue
        header = recognise(row.number, texts, known)
        if header:
            if not header.is_list:
                take_keys_from(above, header)
            header.mark, header.mark_row = before.mark, before.mark_row
            header.titles = before.texts
            return header, before
        before.texts += texts.values()
        above = texts
    return None, before


def take_keys_from(above: Mapping[int, str], header: Header) -> None:
    """Where the measures stand in a row of codes alone, the keys are named in the row above."""
    for column, text in above.items():
        heading = read_heading(text)
        if heading.role and column not in header.headings and not header.has(heading.role):
            header.headings[column] = heading
            header.roles[heading.role] = column


def texts_in(row: Row) -> dict[int, str]:
    return {column: row.shown(column) for column in row.columns()}


def recognise(number: int, texts: Mapping[int, str], known: Known) -> Header | None:
    headings = {column: read_heading(text) for column, text in texts.items()}
    roles: dict[Role, int] = {}
    for column, heading in headings.items():
        if heading.role:
            roles.setdefault(heading.role, column)
    if VALUE_ROLES & roles.keys() and len(roles) >= 2:
        return Header(number, True, headings, roles)
    measures = {c: m for c, h in headings.items() if not h.role and (m := measured(h, known))}
    several = len({measure.pk for measure in measures.values()}) > 1
    if measures and (several or REGION_ROLES & roles.keys()):
        return Header(number, False, headings, roles, measures)
    return None


def measured(heading: Heading, known: Known) -> Measure | None:
    """The measure that a heading names, by its code before its name."""
    return known.measures.get(heading.code) or known.by_name(heading.text, heading.name)


def repeats_in_codes(header: Header, row: Row, known: Known) -> bool:
    """Whether the row below the header says the same in codes; a matrix then goes by them."""
    texts = {column: text.strip() for column, text in texts_in(row).items()}
    if header.is_list:
        roles = [(NAMES.get(text), header.headings.get(column)) for column, text in texts.items()]
        return len(roles) > 1 and all(h and role == h.role for role, h in roles)
    coded = {c: known.measures[text] for c, text in texts.items() if text in known.measures}
    if not coded or len(coded) * 2 < len(header.measures):
        return False
    for column, measure in coded.items():
        heading = header.headings.get(column) or read_heading(measure.code)
        header.headings[column] = replace(heading, role=None, code=measure.code)
        header.measures[column] = measure
    return True
