"""What if: what is supposed is judged exactly as if it had been reported or adopted."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import BigIntegerField, ExpressionWrapper, F, Value

from indicators.assessment.board import read_sources
from indicators.assessment.ledger import Ledger
from indicators.assessment.supposing import Supposition, changeable, suppose
from indicators.plan.models import Indicator, Target
from indicators.reporting.models import Figure
from tests.indicators.assessment.invented import hubei

pytestmark = pytest.mark.django_db
LAST, BEDS, MORE = "2018Q3", "ELD_BEDS_PER_1000", Decimal(37)
SHIFT = ExpressionWrapper(Value(37 * 10_000), BigIntegerField())
PERIODS = ["2015Q4", "2016Q4", "2017Q3", "2017Q4", "2018Q2", LAST]


@pytest.fixture
def world(db):
    return hubei(PERIODS, seed=11)


def sources(world, code):
    return read_sources(Ledger.of(world.plan), world.periods[LAST], [code])


def supposed(world, code, numerators=None, target=None):
    """The rows under a supposition, and those as reported."""
    read = sources(world, code)
    rows = read.board().rows
    return suppose(read, rows, Supposition(numerators or {}, target)).rows, rows


def reported(world, code):
    return sources(world, code).board().rows


def told(rows):
    """All that a page says of a row; the objects behind it are read anew."""
    return [
        (
            row.place.key, row.value.value, row.value.worst, row.target, row.judgement, row.gap,
            row.rank, row.rank_change, row.course[-1],
        )
        for row in rows
    ]  # fmt: skip


def report_more(world, row, parts):
    """37 more of the first part of the numerator, in the period whose day the value has."""
    for part in parts:
        place = part.place.region or world.plan.region
        measure = row.formula.numerators[0]
        changed = Figure.objects.filter(
            report__period=part.value.as_of, region=place, measure=measure, state="number"
        ).update(value=F("value") + SHIFT)
        if not changed:
            return False
    return True


def active(world):
    return [one.code for one in Indicator.objects.active().of(world.plan)]


def test_supposing_nothing_changes_nothing(world):
    for code in active(world):
        after, before = supposed(world, code)
        assert after == before


def test_what_is_supposed_is_judged_as_if_it_had_been_reported(world):
    compared = 0
    for code in active(world):
        rows = reported(world, code)
        parts = [one for one in changeable(rows) if one.value.complete][:2]
        if not parts:
            continue
        more = {part.place.key: part.value.numerator + MORE for part in parts}
        then = told(supposed(world, code, more)[0])
        with transaction.atomic():
            if report_more(world, rows[0], parts):
                compared += 1
                assert told(reported(world, code)) == then, code
            transaction.set_rollback(True)
    assert compared >= 20


def test_a_supposed_target_is_judged_as_if_it_had_been_adopted(world):
    after, before = supposed(world, BEDS, target=Decimal(28))
    Target.objects.create(
        indicator=Indicator.objects.get(code=BEDS), region=world.plan.region, year=2020,
        value=28, adopted_on=date(2018, 1, 1), document_number="鄂民政发〔2018〕1号",
        document_on=date(2018, 1, 1), reason="试算",
    )  # fmt: skip
    assert told(reported(world, BEDS)) == told(after)
    assert told(after) != told(before)


def test_a_trend_and_a_region_without_a_number_cannot_be_supposed(world):
    for one in Indicator.objects.active().filter(comparator__in=["rising", "falling"]):
        assert changeable(reported(world, one.code)) == []
    rows = reported(world, BEDS)
    silent = [one for one in rows if one.place.is_region and not one.value.is_number]
    assert silent
    after, before = supposed(world, BEDS, {one.place.key: Decimal(9) for one in silent})
    assert after == before


def test_an_unknown_region_is_left_aside(world):
    after, before = supposed(world, BEDS, {"999999": Decimal(1)})
    assert after == before
