"""`manage.py load_plan`: regions, zones, the plan with its indicators, from the fixtures."""

from typing import Any

from django.core.management.base import BaseCommand

from indicators.plan.loading import load_plan
from indicators.plan.models import Indicator, Measure
from regions.models import Region


class Command(BaseCommand):
    help = "Load regions, zones, plan, measures and indicators; repeatable, all or nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        plan = load_plan()
        counts = (Region.objects.count(), Measure.objects.count(), plan.indicators.count())
        active = Indicator.objects.active().count()
        self.stdout.write(f"{plan.name_zh}: {counts}, {active}")
