"""Pages of what goes in and out by spreadsheet."""

from django.urls import path

from indicators.exchange.views import exporting, importing

urlpatterns = [
    path("exchange/import/", importing.import_upload, name="import-upload"),
    path("exchange/import/<uuid:batch>/", importing.import_detail, name="import-detail"),
    path(
        "exchange/import/<uuid:batch>/annotated/",
        importing.import_annotated,
        name="import-annotated",
    ),
    path("exchange/import/<uuid:batch>/confirm/", importing.import_confirm, name="import-confirm"),
    path("exchange/import/<uuid:batch>/discard/", importing.import_discard, name="import-discard"),
    path("exchange/import/<uuid:batch>/undo/", importing.import_undo, name="import-undo"),
    path("exchange/export/", exporting.export, name="export"),
    path(
        "exchange/template/<slug:period>/<slug:region>.xlsx",
        exporting.template_download,
        name="template-download",
    ),
]
