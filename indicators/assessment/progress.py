"""Value + target + baseline + dates → verdict, forecast, gap. The door to the pure part.

No Django here and nothing that reads: whoever asks brings the promise, what was reported, and
what to compare it with. Every number is exact; rounding is `displayed`, for pages alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from indicators.assessment.display import displayed
from indicators.assessment.exactness import EXACT
from indicators.assessment.gaps import displayed_gap, gap
from indicators.assessment.judgement import Judgement, Ruling
from indicators.assessment.months import Term, month_number
from indicators.assessment.outlook import Outlook, outlook
from indicators.assessment.path import Course, baseline_in_use, course
from indicators.assessment.promise import (
    BaselineValue,
    Comparison,
    History,
    Observation,
    Promise,
    Thresholds,
)
from indicators.assessment.ranking import rank, rank_change
from indicators.assessment.targets import Adopted, TargetVersion, meets, target_in_force
from indicators.assessment.trends import Record, kept, record, trend_ruling
from indicators.assessment.verdicts import NOT_DIVIDED, WITHOUT_NUMBER, target_ruling
from indicators.assessment.vocabulary import (
    TRENDS,
    Comparator,
    EachYear,
    Opinion,
    Reason,
    State,
    Verdict,
)

__all__ = [
    "Adopted",
    "BaselineValue",
    "Comparator",
    "Comparison",
    "EachYear",
    "History",
    "Judgement",
    "Observation",
    "Opinion",
    "Promise",
    "Reason",
    "State",
    "TargetVersion",
    "Thresholds",
    "Verdict",
    "displayed",
    "displayed_gap",
    "gap",
    "judge",
    "kept",
    "meets",
    "month_number",
    "rank",
    "rank_change",
    "target_in_force",
]

NO_COURSE, NO_OUTLOOK, NO_RECORD = Course(), Outlook(), Record()


def judge(
    promise: Promise,
    observation: Observation,
    *,
    history: History | None = (),
    this_year: Comparison | None = None,
    year_ends: Sequence[Comparison] = (),
) -> Judgement:
    """The verdict on one value, with everything that stands beside it.

    `history`: values of the periods before (of a sum only the complete ones); None where only the
    verdict is asked for, and nothing of what lies ahead. `this_year` and
    `year_ends` serve trends alone: this period against the one a year earlier (None as if none
    could exist) and each year end against the one before; only those before this day count.
    """
    with localcontext(EXACT):
        baseline = promise.baseline
        start = promise.plan_baseline_on if baseline is None else baseline.on
        term = Term.between(start, observation.on, promise.due_on)
        value = observation.value
        if value is None:
            return _judgement(WITHOUT_NUMBER[observation.state], term, observation)
        if promise.comparator in TRENDS:
            seen = record(promise, observation.on, this_year, year_ends)
            ruling = trend_ruling(promise, term, seen)
            way = Course(baseline_in_use(promise, observation.on))
            return _judgement(ruling, term, observation, way, seen=seen)
        return _judge_value(promise, observation, value, term, history)


def _judge_value(
    promise: Promise, observation: Observation, value: Decimal, term: Term, history: History | None
) -> Judgement:
    """A number against a target, or beside none."""
    if promise.target is None:
        way = Course(baseline_in_use(promise, observation.on))
        ruling = NOT_DIVIDED
    else:
        way = course(promise, promise.target, value, term, observation.on)
        ruling = target_ruling(promise, promise.target, value, observation.complete, term, way)
    if promise.comparator == Comparator.DONE or history is None:
        return _judgement(ruling, term, observation, way)
    ahead = outlook(promise, observation, value, term, way.baseline, history, ruling.reason)
    return _judgement(ruling, term, observation, way, ahead)


def _judgement(
    ruling: Ruling,
    term: Term,
    observation: Observation,
    way: Course = NO_COURSE,
    ahead: Outlook = NO_OUTLOOK,
    seen: Record = NO_RECORD,
) -> Judgement:
    pace = way.pace
    return Judgement(
        verdict=ruling.verdict,
        rule=ruling.rule,
        reason=ruling.reason,
        row=ruling.row,
        time_share=term.share(),
        months_gone=term.gone,
        months_total=term.total,
        provisional=observation.value is not None and not observation.complete,
        baseline=way.baseline,
        planned=way.planned,
        completion=None if pace is None else pace.completion,
        lag=None if pace is None else pace.lag,
        forecast=ahead.forecast,
        forecast_short=ahead.forecast_short,
        required_per_year=ahead.required_per_year,
        achieved_per_year=ahead.achieved_per_year,
        ratio=ahead.ratio,
        opinion=ahead.opinion,
        compared=seen.compared,
        broken=seen.broken,
        uncompared=seen.uncompared,
    )
