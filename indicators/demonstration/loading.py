"""The whole demonstration: accounts, the baseline period and 20 quarters, all invented."""

from __future__ import annotations

from django.utils import timezone

from indicators.demonstration.invented import QUARTERS
from indicators.demonstration.people import settle_people
from indicators.demonstration.quarter import morning_after, name_of
from indicators.demonstration.story import open_last, tell_quarter
from indicators.reporting.models import ReportingPeriod


def load_demonstration() -> None:
    """Deterministic but for the days of the last quarter; none is told twice."""
    people = settle_people(at=morning_after(0))
    told = set(ReportingPeriod.objects.values_list("name", flat=True))
    for number in range(QUARTERS):
        if name_of(number) not in told:
            tell_quarter(number, people)
    if name_of(QUARTERS) not in told:
        open_last(people, timezone.now())
