"""The audit trail, for auditors: filtered, newest first, a page at a time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.acts import present
from regions.forms import AuditFilter
from regions.gates import needs
from regions.models import Region
from regions.permissions import Permission

ON_A_PAGE = 50


@require_safe
@needs(Permission.SEE_AUDIT)
def audit_list(request: HttpRequest) -> HttpResponse:
    """Older pages are reached by number, for counting millions of records takes its time."""
    form = AuditFilter(request.GET)
    if not form.is_valid() or request.GET.keys() - form.fields.keys():
        raise Http404
    events = list(form.found()[: ON_A_PAGE + 1])
    codes = {event.region_code for event in events}
    names = {region.code: region.name for region in Region.objects.filter(code__in=codes)}
    shown = events[:ON_A_PAGE]
    context = {
        "form": form,
        "lines": [present(event, names) for event in shown],
        "older": shown[-1].number if len(events) > ON_A_PAGE else None,
        "newest": not form.cleaned_data["before"],
    }
    return render(request, "regions/audit_list.html", context)
