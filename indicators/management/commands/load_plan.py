"""`manage.py load_plan`: regions, zones, the plan with its indicators, from the fixtures."""

from typing import Any

from indicators.management.refusing import RefusingCommand
from indicators.plan.loading import load_plan
from indicators.plan.models import Indicator, Measure
from regions.models import Region


class Command(RefusingCommand):
    help = "Load regions, zones, plan, measures, rules and indicators; repeatable, all or nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        plan = load_plan()
        counts = (Region.objects.count(), Measure.objects.count(), plan.indicators.count())
        active = Indicator.objects.active().count()
        self.stdout.write(f"{plan.name_zh}: {counts}, {active}")
