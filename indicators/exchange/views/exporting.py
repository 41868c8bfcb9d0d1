"""Everything on a page comes out again as a spreadsheet."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.exchange.demonstration import HEADER, is_demonstration
from indicators.exchange.exports import export as export_file
from indicators.exchange.exports import export_template
from indicators.exchange.forms import ExportForm
from indicators.reporting.models import Report
from regions.models import User
from regions.permissions import Permission, can


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The form; with `format` named, the file itself."""
    by = cast(User, request.user)
    if not (can(by, Permission.SEE_VALUES) or can(by, Permission.SEE_AUDIT)):
        raise PermissionDenied
    if "format" not in request.GET:
        form = ExportForm(initial=request.GET.dict(), by=by)
        return render(request, "exchange/export.html", {"form": form})
    form = ExportForm(request.GET, by=by)
    if not form.is_valid():
        return render(request, "exchange/export.html", {"form": form}, status=400)
    with ExitStack() as refused:
        file = refused.enter_context(TemporaryFile())
        done = export_file(wanted=form.wanted(), out=file)
        refused.pop_all()  # the response closes it
    return download(file, done.name)


@login_required
@require_safe
def template_download(request: HttpRequest, period: str, region: str) -> HttpResponseBase:
    """The workbook of a report that the person may see."""
    visible = Report.objects.visible_to(request.user).select_related("period", "region__parent")
    report = get_object_or_404(visible, period__name=period, region__code=region)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    by = cast(User, request.user)
    return download(file, export_template(report=report, by=by, out=file))


def download(file: object, name: str) -> HttpResponse | FileResponse:
    """The file from its beginning; a demonstration says so in a header too."""
    file.seek(0)  # type: ignore[attr-defined]  # a temporary file
    response = FileResponse(file, as_attachment=True, filename=name)
    if is_demonstration():
        response[HEADER] = "invented"
    return response
