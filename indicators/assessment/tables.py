"""What a roll-up is asked, as rows of whole numbers for its statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from indicators.assessment import sources
from indicators.assessment.formulas import Formula, Mode, period_read, points, provincial, supplied
from indicators.assessment.ledger import Ledger, Span
from indicators.assessment.places import Place
from indicators.assessment.rollup_sql import Tables, with_regional
from indicators.assessment.sources import Select
from indicators.plan.models import MeasureKind
from regions.models import Region, Zone

NOTHING = 0
"""Stands for a period never opened and for no measure: no figure has this key."""

Pair = tuple[int, int]
"""Numbers of two spans: a later one and the one that it is compared with."""


@dataclass(frozen=True)
class Question:
    """Which formulas, in which spans, for which places, out of which ledger."""

    ledger: Ledger
    formulas: Sequence[Formula]
    spans: Sequence[Span]
    places: Sequence[Place]
    named: Mapping[int, Region] = field(default_factory=dict)
    """Regions that may have to be named, so that nobody asks for them again."""

    def only(self, formulas: Sequence[Formula], spans: Sequence[Span] | None = None) -> Question:
        return replace(self, formulas=formulas, spans=self.spans if spans is None else spans)

    @cached_property
    def groups(self) -> list[tuple[int, Place]]:
        """Zones and other sets, each with its number."""
        return [
            (number, place)
            for number, place in enumerate(self.places)
            if not (place.is_whole or place.is_region)
        ]

    @cached_property
    def whole(self) -> str | None:
        """The key of the place that is all the period asks, if it is asked for."""
        return next((place.key for place in self.places if place.is_whole), None)

    @cached_property
    def regions(self) -> dict[int, Place]:
        """The places that are one region, by its key."""
        return {
            pk: place for place in self.places if place.is_region for pk in place.region_ids or ()
        }

    @cached_property
    def due(self) -> frozenset[tuple[int, int]]:
        """Indicators with the numbers of the spans in which they are due."""
        return frozenset(
            (one.key, number)
            for one in self.formulas
            for number, span in enumerate(self.spans)
            if one.is_due(self.ledger, span.last)
        )

    def beginning(self, pairs: Sequence[Pair] = ()) -> Select | None:
        """The WITH clause that answers it; None where there is nothing to read."""
        readings = list(self.readings())
        if not readings:
            return None
        tables = Tables(
            formulas=[formula_row(one) for one in self.formulas],
            parts=list(chain.from_iterable(map(part_rows, self.formulas))),
            readings=readings,
            zoned=self.zoned(),
            members=[(n, pk) for n, place in self.groups for pk in place.region_ids or ()],
            pairs=[
                (n, span, side) for n, pair in enumerate(pairs) for side, span in enumerate(pair)
            ],
        )
        periods = {row[3] for row in readings}
        return with_regional(tables, self.ledger, sources.asked(self.ledger, periods))

    def readings(self) -> Iterator[tuple[int, ...]]:
        """(indicator, span, summed, point, period above, period below, unopened)."""
        known = {one.mode: list(self.readings_of(one.mode)) for one in self.formulas}
        for one in self.formulas:
            for reading in known[one.mode]:
                if (one.key, reading[0]) in self.due:
                    yield one.key, *reading

    def readings_of(self, mode: Mode) -> Iterator[tuple[int, ...]]:
        """The same for all formulas that read alike."""
        for number, span in enumerate(self.spans):
            read = points(mode, self.ledger, span)
            summed = len(read.periods) > 1 or read.unopened > 0
            for point in read.periods:
                above, below = (
                    period.id if period else NOTHING
                    for how in (mode.numerator, mode.denominator)
                    for period in [period_read(how, self.ledger, span, point)]
                )
                yield number, summed, point.id, above, below, read.unopened

    def zoned(self) -> list[tuple[int, ...]]:
        """The regions of the zones that limit an indicator; a query only where one does."""
        limiting = {one.indicator.zone_id for one in self.formulas if one.indicator.zone_id}
        if not limiting:
            return []
        through = Zone.regions.through.objects.filter(zone__in=limiting)
        return list(through.values_list("zone_id", "region_id"))


def formula_row(one: Formula) -> tuple[int, ...]:
    """In the order of `formula(…)` in the statement."""
    above, below = one.numerators[0], one.denominator
    return (
        one.key,
        above.pk,
        provincial(above),
        supplied(above),
        below.pk if below else NOTHING,
        bool(below and provincial(below)),
        bool(below and supplied(below)),
        bool(below and below.kind == MeasureKind.FLOW),
        one.single,
        NOTHING if one.single else one.indicator.zone_id or NOTHING,
        one.lowest,
        -1 if one.highest_is_worst else 1,
        len(one.numerators),
    )


def part_rows(one: Formula) -> list[tuple[int, ...]]:
    """The parts of a numerator that has several."""
    several = one.numerators if len(one.numerators) > 1 else ()
    return [(one.key, part.pk, provincial(part), supplied(part)) for part in several]
