"""What a roll-up is asked, as rows of whole numbers for its statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from indicators.assessment import sources
from indicators.assessment.dialect import table
from indicators.assessment.formulas import Formula, Mode, period_read, points, provincial, supplied
from indicators.assessment.ledger import Ledger, Span
from indicators.assessment.places import Place
from indicators.assessment.rollup_sql import Kind, Task, with_regional
from indicators.assessment.sources import Select
from indicators.plan.models import Measure
from regions.models import Region, Zone

NOTHING = 0
"""Stands for a period never opened and for no measure: no figure has this key."""

PART = ("indicator", "above", "above_whole", "above_province")

Cell = tuple[int, int]
"""An indicator and the number of a span."""

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
    answered: frozenset[Cell] = frozenset()
    """What is known already and need not be read."""
    among: Mapping[Cell, frozenset[int]] = field(default_factory=dict)
    """Where not all regions are looked at: those of each cell that are."""

    def only(self, formulas: Sequence[Formula], spans: Sequence[Span] | None = None) -> Question:
        return replace(self, formulas=formulas, spans=self.spans if spans is None else spans)

    def of(self, places: Sequence[Place], spans: Sequence[Span] | None = None) -> Question:
        return replace(self, places=places, spans=self.spans if spans is None else spans)

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
    def due(self) -> frozenset[Cell]:
        """Indicators with the numbers of the spans in which they are due."""
        return frozenset(
            (one.key, number)
            for one in self.formulas
            for number, span in enumerate(self.spans)
            if one.is_due(self.ledger, span.last)
        )

    @cached_property
    def wanted(self) -> frozenset[Cell]:
        """What has to be read."""
        return self.due - self.answered

    @cached_property
    def lists(self) -> dict[frozenset[int], int]:
        """Each list of regions that are looked at, with its number."""
        wanted = (self.among[cell] for cell in sorted(self.wanted & self.among.keys()))
        return {regions: number for number, regions in enumerate(dict.fromkeys(wanted), 1)}

    def beginning(self, pairs: Sequence[Pair] = ()) -> Select | None:
        """The WITH clause that answers it; None where there is nothing to read."""
        tasks = self.tasks() if self.places else {}
        if not tasks:
            return None
        zoned = self.zoned
        known: dict[str, tuple[Sequence[str], Sequence[Sequence[int]]]] = {
            "part": (PART, list(chain.from_iterable(map(part_rows, self.formulas)))),
            "zoned": (("zone", "region"), zoned),
            "member": (("place", "region"), self.members()),
            "pair": (("pair", "span", "old"), sides(pairs)),
            "listed": (
                ("list", "region"),
                [(number, pk) for one, number in self.lists.items() for pk in sorted(one)],
            ),
        }
        tables = [table(name, columns, rows) for name, (columns, rows) in known.items() if rows]
        periods = {task.point for rows in tasks.values() for task in rows}
        reported = sources.reported(self.ledger, periods)
        facts = {"limited": bool(zoned), "listed": bool(self.lists)}
        return with_regional(tasks, tables, self.ledger, reported, **facts)

    def tasks(self) -> dict[Kind, list[Task]]:
        """Everything to be read, by the kind of reading."""
        readings = {one.mode: list(self.readings(one.mode)) for one in self.formulas}
        tasks: dict[Kind, list[Task]] = {}
        for one in self.formulas:
            facts, count = task_facts(one), len(one.numerators)
            for summed, reading in readings[one.mode]:
                cell = (one.key, reading[0])
                if cell in self.wanted:
                    kind = Kind(summed, count > 1, one.single)
                    regions = self.lists[self.among[cell]] if self.among else NOTHING
                    task = Task._make((one.key, *reading, *facts, count, regions))
                    tasks.setdefault(kind, []).append(task)
        return tasks

    def readings(self, mode: Mode) -> Iterator[tuple[bool, tuple[int, int, int, int, int]]]:
        """Whether it is summed; span, point, period above and below, and how many never opened."""
        for number, span in enumerate(self.spans):
            read = points(mode, self.ledger, span)
            summed = len(read.periods) > 1 or read.unopened > 0
            for point in read.periods:
                above, below = (
                    period.id if period else NOTHING
                    for how in (mode.numerator, mode.denominator)
                    for period in [period_read(how, self.ledger, span, point)]
                )
                yield summed, (number, point.id, above, below, read.unopened)

    def members(self) -> list[tuple[int, int]]:
        return [(number, pk) for number, place in self.groups for pk in place.region_ids or ()]

    @cached_property
    def zoned(self) -> list[tuple[int, int]]:
        """The regions of the zones that limit an indicator; a query only where one does."""
        limiting = {one.indicator.zone_id for one in self.formulas if one.indicator.zone_id}
        if not limiting:
            return []
        through = Zone.regions.through.objects.filter(zone__in=limiting)
        return list(through.values_list("zone_id", "region_id"))


def task_facts(one: Formula) -> tuple[int, ...]:
    """What a task says of its indicator, in the order of its columns."""
    return (
        *figure_facts(one.numerators[0]),
        *(figure_facts(one.denominator) if one.denominator else (NOTHING, False, False)),
        one.flows_below,
        one.indicator.zone_id or NOTHING,
        sign(one),
    )


def figure_facts(measure: Measure) -> tuple[int, bool, bool]:
    return measure.id, provincial(measure), supplied(measure)


def sign(one: Formula) -> int:
    """What makes the worst the smallest; 0 where it does not decide."""
    return (-1 if one.highest_is_worst else 1) if one.lowest else 0


def part_rows(one: Formula) -> list[tuple[int, ...]]:
    """The parts of a numerator that has several."""
    several = one.numerators if len(one.numerators) > 1 else ()
    return [(one.key, *figure_facts(part)) for part in several]


def sides(pairs: Sequence[Pair]) -> list[tuple[int, int, int]]:
    """Each pair's number, with the later span as side 0 and the earlier as side 1."""
    return [(n, span, side) for n, pair in enumerate(pairs) for side, span in enumerate(pair)]
