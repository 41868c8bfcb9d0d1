"""What of this app stands in the admin; found by Django. Figures and reports do not."""

from django.contrib import admin

from indicators.plan import admin as plan
from indicators.plan.models import (
    Baseline,
    CheckRule,
    Indicator,
    Measure,
    Plan,
    Target,
    Theme,
)

admin.site.register(Plan, plan.PlanAdmin)
admin.site.register(Theme, plan.ThemeAdmin)
admin.site.register(Measure, plan.MeasureAdmin)
admin.site.register(Indicator, plan.IndicatorAdmin)
admin.site.register(CheckRule, plan.CheckRuleAdmin)
admin.site.register(Target, plan.TargetAdmin)
admin.site.register(Baseline, plan.BaselineAdmin)
