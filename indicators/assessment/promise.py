"""What a judgement is made from: what is promised, what is reported, what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indicators.assessment.vocabulary import Comparator, EachYear, State

History = Sequence[tuple[date, Decimal]]
"""Values of other days, in any order, one a day."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The largest lag, in percentage points, that a plan still calls on track, slight, behind."""

    on_track: Decimal = Decimal(0)
    slight: Decimal = Decimal(10)
    behind: Decimal = Decimal(30)


@dataclass(frozen=True, slots=True)
class BaselineValue:
    """Where progress starts; source: stated, reported, adopted, or zero for a cumulative sum."""

    value: Decimal
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised for one region, a zone or the province.

    `target` and `yearly_targets` are those in force (see `target_in_force`); a yearly target
    from the due day on is left aside, for there the target itself counts. `plan_start` and
    `cumulative` decide nothing here; they are for whoever explains the verdict.
    """

    comparator: Comparator
    due_on: date
    plan_baseline_on: date
    plan_start: date
    each_year: EachYear = EachYear.NONE
    target: Decimal | None = None
    yearly_targets: Mapping[int, Decimal] = field(default_factory=dict)
    baseline: BaselineValue | None = None
    thresholds: Thresholds = Thresholds()
    aggregation: str = "pooled"
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """What is reported.

    `on` is the period's end, or the value's own day where it stands from an earlier year end;
    an incomplete one lacks regions or some of their periods (暂定).
    """

    state: State
    value: Decimal | None
    on: date
    complete: bool = True

    def __post_init__(self) -> None:
        if (self.state == State.NUMBER) == (self.value is None):
            raise ValueError("A number has a value, and no other state has one.")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value and the one of a year before, over the regions counted in both.

    `can_exist` is False where the earlier day lies before all reporting, so nobody is to blame.
    """

    on: date
    now: Decimal | None
    earlier: Decimal | None
    can_exist: bool = True
