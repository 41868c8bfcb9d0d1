"""The derivation of a verdict as the page lays it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest
from django.utils.functional import Promise

from indicators.assessment.board import Board, Row
from indicators.assessment.derivation import Contribution, Derivation, Missing, derive
from indicators.assessment.evidence import Evidence
from indicators.assessment.gaps import displayed_gap
from indicators.assessment.reasons import (
    LACKS,
    OPINION_MEANINGS,
    OPINIONS,
    REASONS,
    SOURCES,
    STATES,
)
from indicators.plan.models import Aggregation
from regions.models import Region, User

MOST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One region's part, its gap as it is shown, and the figures that the page lists for it."""

    contribution: Contribution
    gap: Decimal | None
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that stands in the section; the numbers are the row's own."""

    derivation: Derivation
    parts: list[Part]
    shows_every_period: bool

    @property
    def row(self) -> Row:
        return self.derivation.row

    @property
    def reason(self) -> str | Promise:
        return REASONS[self.row.judgement.reason]

    @property
    def baseline_source(self) -> str | Promise:
        return SOURCES.get(self.row.baseline_source, "")

    @property
    def target_source(self) -> str | Promise:
        return SOURCES.get(self.row.target_source, "")

    @property
    def opinion(self) -> str | Promise:
        opinion = self.row.judgement.opinion
        return OPINIONS[opinion] if opinion else ""

    @property
    def meaning(self) -> str | Promise:
        opinion = self.row.judgement.opinion
        return OPINION_MEANINGS[opinion] if opinion else ""

    @property
    def missing(self) -> list[tuple[Missing, str | Promise]]:
        """Who is missing, with the word that says why."""
        return [(one, LACKS[one.lack]) for one in self.derivation.missing]

    @property
    def lacking(self) -> list[Part]:
        """The five regions that contribute most to a gap that adds up; of `lowest` none does."""
        if self.row.indicator.aggregation == Aggregation.LOWEST:
            return []
        return [part for part in self.parts if part.gap is not None and part.gap > 0][:MOST]

    @property
    def filed(self) -> list[tuple[Evidence, str | Promise]]:
        """Each figure that is listed, with the word for what is no number."""
        found = [evidence for part in self.parts for evidence in part.evidence]
        return [(evidence, STATES.get(evidence.state, "")) for evidence in found]


def why(board: Board, row: Row, user: User | None) -> Why:
    """For the whole only the figures of the value's own period: the earlier ones are many."""
    derivation = derive(board, row, user=user)
    every = row.place.is_region or not row.formula.mode.cumulative
    parts = [
        Part(one, shown(row, one), listed(one.evidence, row, every))
        for one in by_gap(derivation.contributions)
    ]
    return Why(derivation, parts, every)


def by_gap(parts: Iterable[Contribution]) -> list[Contribution]:
    """Who lacks most first; those without a gap last, in their usual order."""
    return sorted(parts, key=lambda part: (part.gap is None, -(part.gap or 0)))


def shown(row: Row, part: Contribution) -> Decimal | None:
    return None if part.gap is None else displayed_gap(part.gap, row.formula.decimals)


def listed(evidence: Iterable[Evidence], row: Row, every: bool) -> list[Evidence]:
    return [one for one in evidence if every or one.cell.period == row.value.as_of]


def region_asked(request: HttpRequest) -> Region | None:
    """The one region whose verdict is to be explained; None for the whole and for a zone."""
    key = request.GET.get("region", "")
    return Region.objects.prefectures().filter(code=key).first()


def place_asked(request: HttpRequest, board: Board) -> str:
    """Whose verdict is to be explained: `?region=`, else the whole; 404 for an unknown one."""
    key = request.GET.get("region") or board.plan.region.code
    if key not in {row.place.key for row in board.rows}:
        raise Http404(key)
    return key
