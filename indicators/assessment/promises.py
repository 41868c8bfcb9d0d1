"""What is promised to whom: the baseline that counts and the target in force, for any place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.db.models import Q, QuerySet

from indicators.assessment.formulas import Formula
from indicators.assessment.ledger import Ledger
from indicators.assessment.places import Place
from indicators.assessment.promise import BaselineValue, Promise, Thresholds
from indicators.assessment.targets import TargetVersion, target_in_force
from indicators.assessment.values import Value
from indicators.assessment.vocabulary import TRENDS, Comparator, EachYear
from indicators.plan.models import Baseline, Target
from indicators.reporting.models import ReportingPeriod

OWN, REFERENCE, DIVIDED = "own", "reference", "divided"
STATED, REPORTED, ADOPTED, ZERO = "stated", "reported", "adopted", "zero"
ZERO_VALUE = Decimal(0)

VersionT = TypeVar("VersionT", Target, Baseline)


@dataclass(frozen=True, slots=True)
class Aim:
    """The target and the yearly ones before it, and whose they are; without a value nobody's."""

    value: Decimal | None = None
    yearly: Mapping[int, Decimal] = field(default_factory=dict)
    source: str = ""


NO_AIM = Aim()


@dataclass(frozen=True)
class Promises:
    """Every target in force and every baseline at the end of one period."""

    ledger: Ledger
    period: ReportingPeriod
    targets: Mapping[tuple[int, int], Mapping[int, Decimal]]
    baselines: Mapping[tuple[int, int], Sequence[Baseline]]
    versions: Sequence[Target] = ()

    @classmethod
    def of(cls, ledger: Ledger, period: ReportingPeriod, formulas: Sequence[Formula]) -> Promises:
        """Two queries, whatever the number of indicators and regions."""
        mine = {"indicator__in": [one.key for one in formulas]}
        targets = list(known(Target.objects.filter(**mine), ledger))
        found: dict[tuple[int, int], list[Baseline]] = defaultdict(list)
        for one in known(Baseline.objects.filter(**mine), ledger):
            found[one.indicator_id, one.region_id].append(one)
        return cls(ledger, period, in_force(targets, ledger, period), found, targets)

    def at(self, period: ReportingPeriod) -> Promises:
        """The same at the end of another period, by the versions that counted there."""
        targets = in_force(self.versions, self.ledger, period)
        return replace(self, period=period, targets=targets)

    def supposing(
        self, targets: Iterable[Target] = (), baselines: Iterable[Baseline] = ()
    ) -> Promises:
        """As if these, which are not stored, were in force in the period."""
        supposed = {key: dict(years) for key, years in self.targets.items()}
        for one in targets:
            supposed.setdefault((one.indicator_id, one.region_id), {})[one.year] = one.value
        started = dict(self.baselines)
        for start in baselines:
            key = start.indicator_id, start.region_id
            stated = [one for one in self.baselines.get(key, ()) if not one.document_number]
            started[key] = [*stated, start]
        return replace(self, targets=supposed, baselines=started)

    def promise(self, formula: Formula, place: Place, aim: Aim, computed: Value | None) -> Promise:
        """What is promised of one indicator for one place; `computed`: the baseline period's."""
        indicator, plan = formula.indicator, self.ledger.plan
        return Promise(
            comparator=Comparator(indicator.comparator),
            due_on=indicator.due_on,
            plan_baseline_on=plan.baseline_on,
            plan_start=plan.starts_on,
            each_year=EachYear(indicator.each_year),
            target=aim.value,
            yearly_targets=aim.yearly,
            baseline=self.baseline(formula, place, computed),
            thresholds=self.thresholds,
            aggregation=indicator.aggregation,
            cumulative=formula.mode.cumulative,
        )

    @cached_property
    def thresholds(self) -> Thresholds:
        plan = self.ledger.plan
        return Thresholds(plan.on_track_lag, plan.slight_lag, plan.behind_lag)

    def aim(self, formula: Formula, place: Place) -> Aim:
        """A region's own; else, but for a sum, the province's as a line of reference (参考)."""
        indicator = formula.indicator
        if indicator.comparator in TRENDS:
            return NO_AIM
        own = self.own(formula, place.region.pk) if place.region else NO_AIM
        if own.value is not None or place.is_whole:
            return own
        if formula.sums:
            return NO_AIM if place.is_region else self.divided(formula, place)
        reference = self.own(formula, self.ledger.plan.region_id)
        return replace(reference, source=REFERENCE if reference.value is not None else "")

    def own(self, formula: Formula, region: int) -> Aim:
        """The versions of one region; the one of the due day's year is the target itself."""
        years = dict(self.targets.get((formula.key, region), {}))
        value = years.pop(formula.indicator.due_on.year, None)
        return Aim(value, years, OWN) if value is not None else NO_AIM

    def divided(self, formula: Formula, place: Place) -> Aim:
        """A zone has the sum of its regions' own, where the total is divided among all of them."""
        parts = [self.own(formula, region) for region in place.region_ids or ()]
        known = [part.value for part in parts if part.value is not None]
        if not parts or len(known) < len(parts):
            return NO_AIM
        shared = set.intersection(*(set(part.yearly) for part in parts))
        yearly = {year: sum((part.yearly[year] for part in parts), ZERO_VALUE) for year in shared}
        return Aim(sum(known, ZERO_VALUE), yearly, DIVIDED)

    def baseline(
        self, formula: Formula, place: Place, computed: Value | None
    ) -> BaselineValue | None:
        """Stated first, for whom it is stated; else reported; else adopted; never the province's.

        A cumulative sum starts at 0 and a cumulative ratio nowhere, unless one is stated.
        """
        day = self.ledger.plan.baseline_on
        mine = self.baselines.get((formula.key, place.region.pk), ()) if place.region else ()
        stated = self.latest([one for one in mine if not one.document_number])
        if stated:
            return BaselineValue(stated.value, stated.on, STATED)
        if formula.mode.cumulative:
            return BaselineValue(ZERO_VALUE, day, ZERO) if formula.begins_at_zero else None
        if computed is not None and computed.value is not None:
            return BaselineValue(computed.value, computed.as_of.ends_on, REPORTED)
        adopted = self.latest([one for one in mine if one.document_number])
        return BaselineValue(adopted.value, adopted.on, ADOPTED) if adopted else None

    def latest(self, versions: Sequence[VersionT]) -> VersionT | None:
        return latest(versions, self.ledger, self.period)


