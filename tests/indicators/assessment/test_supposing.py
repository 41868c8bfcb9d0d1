"""What if: what is supposed is judged exactly as if it had been reported or adopted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import BigIntegerField, ExpressionWrapper, F, Value

from indicators.assessment.board import read_board
from indicators.assessment.supposing import Supposition, changeable, suppose
from indicators.plan.models import Indicator, Target
from indicators.reporting.models import Figure
from tests.indicators.assessment.invented import hubei

pytestmark = pytest.mark.django_db
LAST, MORE = "2018Q3", Decimal(37)
SHIFT = ExpressionWrapper(Value(37 * 10_000), BigIntegerField())
PERIODS = ["2015Q4", "2016Q4", "2017Q3", "2017Q4", "2018Q2", LAST]


@pytest.fixture
def world(db):
    return hubei(PERIODS, seed=11)


def board(world, code):
    return read_board(plan=world.plan, period=world.periods[LAST], indicators=[code])


def rank_left_out(rows):
    return [replace(row, rank=None, rank_change=None) for row in rows]


def told(rows):
    """All that a page says of a row; the objects behind it are read anew."""
    return [
        (row.place.key, row.value.value, row.value.worst, row.target, row.judgement, row.gap)
        for row in rows
    ]


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


def levels(world):
    return [one.code for one in Indicator.objects.active().of(world.plan)]


def test_supposing_nothing_changes_nothing(world):
    for code in levels(world):
        read = board(world, code)
        rows = read.of_indicator(code)
        assert suppose(read, code, Supposition({})) in (rows, rank_left_out(rows))


def test_what_is_supposed_is_judged_as_if_it_had_been_reported(world):
    compared = 0
    for code in levels(world):
        read = board(world, code)
        rows = read.of_indicator(code)
        parts = [one for one in changeable(rows[0], rows) if one.value.complete][:2]
        if not parts:
            continue
        more = {part.place.key: part.value.numerator + MORE for part in parts}
        supposed = told(suppose(read, code, Supposition(more)))
        with transaction.atomic():
            if report_more(world, rows[0], parts):
                compared += 1
                assert told(board(world, code).of_indicator(code)) == supposed, code
            transaction.set_rollback(True)
    assert compared >= 20


def test_a_supposed_target_is_judged_as_if_it_had_been_adopted(world):
    code = "ELD_BEDS_PER_1000"
    read = board(world, code)
    supposed = told(suppose(read, code, Supposition({}, Decimal(28))))
    Target.objects.create(
        indicator=Indicator.objects.get(code=code), region=world.plan.region, year=2020,
        value=28, adopted_on=date(2018, 1, 1), document_number="鄂民政发〔2018〕1号",
        document_on=date(2018, 1, 1), reason="试算",
    )  # fmt: skip
    assert told(board(world, code).of_indicator(code)) == supposed
    assert supposed != told(read.of_indicator(code))


def test_a_trend_and_a_region_without_a_number_cannot_be_supposed(world):
    trends = Indicator.objects.active().filter(comparator__in=["rising", "falling"])
    for one in trends:
        rows = board(world, one.code).of_indicator(one.code)
        assert changeable(rows[0], rows) == []
    read = board(world, "ELD_BEDS_PER_1000")
    rows = read.of_indicator("ELD_BEDS_PER_1000")
    silent = [one for one in rows if one.place.is_region and not one.value.is_number]
    assert silent
    guessed = Supposition({one.place.key: Decimal(9) for one in silent})
    assert suppose(read, "ELD_BEDS_PER_1000", guessed) == rank_left_out(rows)


def test_an_unknown_region_is_left_aside(world):
    read = board(world, "ELD_BEDS_PER_1000")
    rows = read.of_indicator("ELD_BEDS_PER_1000")
    assert suppose(read, "ELD_BEDS_PER_1000", Supposition({"999999": Decimal(1)})) == (
        rank_left_out(rows)
    )
