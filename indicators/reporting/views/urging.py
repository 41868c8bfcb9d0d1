"""催报: a button at each report that has not come, and one for all of a period."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from indicators.reporting import actions
from indicators.reporting.calendar import day_of
from indicators.reporting.models import Report, ReportingPeriod
from indicators.reporting.pending import owed_to
from indicators.reporting.views.finding import person, report_for
from regions.gates import needs
from regions.permissions import Permission, people_who


@login_required
@require_POST
def report_urge(request: HttpRequest, period: str, region: str) -> HttpResponse:
    report = report_for(request, period, region, Permission.MANAGE)
    return answer(request, [report], actions.urge(report=report, by=person(request)))


@login_required
@require_POST
@needs(Permission.MANAGE)
def period_urge(request: HttpRequest, period: str) -> HttpResponse:
    """All that are overdue in the period and can still be handed in by their regions."""
    found = get_object_or_404(ReportingPeriod, name=period)
    owed = [task for task in owed_to(request.user, day_of()) if task.may_be_urged]
    reports = [task.report for task in owed if task.report.period == found]
    return answer(request, reports, actions.urge_all(reports=reports, by=person(request)))


def answer(request: HttpRequest, reports: Iterable[Report], number: int) -> HttpResponse:
    people = people_who(Permission.FILL, [report.region for report in reports])
    nobody = [report.region.name for report in reports if not people[report.region_id]]
    if number:
        told = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", number)
        messages.success(request, told % {"n": number})
    elif any(people.values()):
        messages.info(request, _("Everybody concerned was reminded today already."))
    if nobody:
        text = _("Nobody could be reminded, for nobody fills in there: %(regions)s.")
        messages.warning(request, text % {"regions": _(", ").join(nobody)})
    return redirect("tasks")
