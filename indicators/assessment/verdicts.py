"""The table of verdicts (rules 1-2 and 4-11): the first rule that applies."""

from __future__ import annotations

from decimal import Decimal

from indicators.assessment.exactness import exceeds, reaches
from indicators.assessment.judgement import Ruling
from indicators.assessment.months import Term
from indicators.assessment.path import Course, Pace
from indicators.assessment.promise import Promise, Thresholds
from indicators.assessment.targets import meets
from indicators.assessment.vocabulary import Comparator, Reason, State, Verdict

WITHOUT_NUMBER = {
    State.NOT_APPLICABLE: Ruling(1, Verdict.NOT_APPLICABLE, Reason.NOT_APPLICABLE),
    State.NOT_REPORTED: Ruling(2, Verdict.NO_DATA, Reason.NOT_REPORTED),
    State.NOT_DUE: Ruling(2, Verdict.NOT_DUE, Reason.NOT_YET_ASKED),
}
NOT_DIVIDED = Ruling(4, Verdict.NOT_APPLICABLE, Reason.NOT_DIVIDED)
MET = Ruling(5, Verdict.ACHIEVED, Reason.MET)
MET_LATE = Ruling(5, Verdict.ACHIEVED, Reason.MET_LATE)
WORST_UNKNOWN = Ruling(5, Verdict.NO_DATA, Reason.WORST_UNKNOWN)
DUE_UNMET = Ruling(6, Verdict.FAR_BEHIND, Reason.DUE_UNMET)
NOT_YET_DONE = Ruling(7, Verdict.NOT_DUE, Reason.NOT_YET_DONE)
ON_YEARLY_PATH = Ruling(8, Verdict.ON_TRACK, Reason.ON_YEARLY_PATH)
NO_BASELINE = Ruling(8, Verdict.NOT_MET, Reason.NO_BASELINE)
BASELINE_HAD_MET = Ruling(9, Verdict.REGRESSING, Reason.BASELINE_HAD_MET)
BELOW_BASELINE = Ruling(10, Verdict.REGRESSING, Reason.BELOW_BASELINE)
ON_TRACK = Ruling(11, Verdict.ON_TRACK, Reason.PACE)
SLIGHTLY_BEHIND = Ruling(11, Verdict.SLIGHTLY_BEHIND, Reason.PACE)
BEHIND = Ruling(11, Verdict.BEHIND, Reason.PACE)
FAR_BEHIND = Ruling(11, Verdict.FAR_BEHIND, Reason.PACE)


def target_ruling(
    promise: Promise, target: Decimal, value: Decimal, complete: bool, term: Term, way: Course
) -> Ruling:
    """Rules 5 to 11, for a number where there is a target."""
    if meets(value, target, promise.comparator):
        return _met(promise, complete, term)
    if term.due:
        return DUE_UNMET
    if promise.comparator == Comparator.DONE:
        return NOT_YET_DONE
    if way.baseline is None:
        return _without_baseline(promise, value, way)
    if way.pace is None:
        return BASELINE_HAD_MET
    return _by_pace(way.pace, promise.thresholds)


def _met(promise: Promise, complete: bool, term: Term) -> Ruling:
    """Rule 5. Of the lowest nobody can say that it meets while a region is missing."""
    if promise.aggregation == "lowest" and not complete:
        return WORST_UNKNOWN
    return MET_LATE if term.late else MET


def _without_baseline(promise: Promise, value: Decimal, way: Course) -> Ruling:
    """Rule 8."""
    planned = way.planned
    on_path = planned is not None and meets(value, planned, promise.comparator)
    return ON_YEARLY_PATH if on_path else NO_BASELINE


def _by_pace(pace: Pace, bounds: Thresholds) -> Ruling:
    """Rules 10 and 11; a bound belongs to the milder verdict."""
    zero = Decimal(0)
    if exceeds(zero, pace.completion) and exceeds(pace.lag, zero):
        return BELOW_BASELINE
    if reaches(bounds.on_track, pace.lag):
        return ON_TRACK
    if reaches(bounds.slight, pace.lag):
        return SLIGHTLY_BEHIND
    return BEHIND if reaches(bounds.behind, pace.lag) else FAR_BEHIND
