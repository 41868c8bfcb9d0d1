"""The periods of a plan as they stand in the database, and the one that a page shows unasked."""

from datetime import date

import pytest

from indicators.assessment.ledger import Ledger, default_period
from indicators.reporting.models import ReportingPeriod
from tests.indicators.assessment.world import World

pytestmark = pytest.mark.django_db
WUHAN = "420100"


def test_the_default_period_is_the_latest_that_was_due_else_the_latest_approved_else_none():
    world = World.of_a_plan()
    world.open(["2018Q1", "2018Q2", "2018Q3"], [WUHAN], status="draft")

    def chosen(on):
        period = default_period(world.plan, on=date.fromisoformat(on))
        return period and period.name

    assert chosen("2018-03-31") is None
    world.at(WUHAN, "2018Q2", "approved")
    assert [chosen(on) for on in ("2018-03-31", "2018-04-01", "2018-07-01")] == [
        "2018Q2",
        "2018Q1",
        "2018Q2",
    ]


def test_a_plan_of_years_has_the_whole_year_that_ends_on_its_baseline_day():
    world = World.of_a_plan(periodicity="year")
    for year in (2014, 2015, 2016):
        first, last = date(year, 1, 1), date(year, 12, 31)
        days = {"opens_on": last, "due_on": last, "locks_on": last}
        ReportingPeriod.objects.create(name=str(year), starts_on=first, ends_on=last, **days)
    found = Ledger.of(world.plan)
    assert [one.name for one in found.periods] == ["2015", "2016"]
    assert found.baseline_period.name == "2015"