def latest(
    versions: Sequence[VersionT], ledger: Ledger, period: ReportingPeriod
) -> VersionT | None:
    """The version that counts in a period; of two adopted on one day the one entered later."""
    entered = [TargetVersion(one.adopted_on, one.pk, one.value) for one in versions]
    chosen = target_in_force(entered, plan_start=ledger.plan.starts_on, on=period.ends_on)
    return next((one for one in versions if chosen and one.pk == chosen.order), None)


def known(versions: QuerySet[VersionT], ledger: Ledger) -> QuerySet[VersionT]:
    """What was adopted by the day that is asked for; the plan's own statements always."""
    if ledger.known_on is None:
        return versions
    return versions.filter(Q(adopted_on__lte=ledger.known_on) | Q(document_number=""))


def in_force(
    targets: Iterable[Target], ledger: Ledger, period: ReportingPeriod
) -> dict[tuple[int, int], dict[int, Decimal]]:
    """By indicator and region: the version of each year that counts in the period."""
    versions: dict[tuple[int, int, int], list[Target]] = defaultdict(list)
    for one in targets:
        versions[one.indicator_id, one.region_id, one.year].append(one)
    chosen: dict[tuple[int, int], dict[int, Decimal]] = defaultdict(dict)
    for (indicator, region, year), rows in versions.items():
        counting = latest(rows, ledger, period)
        if counting:
            chosen[indicator, region][year] = counting.value
    return chosen
