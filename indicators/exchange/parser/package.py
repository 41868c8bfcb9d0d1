"""The parts of a workbook: which sheets it has, where they stand, how its cells are shown."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.exchange.parser.archive import Archive
from indicators.exchange.parser.markup import Element, attribute, elements
from indicators.exchange.parser.refusal import Refusal
from indicators.reporting.number_formats import (
    BUILT_IN_DATES,
    BUILT_IN_PERCENT,
    is_date,
    is_percent,
)

TYPES = "[Content_Types].xml"
SUITES = {"word/": "Word", "ppt/": "PowerPoint", "visio/": "Visio"}
HIDDEN = {"hidden", "veryHidden"}
NUMBER, PERCENT, DATE = "", "percent", "date"  # how a cell's style shows a number


@dataclass(frozen=True)
class SheetPart:
    """A worksheet's name, its part, and whether people see its tab."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Package:
    """What the sheets need to know of the workbook around them."""

    sheets: list[SheetPart]
    styles: dict[str, str]
    strings_part: str
    starts_1904: bool
    external: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Relation:
    """A line of a .rels part; `target` is a part's name, or an address if it is outside."""

    key: str
    kind: str
    target: str
    outside: bool


def relations(archive: Archive, part: str) -> list[Relation]:
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return []
    with archive.open(path) as stream:
        found = elements(stream, {"Relationship"})
    return [_relation(folder, element.attributes) for element in found]


def _relation(folder: str, given: dict[str, str]) -> Relation:
    outside = given.get("TargetMode") == "External"
    target = given.get("Target", "")
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))[1:]
    return Relation(given.get("Id", ""), given.get("Type", "").rpartition("/")[2], target, outside)


def package_of(archive: Archive) -> Package:
    """Refuses what is no workbook without macros; finds the sheets in the order of their tabs."""
    _refuse_others(archive)
    main = next(
        (r.target for r in relations(archive, "") if r.kind == "officeDocument"), "xl/workbook.xml"
    )
    related = relations(archive, main)
    with archive.open(main) as stream:
        found = elements(stream, {"sheet", "workbookPr"})
    parts = {r.kind: r.target for r in related}
    return Package(
        sheets=list(_sheets(found, {r.key: r for r in related})),
        styles=_styles(archive, parts.get("styles", "")),
        strings_part=parts.get("sharedStrings", ""),
        starts_1904=any(
            e.attributes.get("date1904") in {"1", "true"} for e in found if e.name == "workbookPr"
        ),
        external=list(_external(archive, [r.target for r in related if r.kind == "externalLink"])),
    )


def _refuse_others(archive: Archive) -> None:
    names = archive.names()
    if TYPES not in archive:
        document = "content.xml" in archive and "mimetype" in archive
        raise Refusal("other_format", format="OpenDocument" if document else "ZIP")
    with archive.open(TYPES) as stream:
        declared = elements(stream, {"Override", "Default"})
    kinds = " ".join(e.attributes.get("ContentType", "") for e in declared).lower()
    if "macroenabled" in kinds or any(name.endswith("vbaproject.bin") for name in names):
        raise Refusal("macros")
    if any(name.startswith("xl/workbook.bin") for name in names):
        raise Refusal("other_format", format="xlsb")
    for folder, suite in SUITES.items():
        if any(name.startswith(folder) for name in names):
            raise Refusal("other_format", format=suite)
    if "spreadsheetml" not in kinds:
        raise Refusal("other_format", format="ZIP")


def _sheets(found: list[Element], related: dict[str, Relation]) -> Iterator[SheetPart]:
    for element in found:
        if element.name != "sheet" or element.parent != "sheets":
            continue
        given = element.attributes
        target = related.get(attribute(given, "id"))
        if target is None or target.outside:
            raise Refusal("damaged", detail=given.get("name", ""))
        if target.kind == "worksheet":  # a sheet of charts or of macros holds no cells
            yield SheetPart(given.get("name", ""), target.target, given.get("state") in HIDDEN)


def _styles(archive: Archive, part: str) -> dict[str, str]:
    """The styles that show a percentage or a day, by their number."""
    if part not in archive:
        return {}
    with archive.open(part) as stream:
        found = elements(stream, {"numFmt", "xf"})
    formats = {
        e.attributes.get("numFmtId", ""): e.attributes.get("formatCode", "")
        for e in found
        if e.name == "numFmt"
    }
    used = (e.attributes.get("numFmtId", "0") for e in found if e.parent == "cellXfs")
    shown = ((str(place), _shown_as(key, formats.get(key))) for place, key in enumerate(used))
    return {place: how for place, how in shown if how}


def _shown_as(number: str, code: str | None) -> str:
    if code is None:
        known = int(number) if number.isdecimal() else 0
        return DATE if known in BUILT_IN_DATES else PERCENT if known in BUILT_IN_PERCENT else NUMBER
    return DATE if is_date(code) else PERCENT if is_percent(code) else NUMBER


def _external(archive: Archive, parts: list[str]) -> Iterator[str]:
    """The addresses of the workbooks that this one refers to; none is ever opened."""
    for part in parts:
        yield next((r.target for r in relations(archive, part) if r.outside), part)
