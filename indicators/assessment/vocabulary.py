"""The words of the judgement; their values stand in the database, in exports and in the API."""

from __future__ import annotations

from enum import StrEnum


class Comparator(StrEnum):
    """What is promised of a value: a bound, a direction year by year, or that a thing is done."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RISING = "rising"
    FALLING = "falling"
    DONE = "done"


TRENDS = frozenset({Comparator.RISING, Comparator.FALLING})
LOWER_IS_BETTER = frozenset({Comparator.AT_MOST, Comparator.FALLING})


class EachYear(StrEnum):
    """How a trend must run: 逐年 strict; 逐步 and 巩固 allow a flat year."""

    NONE = ""
    STRICT = "strict"
    FLAT_ALLOWED = "flat_allowed"


class State(StrEnum):
    """What stands where a value is looked for."""

    NUMBER = "number"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"


class Verdict(StrEnum):
    """The ten verdicts, from the best to those that say nothing."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    REGRESSING = "regressing"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


class Opinion(StrEnum):
    """The second opinion, in the words of Open SDG."""

    TARGET_ACHIEVED = "target_achieved"
    ON_TRACK = "on_track"
    ACCELERATE = "accelerate"
    LIMITED = "limited"
    DETERIORATION = "deterioration"


class Reason(StrEnum):
    """Why the rule gave its verdict; the pages put it into words."""

    NOT_APPLICABLE = "not_applicable"  # rule 1
    NOT_REPORTED = "not_reported"  # rule 2
    NOT_YET_ASKED = "not_yet_asked"  # rule 2, asked at the first year end
    FIRST_YEAR = "first_year"  # rule 3, no earlier value can exist
    NOT_COMPARED = "not_compared"  # rule 3, the earlier value is missing
    KEPT = "kept"  # rule 3, every year until the due day
    BROKEN = "broken"  # rule 3, at least one year until the due day was not good
    YEAR_END_MISSING = "year_end_missing"  # rule 3, due, but a year end cannot be compared
    WORSE = "worse"  # rule 3, than a year ago
    UNCHANGED = "unchanged"  # rule 3, though every year must be better
    INTERRUPTED = "interrupted"  # rule 3, 曾中断
    KEEPING = "keeping"  # rule 3, good so far
    NOT_DIVIDED = "not_divided"  # rule 4, 未分解
    MET = "met"  # rule 5, 已达标
    MET_LATE = "met_late"  # rule 5, 逾期达标
    WORST_UNKNOWN = "worst_unknown"  # rule 5, lowest with regions missing
    DUE_UNMET = "due_unmet"  # rule 6, 到期未达标
    NOT_YET_DONE = "not_yet_done"  # rule 7
    ON_YEARLY_PATH = "on_yearly_path"  # rule 8
    NO_BASELINE = "no_baseline"  # rule 8, 未达标，无基期
    BASELINE_HAD_MET = "baseline_had_met"  # rule 9, 基期即达标
    BELOW_BASELINE = "below_baseline"  # rule 10
    PACE = "pace"  # rule 11, by the lag
