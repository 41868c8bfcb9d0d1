"""What awaits a reviewer, and what there is to look at in each report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.reporting.calendar import days_late
from indicators.reporting.checks import findings_with
from indicators.reporting.differences import differences
from indicators.reporting.findings import Finding
from indicators.reporting.models import FigureState, Report, Submission
from indicators.reporting.submissions import cells_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that lies with the reviewers.

    `flagged` counts what the review page shows first: found by a check, explained, or blank;
    `changed` what differs from the submission before.
    """

    report: Report
    submission: Submission
    late: int
    flagged: int
    changed: int
    is_first: bool


def read_queue(reports: Sequence[Report], *, on: date) -> list[Waiting]:
    """In the order given; a number of queries that does not depend on how many there are."""
    found = findings_with({report: {} for report in reports}) if reports else {}
    last = last_two(reports)
    return [
        waiting(report, last[report.pk], found.get(report.pk, []), on)
        for report in reports
        if report.pk in last
    ]


def waiting(
    report: Report, last: Sequence[Submission], found: Iterable[Finding], on: date
) -> Waiting:
    return Waiting(
        report=report,
        submission=last[0],
        late=days_late(report, on=on),
        flagged=flagged(last[0], found),
        changed=len(differences(last[1], last[0])) if len(last) > 1 else 0,
        is_first=len(last) == 1,
    )


def flagged(submission: Submission, found: Iterable[Finding]) -> int:
    keys = {(finding.region, finding.measure) for finding in found}
    for key, filed in cells_of(submission).items():
        if filed.explanation or filed.content.state == FigureState.BLANK:
            keys.add(key)
    return len(keys)


def last_two(reports: Iterable[Report]) -> dict[int, list[Submission]]:
    """By report, the last submission first; one query."""
    found: dict[int, list[Submission]] = defaultdict(list)
    submissions = Submission.objects.filter(report__in=[report.pk for report in reports])
    for submission in submissions.select_related("by").order_by("-number"):
        if len(found[submission.report_id]) < 2:
            found[submission.report_id].append(submission)
    return dict(found)
