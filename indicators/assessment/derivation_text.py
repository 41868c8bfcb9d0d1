"""A derivation as text: its lines, each region's part, and the reports it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from indicators.assessment.board import Board, Row
from indicators.assessment.derivation import (
    Contribution,
    Derivation,
    Missing,
    by_gap,
    derive,
)
from indicators.assessment.filed_rows import Filed, filed_row
from indicators.assessment.formats import names, number
from indicators.assessment.gaps import displayed_gap
from indicators.assessment.judged_lines import JUDGED, baseline, counted, target
from indicators.assessment.lines import Line, Phrase, faint, in_chinese, said
from indicators.assessment.outlook_lines import gap
from indicators.assessment.reasons import LACKS
from indicators.plan.models import Aggregation, Target
from regions.models import User

MOST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """What one region brings in: numerator, denominator, value and gap, as they are shown."""

    contribution: Contribution
    texts: tuple[str, str, str, str]

    @property
    def region(self) -> str:
        return self.contribution.region.name


@dataclass(frozen=True, slots=True)
class Told:
    """All of it, in the language of the page.

    `note` says which periods are not listed, `others` how many regions.
    """

    derivation: Derivation
    lines: list[Line]
    parts: list[Part]
    filed: list[Filed]
    note: str = ""
    others: int = 0

    @property
    def row(self) -> Row:
        return self.derivation.row

    @property
    def ruling(self) -> Line:
        """The verdict itself, which a page shows above the others."""
        return self.lines[0]

    @property
    def facts(self) -> list[tuple[str, list[Line]]]:
        """The other lines, several under one label together."""
        grouped = groupby(self.lines[1:], key=lambda line: line.label)
        return [(label, list(lines)) for label, lines in grouped]


def tell(board: Board, row: Row, user: User | None, most: int | None = None) -> Told:
    """For the whole only the figures of the value's own period: the earlier ones are many.

    `most`: so many regions are listed, of those that lack most.
    """
    found = derive(board, row, user=user, most=most)
    every = row.place.is_region or not row.formula.mode.cumulative
    parts = by_gap(found.contributions)
    evidence = [one for part in parts[:most] for one in part.evidence]
    listed = [one for one in evidence if every or one.cell.period == row.value.as_of]
    return Told(
        found,
        list(lines_of(found)),
        [Part(one, part_texts(row, one)) for one in parts[:most]],
        [filed_row(one) for one in listed],
        "" if every else not_every_period(),
        len(parts[most:]) if most else 0,
    )


def not_every_period() -> str:
    return _(
        "Of a cumulative value only the last period is listed here;"
        " choose a region to see all of its periods."
    )


def lines_of(found: Derivation) -> Iterator[Line]:
    """Those of the row itself, each followed by what stands behind it."""
    behind = {baseline: adopted_baselines, target: versions, counted: reasons, gap: contributors}
    for label, of_row in JUDGED:
        if phrases := of_row(found.row):
            yield Line(str(label), phrases)
        if of_row in behind:
            yield from behind[of_row](found)


def adopted_baselines(found: Derivation) -> Iterator[Line]:
    """What the plan states or the bureaus reported is named as its source already."""
    for one in found.baselines:
        if one.document_number:
            day = faint(_("adopted %(day)s") % {"day": one.adopted_on.isoformat()})
            told = said(f"{one.on.isoformat()} {number(one.value)}", day)
            document = in_chinese(one.document_number)
            yield Line(_("Versions of the baseline"), (*told, document))


def versions(found: Derivation) -> Iterator[Line]:
    for one in found.targets:
        yield Line(
            _("Versions of the target"), version(one, named=found.row.place.zone is not None)
        )


def version(one: Target, *, named: bool) -> tuple[Phrase, ...]:
    """Of a zone's each with its region."""
    region = one.region.name if named else None
    adopted = faint(_("adopted %(day)s") % {"day": one.adopted_on.isoformat()})
    document = in_chinese(one.document_number)
    return said(region, f"{one.year}: {number(one.value)}", adopted, document)


def reasons(found: Derivation) -> Iterator[Line]:
    if missing := found.missing:
        told = _("; ").join(reason(one) for one in missing)
        yield Line(_("Why they are missing"), said(told))


def reason(one: Missing) -> str:
    """A figure may be lacking in the province's report, which supplies it for the region."""
    parts = [one.region.name, str(LACKS[one.lack])]
    if one.holder != one.region:
        parts.insert(1, _("(report of %(name)s)") % {"name": one.holder.short_name})
    return " ".join(parts)


def contributors(found: Derivation) -> Iterator[Line]:
    """The five regions that contribute most to a gap that adds up; of `lowest` none does."""
    row, parts = found.row, [one for one in found.gaps if (one.gap or 0) > 0][:MOST]
    if row.indicator.aggregation == Aggregation.LOWEST or len(found.contributions) < 2:
        return
    if parts and row.gap is not None:
        told = names(f"{one.region.name} {gap_text(row, one)}" for one in parts)
        yield Line(_("Most of the gap"), said(told))


def part_texts(row: Row, part: Contribution) -> tuple[str, str, str, str]:
    value = part.value
    return (
        number(value.numerator),
        number(value.denominator),
        number(value.value, row.indicator.decimals),
        gap_text(row, part),
    )


def gap_text(row: Row, part: Contribution) -> str:
    return number(None if part.gap is None else displayed_gap(part.gap, row.formula.decimals))


def part_headings() -> tuple[str, ...]:
    """Those of the texts of a part."""
    return _("Numerator"), _("Denominator"), _("Value"), _("Gap")


def with_headings(headings: Iterable[str], texts: Iterable[str]) -> str:
    """A row of a table as one line of text."""
    pairs = zip(headings, texts, strict=True)
    return _("; ").join(f"{heading} {text}" for heading, text in pairs)
