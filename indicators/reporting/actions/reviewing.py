"""What reviewers do: begin, lay back, approve, return, take an approval back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.reporting import calendar, notifying, remarking, submissions
from indicators.reporting.actions.correcting import grant_correction
from indicators.reporting.actions.turn import Turn, last_submission, names, take
from indicators.reporting.admission import raise_all
from indicators.reporting.errors import Conflict, Invalid, Refused
from indicators.reporting.models import ReasonCode, Report, Status
from indicators.reporting.remarking import Remarked
from indicators.reporting.rights import held
from indicators.reporting.two_persons import refuse_own_work
from regions.audit import acting
from regions.models import User

RELEASED_BY_OTHERS_AFTER = timedelta(days=1)


def begin_review(
    *, report: Report, by: User, version: int | None = None, at: datetime | None = None
) -> Report:
    """From now on it is this reviewer's; the region cannot take it back any more."""
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        turn = take("begin_review", report, by, at, version)
        refuse_own_work(turn.report, by)
        return turn.report if turn.again else turn.move(acts)


def release_review(
    *, report: Report, by: User, version: int | None = None, at: datetime | None = None
) -> Report:
    """Lay it back: the reviewer at any time, any other reviewer of the region after a day."""
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        turn = take("release_review", report, by, at, version)
        if turn.again:
            return turn.report
        began = turn.report.review_began_at
        if began and at - began < RELEASED_BY_OTHERS_AFTER:
            refuse_others_review(turn)
        return turn.move(acts)


def refuse_others_review(turn: Turn) -> None:
    reviewer = turn.report.reviewer
    if reviewer and reviewer != turn.by:
        facts = {"user": reviewer.name, **names(turn.report)}
        raise Conflict(_("%(user)s is reviewing the report of %(region)s for %(period)s.") % facts)


def approve(
    *, report: Report, by: User, version: int | None = None, at: datetime | None = None
) -> Report:
    """By the reviewer who began; what is approved equals what was submitted, digit for digit."""
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        turn = take("approve", report, by, at, version)
        if turn.again:
            return turn.report
        refuse_others_review(turn)
        refuse_own_work(turn.report, by)
        submission = last_submission(turn.report)
        now = submissions.filed_now([turn.report.pk])[turn.report.pk]
        if not submissions.is_whole(submission) or not submissions.still_stands(submission, now):
            message = _("%(region)s, %(period)s: the figures are not those that were submitted.")
            raise Refused(message % names(turn.report))
        turn.report.correct_until = None
        return turn.move(acts, submission=submission)


def approve_all(
    *,
    reports: Iterable[Report],
    by: User,
    versions: Mapping[int, int] | None = None,
    at: datetime | None = None,
) -> list[Report]:
    """All of them, begun where nobody has, or none: every reason is told.

    `versions` says by the reports' keys which version was looked at.
    """
    at, reports = at or timezone.now(), sorted(reports, key=lambda report: report.pk)
    refusals: list[Refused] = []
    approved, seen = [], dict(versions or {})
    with acting(by=by, at=at):
        for report in held(report.pk for report in reports):
            version = seen.get(report.pk)
            try:
                if report.status == Status.SUBMITTED:
                    begin_review(report=report, by=by, version=version, at=at)
                    version = None
                approved.append(approve(report=report, by=by, version=version, at=at))
            except Refused as refusal:
                refusals.append(refusal)
        raise_all(refusals)
    return approved


def send_back(
    *,
    report: Report,
    by: User,
    code: str,
    reason: str,
    correct_until: date | None = None,
    remarks: Sequence[Remarked] = (),
    version: int | None = None,
    at: datetime | None = None,
) -> Report:
    """Return it with a coded reason, and the day until which the region may correct it."""
    at = at or timezone.now()
    until, reason = correction_day(at, correct_until), reason.strip()
    refuse_without_reason(code, reason)
    with acting(by=by, at=at) as acts:
        turn = take("send_back", report, by, at, version)
        if turn.again:
            return turn.report
        refuse_others_review(turn)
        refuse_own_work(turn.report, by)
        submission = last_submission(turn.report)
        remarking.keep(remarks, submission, by, at)
        turn.report.correct_until = until
        notifying.tell_of_return(turn.report, reason, until, at)
        return turn.move(acts, code=code, reason=reason, correct_until=until, submission=submission)


def reopen(
    *,
    report: Report,
    by: User,
    code: str,
    reason: str,
    correct_until: date | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Report:
    """Take an approval back: the report leaves the official basis at once.

    If the region has asked for a correction, this grants it.
    """
    at = at or timezone.now()
    until, reason = correction_day(at, correct_until), reason.strip()
    refuse_without_reason(code, reason)
    with acting(by=by, at=at) as acts:
        turn = take("reopen", report, by, at, version)
        if turn.again:
            return turn.report
        turn.report.correct_until = until
        asked = turn.report.correction_requests.open().exists()
        notifying.tell_of_return(turn.report, reason, until, at, asked=asked)
        grant_correction(turn.report, by, reason, at, acts)
        return turn.move(acts, code=code, reason=reason, correct_until=until)


def correction_day(at: datetime, named: date | None) -> date:
    """Five working days unless said, and never a day that is over."""
    today = calendar.day_of(at)
    day = named or calendar.working_days_after(today, calendar.CORRECTION_DAYS)
    if day < today:
        raise Invalid(_("The day until which to correct is over already."))
    return day


def refuse_without_reason(code: str, reason: str) -> None:
    if code not in ReasonCode.values or not reason:
        raise Invalid(_("Give the reason, and what kind of reason it is."))
