"""Upload, look at what would change, confirm or discard; undo what was confirmed."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.exchange import importing
from indicators.exchange.annotating import annotate
from indicators.exchange.forms import UploadForm
from indicators.exchange.models import ImportBatch, Outcome
from indicators.exchange.proposed import read_proposed
from indicators.exchange.undoing import undo
from indicators.exchange.views.exporting import download
from indicators.reporting.errors import Conflict
from regions.models import User
from regions.permissions import Permission, can


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: HttpRequest) -> HttpResponse:
    by = cast(User, request.user)
    if not (can(by, Permission.FILL) or can(by, Permission.FILL_FOR)):
        raise PermissionDenied
    if request.method != "POST":
        return show_upload(request, UploadForm(by=by))
    form = UploadForm(request.POST, request.FILES, by=by)
    if not form.is_valid():
        return show_upload(request, form, status=400)
    chosen = form.cleaned_data
    batch = importing.preview(
        file=cast(BinaryIO, chosen["file"].file),
        name=chosen["file"].name,
        by=by,
        period=chosen["period"],
        document=chosen.get("document", ""),
    )
    page = redirect("import-detail", batch.pk)
    if batch.outcome != Outcome.REFUSED:
        return page
    refused = show_batch(request, batch, status=400 if batch.unreadable else 422)
    refused["Content-Location"] = page.url
    return refused


def show_upload(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    batches = ImportBatch.objects.visible_to(request.user)[:10]
    context = {"form": form, "batches": batches}
    return render(request, "exchange/upload.html", context, status=status)


def show_batch(
    request: HttpRequest,
    batch: ImportBatch,
    status: int = 200,
    refusal: Conflict | None = None,
) -> HttpResponse:
    told = batch.problems + batch.warnings
    context = {
        "batch": batch,
        "refusal": refusal,
        "proposed": read_proposed(batch),
        "is_open": batch.outcome == Outcome.PREVIEWED,
        "can_undo": batch.outcome == Outcome.CONFIRMED,
        "is_undone": batch.outcome == Outcome.UNDONE,
        "unlisted_warnings": batch.warning_count - len(batch.warnings),
        "can_be_marked": bool(batch.original) and any(one["sheet"] for one in told),
    }
    return render(request, "exchange/batch.html", context, status=status)


@login_required
@require_safe
def import_detail(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=batch)
    return show_batch(request, found)


@login_required
@require_safe
def import_annotated(request: HttpRequest, batch: UUID) -> HttpResponseBase:
    """The person's own file with the problems marked in it."""
    found = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=batch)
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        name = annotate(batch=found, by=cast(User, request.user), out=file)
        opened.pop_all()  # the response closes it
    return download(file, name)


@login_required
@require_POST
def import_confirm(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=batch)
    try:
        done = importing.confirm(batch=found, by=cast(User, request.user))
    except Conflict as refusal:
        context = {"batch": found, "refusal": refusal, "clashes": refusal.cells}
        return render(request, "exchange/conflict.html", context, status=409)
    counts = {"new": done.new, "changed": done.changed}
    messages.success(request, _("Imported: %(new)s new, %(changed)s changed.") % counts)
    return redirect("import-detail", found.pk)


@login_required
@require_POST
def import_discard(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=batch)
    importing.discard(batch=found, by=cast(User, request.user))
    messages.success(request, _("Discarded; nothing was written."))
    return redirect("import-upload")


@login_required
@require_POST
def import_undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = get_object_or_404(ImportBatch.objects.visible_to(request.user), pk=batch)
    try:
        undone = undo(batch=found, by=cast(User, request.user))
    except Conflict as refusal:
        return show_batch(request, found, status=409, refusal=refusal)
    count = {"number": undone.new + undone.changed}
    messages.success(request, _("Undone: %(number)s values are as before the import.") % count)
    return redirect("import-detail", found.pk)
