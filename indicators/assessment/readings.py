"""Everything that the rows of a board are made of, read at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.assessment.formulas import Formula
from indicators.assessment.kept import may_be_kept
from indicators.assessment.ledger import Ledger, Span
from indicators.assessment.level_pairs import Levels, Numbers
from indicators.assessment.places import Place
from indicators.assessment.promises import Promises
from indicators.assessment.rollup import roll
from indicators.assessment.tables import Question
from indicators.assessment.trend_pairs import PairKey, PeriodPair, has_pairs, read_pairs
from indicators.assessment.values import Key, Value
from indicators.assessment.vocabulary import TRENDS
from indicators.reporting.models import ReportingPeriod


@dataclass(frozen=True)
class Readings:
    """Values of the wanted places over time, of all regions now and before, pairs and promises.

    `course`: the periods so far, of which the values of the places `followed` are known.
    """

    ledger: Ledger
    period: ReportingPeriod
    formulas: Sequence[Formula]
    regions: Sequence[Place]
    values: Mapping[Key, Value]
    pairs: Mapping[PairKey, Numbers]
    promises: Promises
    course: Sequence[ReportingPeriod]
    followed: frozenset[str]

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        formulas: Sequence[Formula],
        period: ReportingPeriod,
        wanted: Sequence[Place],
        everywhere: Sequence[Place],
        *,
        history: bool,
        of_regions: bool = True,
        ranks: bool = True,
    ) -> Readings:
        """With `history` also the periods so far: of all that is wanted, or not `of_regions`.

        Without `ranks` no region is looked at but the wanted ones.
        """
        named = {place.region.pk: place.region for place in everywhere if place.region}
        course = ledger.in_plan(period.ends_on) if history else []
        question = Question(ledger, formulas, spans_of(ledger, period, course), wanted, named)
        trends = question.only([one for one in formulas if one.indicator.comparator in TRENDS])
        pairs = list(pairs_of(ledger, period))
        seen = ledger.versions if may_be_kept(ledger) and has_pairs(trends, pairs) else {}
        regions = [place for place in everywhere if place.is_region]
        values = levels(question, None if of_regions else spans_of(ledger, period, []), regions)
        if ranks and needs_peers(wanted, regions):
            values = roll(peers(question, period, regions)) | values
        return cls(
            ledger=ledger,
            period=period,
            formulas=formulas,
            regions=regions,
            values=values,
            pairs=read_pairs(trends, pairs, Levels(values, seen)),
            promises=Promises.of(ledger, period, formulas),
            course=course,
            followed=frozenset(
                place.key for place in wanted if history and (of_regions or not place.is_region)
            ),
        )

    def value(self, formula: Formula, place: Place, period: ReportingPeriod | None) -> Value | None:
        """None where there is no such period, or no row for the place."""
        return self.values.get((formula.key, place.key, period.name)) if period else None

    def course_of(
        self, formula: Formula, place: Place
    ) -> tuple[tuple[ReportingPeriod, Value], ...] | None:
        """The values so far; None where they are not followed."""
        if place.key not in self.followed:
            return None
        return tuple((one, self.values[formula.key, place.key, one.name]) for one in self.course)

    @property
    def before(self) -> ReportingPeriod | None:
        return self.ledger.before(self.period)

    @property
    def year_earlier(self) -> ReportingPeriod | None:
        return self.ledger.year_earlier(self.period)


def levels(
    question: Question, spans: Sequence[Span] | None, regions: Sequence[Place]
) -> dict[Key, Value]:
    """The values of a question; `spans`: those of its single regions, if not the question's.

    Some regions are read apart: then no others are looked at, and the sums of the sets are kept.
    """
    are_some = needs_peers(question.places, regions)
    if spans is None and not are_some:
        return roll(question)
    groups = [place for place in question.places if not place.is_region]
    alone = question.of([place for place in question.places if place.is_region], spans)
    return roll(question.of(groups)) | roll(narrowed(alone) if are_some else alone)


def narrowed(question: Question) -> Question:
    """No region is looked at but the places."""
    return replace(question, among=dict.fromkeys(question.due, frozenset(question.regions)))


def spans_of(
    ledger: Ledger, period: ReportingPeriod, course: Sequence[ReportingPeriod]
) -> list[Span]:
    """The period, what it is compared with, the baseline period, and the course to show."""
    compared = [one for pair in pairs_of(ledger, period) for one in pair]
    wanted = [ledger.baseline_period, *course, *compared, ledger.before(period), period]
    return [Span.of(one) for one in dict.fromkeys(wanted) if one is not None]


def pairs_of(ledger: Ledger, period: ReportingPeriod) -> Iterator[PeriodPair]:
    """The period against the same a year before, and each year end against the one before it."""
    for later in dict.fromkeys([*ledger.year_ends(period.ends_on), period]):
        earlier = ledger.year_earlier(later)
        if earlier is not None:
            yield later, earlier


def needs_peers(wanted: Sequence[Place], regions: Sequence[Place]) -> bool:
    """Whether a region is to be ranked among others that are not asked for themselves."""
    asked = sum(place.is_region for place in wanted)
    return 0 < asked < len(regions)


def peers(question: Question, period: ReportingPeriod, regions: Sequence[Place]) -> Question:
    """All regions, now, in the period before and in the baseline period."""
    ledger = question.ledger
    spans = [ledger.baseline_period, ledger.before(period), period]
    known = [Span.of(span) for span in dict.fromkeys(spans) if span is not None]
    return Question(ledger, question.formulas, known, regions, question.named)
