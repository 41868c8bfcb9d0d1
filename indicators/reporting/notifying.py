"""What people are told of reports, in words: at once, or by the day's reminders.

Notices are kept in the installation's own language, whoever caused them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from indicators.reporting.models import CorrectionRequest, Report
from indicators.reporting.pending import YELLOW, ToFill
from indicators.reporting.period_words import period_in_words
from regions.models import Notice, User
from regions.notices import Told, tell
from regions.permissions import Permission, people_who

REVIEW = "review"
WEEK, NOW, OVERDUE, CORRECT = "due_week", "due_now", "overdue", "correct"
AWAITING, RETURNED, URGED = "awaiting_review", "returned", "urged"
ASKED, DECLINED = "correction_asked", "correction_declined"
ONCE = frozenset({WEEK, NOW})
"""Told once for a report, not day after day."""
DAILY = frozenset({WEEK, NOW, OVERDUE, CORRECT, AWAITING})
"""Told by the day's run, true on that day."""
SAID = frozenset({RETURNED, URGED, ASKED, DECLINED})
"""Told by somebody at any hour: mailed by the run that comes next, on that day or a later one."""
TO_FILL = frozenset({WEEK, NOW, OVERDUE, CORRECT, RETURNED, URGED})
"""Told to those who fill a report: done with once it is handed in."""


def subject_of(report: Report) -> str:
    return f"report {report.period.name}/{report.region.code}"


def told(report: Report, users: Iterable[User], kind: str, text: str, page: str) -> Iterator[Told]:
    link = reverse(page, args=[report.period.name, report.region.code])
    for user in users:
        yield Told(user, kind, subject_of(report), text, link)


def names_of(report: Report) -> dict[str, object]:
    return {"region": report.region.name, "period": period_in_words(report.period)}


def facts_of(report: Report, day: date) -> dict[str, object]:
    return names_of(report) | {"day": day.isoformat()}


def tell_of_return(
    report: Report, reason: str, until: date, at: datetime, *, asked: bool = False
) -> None:
    """The region's reporters, in the transaction of the move that returned it; each time anew.

    What somebody of the region has `asked` for is granted by it, and they are told so.
    """
    users = people_who(Permission.FILL, [report.region])[report.region.pk]
    with override(settings.LANGUAGE_CODE):
        facts = facts_of(report, until) | {"reason": reason[:300]}
        granted = _("Granted: %(region)s %(period)s, to be corrected by %(day)s: %(reason)s")
        returned = _("%(region)s %(period)s was returned, to be corrected by %(day)s: %(reason)s")
        text = (granted if asked else returned) % facts
        tell(told(report, users, RETURNED, text, "report-edit"), at=at, renew=True)


def correction_of(report: Report) -> str:
    return f"correction {report.period.name}/{report.region.code}"


def tell_of_asking(request: CorrectionRequest, at: datetime) -> None:
    """Those who may grant or decline it, in the transaction of the asking."""
    region = request.report.region
    users = people_who(Permission.REVIEW, [region])[region.pk]
    with override(settings.LANGUAGE_CODE):
        text = _("%(region)s %(period)s: %(who)s asks for a correction: %(reason)s")
        facts = {"who": request.by.name, "reason": request.reason[:300]}
        tell(about(request, users, ASKED, text, facts, "report-review"), at=at)


def tell_of_declining(request: CorrectionRequest, at: datetime) -> None:
    """Whoever asked, if they still fill there."""
    region = request.report.region
    users = [u for u in people_who(Permission.FILL, [region])[region.pk] if u == request.by]
    with override(settings.LANGUAGE_CODE):
        text = _("The correction of %(region)s %(period)s was declined: %(reason)s")
        facts = {"reason": request.answer[:300]}
        tell(about(request, users, DECLINED, text, facts, "report-detail"), at=at)


def about(
    request: CorrectionRequest,
    users: Iterable[User],
    kind: str,
    text: str,
    facts: dict[str, str],
    page: str,
) -> Iterator[Told]:
    report = request.report
    names = names_of(report)
    place = reverse(page, args=[report.period.name, report.region.code])
    for user in users:
        link = f"{place}#correction-{request.pk}"
        yield Told(user, kind, correction_of(report), text % (names | facts), link)


def urging(report: Report, users: Iterable[User]) -> Iterator[Told]:
    """催报: the manager asks for it."""
    with override(settings.LANGUAGE_CODE):
        facts = facts_of(report, report.period.due_on)
        text = _("The province asks for the report %(region)s %(period)s, due %(day)s.") % facts
    yield from told(report, users, URGED, text, "report-edit")


def urged_on(day: date) -> set[str]:
    """What was asked for that day and has not come since."""
    urged = Notice.objects.standing().filter(kind=URGED, day=day)
    return set(urged.values_list("subject", flat=True))


def reminding(task: ToFill, users: Iterable[User]) -> Iterator[Told]:
    """What the day says of a report that waits for its region, if anything."""
    kind = kind_of(task)
    if kind:
        yield from told(task.report, users, kind, sentence(kind, task), "report-edit")


def kind_of(task: ToFill) -> str:
    if task.tone == "far":
        return ""
    if task.returned:
        return CORRECT if task.days_left <= YELLOW else ""
    return {"near": WEEK, "urgent": NOW, "overdue": OVERDUE}[task.tone]


def sentence(kind: str, task: ToFill) -> str:
    facts = facts_of(task.report, task.until) | {"days": abs(task.days_left)}
    if kind == CORRECT and task.days_left < 0:
        return _("%(region)s %(period)s was to be corrected by %(day)s: %(days)s days ago.") % facts
    if kind == CORRECT:
        return _("%(region)s %(period)s is to be corrected by %(day)s: %(days)s days left.") % facts
    if kind == OVERDUE:
        return _("%(region)s %(period)s was due on %(day)s: %(days)s days overdue.") % facts
    return _("%(region)s %(period)s is due on %(day)s: %(days)s days left.") % facts


def awaiting(user: User, number: int) -> Told:
    text = ngettext("%(n)s report awaits review.", "%(n)s reports await review.", number)
    return Told(user, AWAITING, REVIEW, text % {"n": number}, reverse("tasks"))


def told_already(day: date) -> set[tuple[int, str, str]]:
    """Who was told on an earlier day what is told but once."""
    before = Notice.objects.filter(kind__in=ONCE, day__lt=day)
    return set(before.values_list("user_id", "kind", "subject"))
