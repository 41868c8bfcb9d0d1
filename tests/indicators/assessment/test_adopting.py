"""What is shown before a target is adopted is what is judged afterwards."""

from dataclasses import astuple
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from indicators.assessment.adopting import effects_of
from indicators.assessment.board import read_board
from indicators.plan.actions import Document, adopt_target, divide_target, sharing
from indicators.plan.models import Indicator, Target
from regions.models import Region
from tests.indicators.assessment.invented import prepared
from tests.people import TODAY

pytestmark = pytest.mark.django_db
LAST, BEDS = "2018Q3", "ELD_BEDS_PER_1000"
PAPER = Document("鄂民发〔2018〕12号", date(2018, 9, 1), "中期评估后调整")


@pytest.fixture
def world(in_hubei, db):
    return prepared()


def noon(day):
    return datetime.combine(day, time(12), tzinfo=ZoneInfo("Asia/Shanghai"))


def proposed(indicator, parts, year=2020):
    return [Target(indicator=indicator, region=r, year=year, value=v) for r, v in parts.items()]


def facts(rows):
    return {row.place.key: (astuple(row.judgement), row.aim, row.gap) for row in rows}


def judged(world, indicator):
    board = read_board(
        plan=world.plan, period=world.periods[LAST], indicators=[indicator], history=False
    )
    return facts(board.rows)


@pytest.mark.parametrize("value", ["20", "36", "1000000"])
def test_the_preview_of_a_version_is_the_verdict_after_its_adoption(world, manager, value):
    beds, period = Indicator.objects.get(code=BEDS), world.periods[LAST]
    province, before = Region.objects.get(code="420000"), judged(world, BEDS)
    shown = effects_of(beds, period, proposed(beds, {province: Decimal(value)}), on=period.ends_on)
    assert (facts(one.before for one in shown.everywhere), shown.at_once) == (before, True)
    assert (judged(world, BEDS), Target.objects.filter(indicator=beds).count()) == (before, 1)
    adopt_target(
        indicator=beds, region=province, year=2020, value=Decimal(value), document=PAPER,
        by=manager, at=noon(period.ends_on),
    )  # fmt: skip
    assert facts(one.after for one in shown.everywhere) == judged(world, BEDS)
    assert bool(shown.changed) is (value == "1000000")
    assert len(shown.changed) + shown.unchanged == len(shown.everywhere)


def test_a_later_version_is_said_to_leave_the_period_alone_and_does(world, manager):
    beds, period = Indicator.objects.get(code=BEDS), world.periods[LAST]
    province, before = Region.objects.get(code="420000"), judged(world, BEDS)
    day = period.ends_on + timedelta(days=1)
    shown = effects_of(beds, period, proposed(beds, {province: Decimal(10**6)}), on=day)
    assert (shown.at_once, bool(shown.changed)) == (False, True)
    adopt_target(
        indicator=beds, region=province, year=2020, value=Decimal(10**6), document=PAPER,
        by=manager, at=noon(day),
    )  # fmt: skip
    assert judged(world, BEDS) == before


def test_the_preview_of_a_division_is_the_verdict_after_it_whenever_adopted(world, manager):
    total = Target.objects.filter(indicator__aggregation="sum", indicator__is_active=True).first()
    indicator, period = total.indicator, world.periods[LAST]
    regions = sharing(indicator, on=TODAY)
    rest = total.value - len(regions) + 1
    parts = {region: Decimal(1) if at else rest for at, region in enumerate(regions)}
    shown = effects_of(indicator, period, proposed(indicator, parts, total.year), on=TODAY)
    assert (shown.at_once, bool(shown.changed)) == (True, True)
    divide_target(
        indicator=indicator, year=total.year, parts=parts, document=PAPER, by=manager,
        at=noon(TODAY),
    )  # fmt: skip
    assert facts(one.after for one in shown.everywhere) == judged(world, indicator.code)


def test_the_preview_costs_the_same_for_one_and_for_three(world, django_assert_num_queries):
    beds = Indicator.objects.select_related("plan__region").get(code=BEDS)
    period = world.periods[LAST]
    regions = list(Region.objects.filter(level="prefecture")[:3])
    for number in (1, 3):
        parts = proposed(beds, dict.fromkeys(regions[:number], Decimal(31)))
        with django_assert_num_queries(9):
            effects_of(beds, period, parts, on=TODAY)
