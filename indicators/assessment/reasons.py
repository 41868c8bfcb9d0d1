"""Why a verdict is what it is, in sentences: rules, sources and the second opinion."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.assessment.derivation import Lack
from indicators.assessment.promises import ADOPTED, DIVIDED, OWN, REFERENCE, REPORTED, STATED, ZERO
from indicators.assessment.vocabulary import Opinion, Reason

Words = dict[str, str | Promise]

REASONS: Words = {
    Reason.NOT_APPLICABLE: _("The value is not applicable."),
    Reason.NOT_REPORTED: _("Nothing has been reported that counts on this basis."),
    Reason.NOT_YET_ASKED: _("The figures are asked for the first time at the year's end."),
    Reason.FIRST_YEAR: _("It is the first year: there can be nothing to compare with."),
    Reason.NOT_COMPARED: _("The value of a year before is missing."),
    Reason.KEPT: _("Every year until the due day was good."),
    Reason.BROKEN: _("At least one year until the due day was not good."),
    Reason.YEAR_END_MISSING: _("The due day is reached, but a year end cannot be compared."),
    Reason.WORSE: _("The value is worse than a year before."),
    Reason.UNCHANGED: _("The value is the same as a year before, though each must be better."),
    Reason.INTERRUPTED: _("Good now, but an earlier year end was not."),
    Reason.KEEPING: _("Every year so far was good."),
    Reason.NOT_DIVIDED: _("The total has not been divided: there is no target for this place."),
    Reason.MET: _("The value meets the target."),
    Reason.MET_LATE: _("The value meets the target, after the due day."),
    Reason.WORST_UNKNOWN: _(
        "The worst region counts, and it is unknown while regions are missing."
    ),
    Reason.DUE_UNMET: _("The due day is reached and the target is not met."),
    Reason.NOT_YET_DONE: _("Not done yet; the due day lies ahead."),
    Reason.ON_YEARLY_PATH: _("The value meets the planned value of the yearly targets."),
    Reason.NO_BASELINE: _("The target is not met, and without a baseline there is no pace."),
    Reason.BASELINE_HAD_MET: _("The baseline had met the target; the value does not any more."),
    Reason.BELOW_BASELINE: _("The value has fallen behind its own baseline."),
    Reason.PACE: _("By the lag behind the planned value."),
}
SOURCES: Words = {
    STATED: _("stated by the plan"),
    REPORTED: _("reported for the baseline period"),
    ADOPTED: _("adopted by the province"),
    ZERO: _("a cumulative sum starts at 0"),
    OWN: _("its own target"),
    REFERENCE: _("the province's target, for reference"),
    DIVIDED: _("the sum of its regions' own targets"),
}
OPINIONS: Words = {
    Opinion.TARGET_ACHIEVED: _("target achieved"),
    Opinion.ON_TRACK: _("on track"),
    Opinion.ACCELERATE: _("must accelerate"),
    Opinion.LIMITED: _("limited progress"),
    Opinion.DETERIORATION: _("deterioration"),
}
STATES: Words = {
    "not_applicable": _("not applicable"),
    "blank": _("blank"),
    "not_reported": _("not reported"),
}
LACKS: Words = {
    Lack.NOT_REPORTED: _("not reported"),
    Lack.WAITING: _("submitted, not approved"),
    Lack.RETURNED: _("returned"),
    Lack.REOPENED: _("being reviewed again"),
    Lack.BLANK: _("left blank"),
}
OPINION_MEANINGS: Words = {
    Opinion.TARGET_ACHIEVED: _("The target is met; there is no ratio."),
    Opinion.ON_TRACK: _("R ≥ 95%: the growth so far suffices to reach the target in time."),
    Opinion.ACCELERATE: _("60% ≤ R < 95%: the right direction, too slow."),
    Opinion.LIMITED: _("0 ≤ R < 60%: hardly any progress towards the target."),
    Opinion.DETERIORATION: _("R < 0: it moves away from the target."),
}
