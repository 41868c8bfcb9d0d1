"""What is wrong with a header: columns missing, twice, unknown, or in another unit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.exchange.columns import REGION_ROLES, Header
from indicators.exchange.findings import Findings
from indicators.exchange.headings import NAMES, Heading, Role, meant, tidy
from indicators.exchange.known import Known, is_total
from indicators.exchange.proposals import Spot
from indicators.plan.models import Measure

IN_A_MATRIX = {*REGION_ROLES, Role.PERIOD, Role.SHOWN_ONLY}
FIXED_NAMES = [name for name in NAMES if not name.isascii()]


def refuse_faults(
    header: Header, sheet: str, known: Known, found: Findings, *, period_known: bool
) -> bool:
    """Tell every fault of the header; False where the rows below cannot be understood."""
    before = len(found.problems)
    refuse_repeated(header, sheet, found)
    refuse_unknown(header, sheet, known, found)
    for missing in missing_columns(header, period_known=period_known):
        found.refuse(
            Spot(sheet, header.row, 0, ""),
            "missing_column",
            _("The column %(name)s is missing") % {"name": missing},
            _("Add the column, or download the template again"),
            "、".join(h.text for h in header.headings.values())[:200],
        )
    refuse_other_units(header, sheet, known, found)
    return len(found.problems) == before


def missing_columns(header: Header, *, period_known: bool) -> list[str]:
    """7-interfaces: 地区代码 or 地区, 填报期, 数据项代码 or 数据项, 数值; a template needs less."""
    missing = []
    if not header.has(*REGION_ROLES) and not header.mark:
        missing.append("地区")
    if not header.has(Role.PERIOD) and not header.mark and not period_known:
        missing.append("填报期")
    if header.is_list:
        if not header.has(Role.MEASURE, Role.MEASURE_CODE):
            missing.append("数据项")
        if not header.has(Role.VALUE):
            missing.append("本期" if header.mark else "数值")
    return missing


def refuse_repeated(header: Header, sheet: str, found: Findings) -> None:
    """Two columns of one meaning: nobody can tell which counts."""
    first: dict[Role | Measure, int] = {}
    for column, heading in header.headings.items():
        meaning = heading.role or header.measures.get(column)
        if meaning is None or meaning is Role.SHOWN_ONLY:
            continue
        before = first.setdefault(meaning, column)
        if before != column:
            found.refuse(
                Spot(sheet, header.row, column, heading.text),
                "duplicate_column",
                _("The column stands twice; the first one is %(name)s")
                % {"name": header.heading(before)},
                _("Delete one of the two"),
                heading.text,
            )


def refuse_unknown(header: Header, sheet: str, known: Known, found: Findings) -> None:
    for column, heading in header.headings.items():
        if is_known(header, column, heading) or not heading.text.strip():
            continue
        spot = Spot(sheet, header.row, column, heading.text)
        if is_total(heading.text):
            message = _("A column of totals is not imported")
            found.warn(spot, "total_skipped", message, "", heading.text)
            continue
        found.refuse(
            spot,
            "unknown_column",
            _("There is no such column"),
            suggestion(header, heading, known),
            heading.text,
        )


def is_known(header: Header, column: int, heading: Heading) -> bool:
    if header.is_list:
        return heading.role is not None
    return heading.role in IN_A_MATRIX or column in header.measures


def suggestion(header: Header, heading: Heading, known: Known) -> str:
    names = FIXED_NAMES if header.is_list else [*FIXED_NAMES, *known.named, *known.measures]
    near = meant(heading.name or heading.code or heading.text, names)
    if near:
        return _("Did you mean %(names)s?") % {"names": near}
    return _("Delete the column, or give it a heading of the template")


def refuse_other_units(header: Header, sheet: str, known: Known, found: Findings) -> None:
    """万元 turned into 元 in a heading: every number below would be wrong."""
    for column, measure in header.measures.items():
        heading = header.headings[column]
        if known.by_name(heading.text) == measure:
            continue
        spot = Spot(sheet, header.row, column, heading.text)
        if heading.unit and not same_unit(heading.unit, measure):
            refuse_unit(spot, heading.unit, measure, found)
        if heading.code and heading.name and known.by_name(heading.name) != measure:
            message = _("Code and name belong to different items")
            fix = _("The code is that of %(name)s") % {"name": measure.name_zh}
            found.refuse(spot, "measure_disagree", message, fix, heading.text)


def refuse_unit(spot: Spot, written: str, measure: Measure, found: Findings) -> None:
    said = {"unit": measure.unit_zh, "written": written}
    found.refuse(
        spot,
        "unit_changed",
        _("The unit is %(unit)s here, not %(written)s") % said,
        _("Convert the numbers into %(unit)s and correct the unit") % said,
        written,
    )


def same_unit(written: str, measure: Measure) -> bool:
    return tidy(written) in {tidy(measure.unit_zh), tidy(measure.unit_en)}
