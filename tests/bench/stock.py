"""The stock library, django-import-export, on the same figures, as its manual shows it."""

import tablib
from import_export import fields, resources
from import_export.widgets import DecimalWidget, ForeignKeyWidget

from indicators.plan.models import Measure
from indicators.reporting.models import Figure, ReportingPeriod
from regions.models import Region


class FigureResource(resources.ModelResource):
    """Foreign keys by name; one row a figure, known by period, region and measure."""

    period = fields.Field("period", "period", ForeignKeyWidget(ReportingPeriod, "name"))
    region = fields.Field("region", "region", ForeignKeyWidget(Region, "code"))
    measure = fields.Field("measure", "measure", ForeignKeyWidget(Measure, "code"))
    value = fields.Field("value", "value", DecimalWidget())

    class Meta:
        model = Figure
        import_id_fields = ("period", "region", "measure")
        fields = ("report", "period", "region", "measure", "state", "value", "revision")


def dataset(path):
    """The file as the library reads it."""
    if path.suffix == ".csv":
        return tablib.Dataset().load(path.read_text(encoding="utf-8"), format="csv")
    return tablib.Dataset().load(path.read_bytes(), format="xlsx")


def written(table, path):
    path.write_bytes(table.export("xlsx") if path.suffix == ".xlsx" else table.csv.encode())
    return len(table)
