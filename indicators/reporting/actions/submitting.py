"""Handing a report in, and taking it back before a reviewer has begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.reporting import calendar, submissions
from indicators.reporting.actions.turn import last_submission, take
from indicators.reporting.admission import raise_all, shut
from indicators.reporting.cells import Key
from indicators.reporting.completeness import explained, obstacles
from indicators.reporting.errors import Incomplete, Invalid, NotOpen
from indicators.reporting.explaining import not_in_force, save_explanations
from indicators.reporting.models import Report, Submission
from indicators.reporting.submissions import Filed
from indicators.reporting.worksheet import Line, read_sheet
from regions.audit import acting
from regions.models import User


def submit(
    *,
    report: Report,
    by: User,
    responsible: str,
    explanations: Mapping[Key, str] | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Submission:
    """Hand the report in. Blanks and soft findings need an explanation; hard errors forbid it."""
    at, texts = at or timezone.now(), explanations or {}
    responsible = responsible.strip()
    sheet = read_sheet(report)
    with acting(by=by, at=at) as acts:
        turn = take("submit", report, by, at, version)
        if turn.again:
            return last_submission(turn.report)
        raise_all(shut(turn.report, calendar.day_of(at), None))
        if turn.report.version != report.version:
            sheet = read_sheet(turn.report)
        lines = explained(sheet, texts)
        refuse_incomplete(lines, responsible)
        explain(turn.report, lines, texts, by, at)
        submission = file(turn.report, lines, by, responsible, at)
        turn.report.first_submitted_at = turn.report.first_submitted_at or at
        turn.move(acts, submission=submission)
    return submission


def refuse_incomplete(lines: Iterable[Line], responsible: str) -> None:
    found = obstacles(lines)
    if found:
        raise Incomplete(found)
    if not 0 < len(responsible) <= 60:
        raise Invalid(_("Name the person responsible, in at most 60 characters."))


def explain(
    report: Report, lines: Iterable[Line], texts: Mapping[Key, str], by: User, at: datetime
) -> None:
    """Keep the explanations that came with the submission."""
    given = {
        ((report.pk, line.region.pk, line.measure.pk), line.revision): line.explanation
        for line in lines
        if line.key in texts and line.explanation
    }
    save_explanations(not_in_force(given) if given else {}, by, at)


def file(
    report: Report, lines: Iterable[Line], by: User, responsible: str, at: datetime
) -> Submission:
    """The next submission of the report, with its lines and their hash."""
    number = report.submissions.count() + 1
    cells = {line.key: Filed(line.content, line.explanation) for line in lines}
    text = submissions.canonical(report, number, cells)
    return Submission.objects.create(
        report=report,
        number=number,
        at=at,
        by=by,
        responsible=responsible,
        figures=text,
        sha256=submissions.sha256_of(text),
    )


def withdraw(
    *, report: Report, by: User, version: int | None = None, at: datetime | None = None
) -> Report:
    """Take it back while no reviewer has begun, and while it could still be handed in again."""
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        turn = take("withdraw", report, by, at, version)
        if turn.again:
            return turn.report
        reason = calendar.why_shut(turn.report, on=calendar.day_of(at))
        if reason:
            raise NotOpen(reason)
        return turn.move(acts)
