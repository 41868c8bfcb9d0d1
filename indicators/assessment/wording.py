"""Words and shapes of verdicts, statuses and bases, as every page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.assessment.vocabulary import Reason, Verdict
from indicators.reporting.models import Status


@dataclass(frozen=True, slots=True)
class Wording:
    """A shape that stays readable in black and white, and the word beside it."""

    shape: str
    word: str | Promise


VERDICTS: dict[str, Wording] = {
    Verdict.ACHIEVED: Wording("✓", _("Achieved")),
    Verdict.ON_TRACK: Wording("●", _("On track")),
    Verdict.SLIGHTLY_BEHIND: Wording("◔", _("Slightly behind")),
    Verdict.BEHIND: Wording("◑", _("Behind")),
    Verdict.FAR_BEHIND: Wording("■", _("Far behind")),
    Verdict.REGRESSING: Wording("▼", _("Regressing")),
    Verdict.NOT_MET: Wording("○", _("Not met, no baseline")),
    Verdict.NOT_DUE: Wording("–", _("Not due yet")),
    Verdict.NOT_APPLICABLE: Wording("／", _("Not applicable")),
    Verdict.NO_DATA: Wording("∅", _("Not reported")),
}
"""In the order of the design: from the best to those that say nothing."""

BY_REASON: dict[str, str | Promise] = {
    Reason.MET_LATE: _("Achieved after the due day"),
    Reason.DUE_UNMET: _("Far behind (not met by the due day)"),
    Reason.NOT_DIVIDED: _("Not applicable (no target of its own)"),
}
"""Where the reason of the rule changes the label."""

STATUSES: dict[str, Wording] = {
    Status.DRAFT: Wording("□", _("Draft")),
    Status.SUBMITTED: Wording("→", _("Submitted")),
    Status.IN_REVIEW: Wording("◧", _("In review")),
    Status.APPROVED: Wording("✓", _("Approved")),
    Status.RETURNED: Wording("↩", _("Returned")),
}


def verdict_word(verdict: str, reason: str = "") -> str:
    return str(BY_REASON.get(reason) or VERDICTS[verdict].word)
