"""The reviewer's remarks on single figures of a submission."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from indicators.plan.models import Measure
from indicators.reporting.errors import Invalid, Problem
from indicators.reporting.explaining import plain
from indicators.reporting.models import ReasonCode, Remark, Submission
from indicators.reporting.submissions import cells_of
from regions.models import Region, User

LONGEST = 500


class Remarked(NamedTuple):
    """Codes of region and measure, the kind of fault, and what the reviewer says of it."""

    region: str
    measure: str
    code: str
    text: str


def keep(remarks: Iterable[Remarked], submission: Submission, by: User, at: datetime) -> None:
    """Store them, each on a figure that was submitted."""
    remarks = [remark._replace(text=plain(remark.text)) for remark in remarks]
    if not remarks:
        return
    submitted = cells_of(submission)
    problems = [
        Problem("remark", _("This remark cannot stand here."), remark.region, remark.measure)
        for remark in remarks
        if not is_sound(remark) or (remark.region, remark.measure) not in submitted
    ]
    if problems:
        raise Invalid(*problems)
    regions = Region.objects.filter(code__in={r.region for r in remarks}).in_bulk(field_name="code")
    measures = Measure.objects.filter(code__in={r.measure for r in remarks})
    known = measures.in_bulk(field_name="code")
    Remark.objects.bulk_create(
        Remark(
            submission=submission,
            region=regions[r.region],
            measure=known[r.measure],
            code=r.code,
            text=r.text,
            at=at,
            by=by,
        )
        for r in remarks
    )


def is_sound(remark: Remarked) -> bool:
    return remark.code in ReasonCode.values and 0 < len(remark.text) <= LONGEST
