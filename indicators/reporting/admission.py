"""Whether these reports may be written to: by this person, in this state, on this day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from indicators.reporting import calendar
from indicators.reporting.errors import Conflict, Forbidden, NotOpen, Problem, Refused
from indicators.reporting.models import Extension, Report, Revision, Status, Via
from indicators.reporting.period_words import period_in_words
from regions.models import Region, User
from regions.permissions import Permission, can

GRAVEST_FIRST: tuple[type[Refused], ...] = (Forbidden, NotOpen, Conflict)


def admit(
    reports: Iterable[Report], *, by: User, via: str, on: date, document: str
) -> dict[int, str]:
    """Go on if all may be written to. Gives the document's number for each that is filled for."""
    reports = list(reports)
    for_others = [r for r in reports if not can(by, Permission.FILL, r.region)]
    touched = filled_by_the_bureau(for_others)
    later = extensions(reports, on)
    refusals: list[Refused] = []
    for report in for_others:
        refusals += forbidden(report, by, via, document, report.pk in touched)
    for report in reports:
        refusals += shut(report, on, later.get((report.period_id, report.region_id), []))
    raise_all(refusals)
    return {report.pk: document for report in for_others}


def forbidden(report: Report, by: User, via: str, document: str, touched: bool) -> list[Refused]:
    """代录: a manager fills in a bureau's untouched draft, by import, with a document's number."""
    facts = {"user": by.name, "region": report.region.name}
    if not can(by, Permission.FILL_FOR, report.region):
        return [Forbidden(_("%(user)s may not fill in for %(region)s.") % facts)]
    if via != Via.IMPORT or not document.strip():
        message = _("Filling in for %(region)s takes an import and a document number.")
        return [Forbidden(message % facts)]
    if touched:
        message = _("%(region)s has begun to fill in; from now on it does so itself.")
        return [Forbidden(message % facts)]
    if report.status != Status.DRAFT:
        message = _("Only a draft may be filled in for %(region)s.")
        return [Forbidden(message % facts)]
    return []


def filled_by_the_bureau(reports: Iterable[Report]) -> set[int]:
    """Of these reports those in which the bureau itself has entered something."""
    own = Revision.objects.filter(report__in=[r.pk for r in reports], document="")
    return set(own.order_by().values_list("report_id", flat=True).distinct()) if reports else set()


def shut(report: Report, on: date, later: Iterable[Extension] | None) -> list[Refused]:
    """Why nothing can be entered into it now."""
    if not report.is_writable:
        return [Conflict(wrong_state(report))]
    reason = calendar.why_shut(report, on=on, extensions=later)
    return [NotOpen(reason)] if reason else []


def wrong_state(report: Report) -> str:
    facts = {
        "period": period_in_words(report.period),
        "region": report.region.name,
        "status": report.get_status_display(),
    }
    return _("The report of %(region)s for %(period)s is %(status)s.") % facts


def extensions(reports: Iterable[Report], on: date) -> dict[tuple[int, int], list[Extension]]:
    """Those that still run, by period and region; asked only where a period is locked."""
    locked = {r.period_id for r in reports if r.period.locks_on < on}
    found: dict[tuple[int, int], list[Extension]] = {}
    if locked:
        for extension in Extension.objects.filter(period__in=locked, until__gte=on):
            found.setdefault((extension.period_id, extension.region_id), []).append(extension)
    return found


def raise_all(refusals: list[Refused]) -> None:
    """One refusal of the gravest kind with the reasons of all."""
    if not refusals:
        return
    problems: list[Problem] = [p for refusal in refusals for p in refusal.problems]
    for kind in GRAVEST_FIRST:
        if any(isinstance(refusal, kind) for refusal in refusals):
            raise kind(*dict.fromkeys(problems))
    raise Refused(*problems)


def refuse_unseen(
    by: User, cells: Mapping[Report, set[str]], regions: Mapping[str, Region]
) -> None:
    """What one may not see one may not compare with either: a guess would be confirmed.

    A bureau sees of the province's report what is supplied for it.
    """
    for report, codes in cells.items():
        if can(by, Permission.SEE_REPORT, report.region):
            continue
        for code in codes:
            region = regions.get(code)
            if region is None or not can(by, Permission.SEE_REPORT, region):
                facts = {"user": by.name, "region": report.region.name}
                raise Forbidden(_("%(user)s may not do this for %(region)s.") % facts)
