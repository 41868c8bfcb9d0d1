"""Reference data in the admin: every change on record in the audit trail, nothing ever removed.

Changes are recorded in the transaction of the change, instead of in Django's own log, which
anybody with the database's rights could alter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.forms import ExportForm

from regions.audit import acting
from regions.refusals import Refused

Facts = dict[str, dict[str, Any]]


class AuditedAdmin(admin.ModelAdmin):
    """What is kept here is changed, never removed: figures and judgements hang on it."""

    list_per_page = 50
    view_on_site = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By the filters offered; else hashes could be asked for letter by letter."""
        offered = {str(one[0] if isinstance(one, tuple) else one) for one in self.list_filter}
        column, _double, kind = lookup.partition("__")
        return column in offered and kind in {"", "exact", "isnull", "isempty"}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The trail is the auditors' to read."""
        raise Http404

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A verb may refuse what the form let pass; nothing is written then."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def construct_change_message(  # type: ignore[override]  # facts for our own trail
        self, request: HttpRequest, form: BaseForm, formsets: Any, add: bool = False
    ) -> Facts:
        names = form.changed_data
        facts = {
            "old": {} if add else {name: plain(form.initial.get(name)) for name in names},
            "new": {name: plain(form.cleaned_data.get(name)) for name in names},
        }
        parts = [str(f.instance) for s in formsets or () for f in s.forms if f.has_changed()]
        return facts | ({"new": facts["new"] | {"parts": parts}} if parts else {})

    def log_addition(  # type: ignore[override]  # not into Django's log
        self, request: HttpRequest, obj: Model, message: Facts
    ) -> None:
        self.note(request, "reference_added", obj, message)

    def log_change(  # type: ignore[override]  # not into Django's log
        self, request: HttpRequest, obj: Model, message: Facts
    ) -> None:
        if message["new"]:
            self.note(request, "reference_changed", obj, message)

    def note(self, request: HttpRequest, act: str, what: object, facts: Mapping[str, Any]) -> None:
        with acting(by=request.user) as acts:  # type: ignore[arg-type]  # only people come here
            acts.record(
                act, object_type=self.opts.model_name or "", object_label=str(what), **facts
            )


class Exported(ExportMixin, AuditedAdmin):
    """Its rows may be taken out as a spreadsheet."""

    export_form_class = ExportForm

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet[Model], **kwargs: Any
    ) -> Any:
        data = super().get_export_data(file_format, request, queryset, **kwargs)
        rows = {"new": {"rows": queryset.count()}}
        self.note(request, "reference_exported", self.opts.verbose_name_plural, rows)
        return data


class Exchanged(ImportExportMixin, Exported):
    """Its rows may be taken out as a spreadsheet, and brought in again after a preview."""

    skip_admin_log = True

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """All rows or none."""
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def process_dataset(self, dataset: Any, form: Any, request: HttpRequest, **kwargs: Any) -> Any:
        with acting(by=request.user):  # type: ignore[arg-type]  # only people come here
            result = super().process_dataset(dataset, form, request, **kwargs)
            if is_clean(result):
                totals = {kind: number for kind, number in result.totals.items() if number}
                name = self.opts.verbose_name_plural
                self.note(request, "reference_imported", name, {"new": totals})
        return result

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Between preview and confirmation something else may have been changed."""
        if is_clean(result):
            return super().process_result(result, request)
        messages.error(request, _("Nothing was imported: look at the preview again."))
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def add_data_read_fail_error_to_form(self, form: BaseForm, e: Exception) -> None:
        """What is wrong with the file, in our reader's own words."""
        form.add_error("import_file", str(e))


def is_clean(result: Any) -> bool:
    return not (result.has_errors() or result.has_validation_errors())


def plain(value: Any) -> Any:
    """A form's value as the trail can keep it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Iterable):
        return [plain(part) for part in value]
    return str(value)
