"""What the help page says: how to fill, how verdicts are judged, what the words mean."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.assessment.vocabulary import Verdict
from regions.models import Role

Text = str | Promise

FILLING: tuple[Text, ...] = (
    _(
        "Open the report under “Tasks” or “Reports”; enter each figure in the grid, or "
        "download the template workbook, fill in the column of this period and upload "
        "it."
    ),
    _(
        "A number is written with digits; 0 is a number. What does not exist in the "
        "region is “not applicable”; what is not known stays blank and needs an "
        "explanation."
    ),
    _(
        "A stock is the state at the period's end, a flow what happened within the "
        "period alone, never since the year's beginning."
    ),
    _(
        "A hard check must be put right; a soft one is put right or explained. Then "
        "submit and name the responsible person."
    ),
    _(
        "A report can be withdrawn until its review begins. What is returned is "
        "corrected by the day named and submitted again; the province itself never "
        "changes a region's figures."
    ),
    _(
        "An approved report is corrected on request only: ask for the correction and "
        "give the reason. Until approved again it counts for nothing and is named as "
        "being reviewed again."
    ),
)
RULES: tuple[tuple[int, Text, tuple[Verdict, ...]], ...] = (
    (1, _("The value is not applicable."), (Verdict.NOT_APPLICABLE,)),
    (
        2,
        _("Nothing has been reported; not due: the figures are asked for at the year's end."),
        (Verdict.NO_DATA, Verdict.NOT_DUE),
    ),
    (
        3,
        _(
            "Promises to rise or fall every year: each period against the same one a year "
            "before, and the year ends one by one."
        ),
        (
            Verdict.ON_TRACK,
            Verdict.SLIGHTLY_BEHIND,
            Verdict.BEHIND,
            Verdict.REGRESSING,
            Verdict.ACHIEVED,
            Verdict.FAR_BEHIND,
        ),
    ),
    (
        4,
        _("There is no target for this place: the total has not been divided."),
        (Verdict.NOT_APPLICABLE,),
    ),
    (
        5,
        _(
            "The value meets the target; where the worst region counts and regions are "
            "missing, nobody knows."
        ),
        (Verdict.ACHIEVED, Verdict.NO_DATA),
    ),
    (6, _("The due day is reached and the target is not met."), (Verdict.FAR_BEHIND,)),
    (
        7,
        _("Something to be done once, not done yet, and the due day lies ahead."),
        (Verdict.NOT_DUE,),
    ),
    (
        8,
        _(
            "Without a baseline: against the planned value of the yearly targets, else only "
            "that it is not met."
        ),
        (Verdict.ON_TRACK, Verdict.NOT_MET),
    ),
    (9, _("The baseline had met the target; the value does not any more."), (Verdict.REGRESSING,)),
    (10, _("The value has fallen behind its own baseline."), (Verdict.REGRESSING,)),
)
"""Rules 1 to 10; the eleventh depends on the plan's thresholds."""

WORDS: tuple[tuple[Text, Text], ...] = (
    (
        _("value"),
        _(
            "Numerator ÷ denominator × factor over all regions counted; never typed in, and "
            "never the mean of the regions' values."
        ),
    ),
    (
        _("time share"),
        _(
            "Months from the baseline day to the period's end ÷ months from the baseline day "
            "to the due day."
        ),
    ),
    (
        _("planned value"),
        _(
            "Where the value would stand on the straight line from baseline to target, or on "
            "the line through the yearly targets."
        ),
    ),
    (
        _("completion share"),
        _("(Value - baseline) ÷ (target - baseline); shown below 0 and above 100% as it is."),
    ),
    (
        _("lag"),
        _(
            "(Planned value - value) ÷ (target - baseline), in percentage points; negative "
            "is ahead."
        ),
    ),
    (
        _("forecast"),
        _(
            "A straight line by least squares through the baseline and the values so far, "
            "read on the due day. It judges nothing."
        ),
    ),
    (_("pace"), _("Needed: what is lacking ÷ years left. Achieved: what was gained ÷ years gone.")),
    (_("gap"), _("What the numerator lacks for the target, in its own unit; zero or less is met.")),
    (
        _("second opinion R"),
        _(
            "The growth a year observed ÷ the growth a year required (Open SDG, Eurostat). "
            "It stands beside the verdict and never overrides it."
        ),
    ),
    (
        _("provisional"),
        _("Regions are missing: value and verdict may still change, and a sum is a lower bound."),
    ),
    (
        _("official basis"),
        _("Only approved reports count; the provisional basis adds those submitted and in review."),
    ),
    (_("reference"), _("The province's target, shown for a region that has none of its own.")),
    (
        _("missing"),
        _(
            "Blank, not reported, or in a report that does not count; it is never filled "
            "from an earlier period."
        ),
    ),
)
READINGS: tuple[Text, ...] = (
    _("Time is counted in months, so that every quarter weighs the same."),
    _(
        "A new target counts from the day of its adoption; verdicts of earlier periods "
        "keep the one of their own time."
    ),
    _(
        "A stated baseline goes first; else it is the value computed from the baseline "
        "period. It is never borrowed from the province."
    ),
    _("Shares below 0 and above 100% are not cut off, and nothing is rounded before it is judged."),
    _("A bound belongs to the milder verdict: a lag of exactly 10 points is still the milder one."),
    _(
        "The share of the target alone says little: on the first day of the plan it "
        "would already read 85.7%."
    ),
)
SOURCES: tuple[Text, ...] = (
    _("The plan: each indicator's page quotes its clause word for word."),
    _("Region codes: GB/T 2260. Rounding for display: half up."),
    _(
        "Second opinion: the published progress method of Open SDG and Eurostat; for "
        "zero and negative values Minzheng says “not applicable” instead of inserting "
        "0.001."
    ),
    _(
        "Figures: the reports of the regions and of the province; under “Why” each is "
        "traced to its report and cell."
    ),
)
QUESTIONS: tuple[tuple[Text, Role], ...] = (
    (_("what the measures and targets mean, periods, extensions"), Role.MANAGER),
    (_("returned reports and corrections"), Role.REVIEWER),
    (_("accounts, passwords and rights"), Role.ADMINISTRATOR),
)
