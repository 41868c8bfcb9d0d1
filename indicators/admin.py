"""What of both apps stands in the admin with import and export; figures and reports do not.

The rooms' own admins know nothing of spreadsheets, which lie above them: here they are tied.
"""

from typing import Any

from django.contrib import admin

from indicators.exchange import resources
from indicators.exchange.formats import FORMATS
from indicators.plan import admin as plan
from indicators.plan.models import Baseline, CheckRule, Indicator, Measure, Plan, Target, Theme
from regions import admin as places
from regions.models import Region, Zone
from regions.reference import Exchanged, Exported


class OwnFormats:
    import_formats = export_formats = FORMATS


class RegionAdmin(OwnFormats, Exchanged, places.RegionAdmin):
    resource_classes = (resources.RegionResource,)


class ZoneAdmin(OwnFormats, Exchanged, places.ZoneAdmin):
    resource_classes = (resources.ZoneResource,)


class MeasureAdmin(OwnFormats, Exchanged, plan.MeasureAdmin):
    resource_classes = (resources.MeasureResource,)


class IndicatorAdmin(OwnFormats, Exchanged, plan.IndicatorAdmin):
    resource_classes = (resources.IndicatorResource,)


class CheckRuleAdmin(OwnFormats, Exchanged, plan.CheckRuleAdmin):
    resource_classes = (resources.CheckRuleResource,)


class TargetAdmin(OwnFormats, Exported, plan.TargetAdmin):
    resource_classes = (resources.TargetResource,)


class BaselineAdmin(OwnFormats, Exported, plan.BaselineAdmin):
    resource_classes = (resources.BaselineResource,)


REGISTERED: dict[type[Any], type[Any]] = {
    Region: RegionAdmin,
    Zone: ZoneAdmin,
    Plan: plan.PlanAdmin,
    Theme: plan.ThemeAdmin,
    Measure: MeasureAdmin,
    Indicator: IndicatorAdmin,
    CheckRule: CheckRuleAdmin,
    Target: TargetAdmin,
    Baseline: BaselineAdmin,
}

for model, of in REGISTERED.items():
    admin.site.register(model, of)
