"""Pairs told by values that are known are those of looking at each region."""

from dataclasses import replace

import pytest
from django.core.cache import caches
from django.db.models import F

from indicators.assessment import level_pairs, readings, trend_pairs
from indicators.assessment.board import read_board
from indicators.assessment.kept import Shelf
from indicators.assessment.level_pairs import LevelPairs, Levels
from indicators.assessment.rollup import roll
from indicators.assessment.trend_pairs import KeptPairs
from indicators.reporting.models import Report
from tests.indicators.assessment.test_rollup_random import REGIONS, random_world
from tests.indicators.assessment.test_shortcut import Certain, question_of, small_world
from tests.indicators.assessment.world import World

pytestmark = pytest.mark.django_db


def pairs_of(world):
    """Each period with each before it."""
    periods = [*world.periods.values()]
    return [(now, old) for n, now in enumerate(periods) for old in periods[:n]]


def of_pairs(world):
    question = question_of(world)
    seen = question.ledger.versions
    return KeptPairs(Shelf(question, "pairs"), pairs_of(world), Levels(roll(question), seen))


def told(kept):
    """By indicator, place and both periods, of the cells that can be told."""
    found = LevelPairs(kept.shelf.question, kept.levels, kept.cells).numbers()
    return found, {
        (cell[0], place, *(period.name for period in kept.cells[cell])): numbers
        for cell, by_place in found.items()
        for place, numbers in by_place.items()
    }


@pytest.mark.parametrize("seed", range(8))
def test_a_random_world_says_the_same(seed):
    unasked = () if seed % 2 else ("2016Q3", "2017Q2")
    world, _rows, _figures = random_world(Certain(seed), unasked)
    kept = of_pairs(world)
    cells, numbers = told(kept)
    read = trend_pairs.read(kept.shelf.question, kept.pairs)
    names = {(cell[0], *(period.name for period in kept.cells[cell])) for cell in cells}
    assert numbers == {key: both for key, both in read.items() if (key[0], *key[2:]) in names}
    assert len(numbers) > 20


@pytest.mark.parametrize("seed", range(4))
def test_what_cannot_be_told_is_read(seed, much):
    world, _rows, _figures = random_world(Certain(seed))
    kept = of_pairs(world)
    read = trend_pairs.read(kept.shelf.question, kept.pairs)
    assert len(told(kept)[0]) < len(kept.cells)
    assert kept.numbers() == read
    fresh = replace(kept, shelf=Shelf(kept.shelf.question, "pairs"))
    assert fresh.numbers() == read


def lowest_world(**figures):
    """WORST of A is that of the first region in both quarters, unless a figure says otherwise."""
    world, known = small_world()
    world.indicator("WORST", "A", aggregation="lowest")
    numbers = {(code, period, "A"): str(n) for n, code in enumerate(REGIONS, 1)
               for period in world.periods}  # fmt: skip
    world.fill(known | numbers | figures)
    return world


def worst_of(world):
    kept = of_pairs(world)
    keys = {one.indicator.code: one.key for one in kept.shelf.question.formulas}
    cells, numbers = told(kept)
    return keys["WORST"] in {cell[0] for cell in cells}, {
        key[1]: both for key, both in numbers.items() if key[0] == keys["WORST"]
    }


def test_of_the_worst_it_is_enough_that_it_is_counted_in_both():
    world = lowest_world()
    world.at(REGIONS[3], "2016Q1", "draft")
    assert worst_of(world)[0] is True
    assert worst_of(world)[1]["420000"] == (100, 100)


def test_a_worst_that_is_counted_once_leaves_the_next_one_to_be_looked_for():
    world = lowest_world()
    world.at(REGIONS[0], "2016Q1", "draft")
    assert worst_of(world) == (False, {})
    kept = of_pairs(world)
    [(indicator, *_)] = [cell for cell in kept.cells if cell not in told(kept)[0]][:1]
    assert kept.numbers()[indicator, "420000", "2016Q2", "2016Q1"] == (200, 200)


def test_nothing_is_told_once_a_report_has_moved():
    kept = of_pairs(lowest_world())
    assert told(kept)[0]
    Report.objects.filter(region__code=REGIONS[1]).update(version=F("version") + 1)
    assert told(kept)[0] == {}


def compared(world):
    board = read_board(plan=world.plan, period=world.periods["2017Q1"])
    return board.row("RATE", "420000").judgement.compared


def test_a_report_that_moves_between_the_values_and_the_pairs_is_in_both_or_in_neither(
    much, monkeypatch
):
    world = World.of_a_plan()
    world.measure("A")
    world.measure("B")
    world.indicator("RATE", "A", "B", comparator="rising", each_year="strict")
    world.open(["2016Q1", "2017Q1"], REGIONS)
    above = dict(zip(REGIONS, ("1", "2", "30", "4"), strict=True))
    world.fill({(code, q, "A"): above[code] for code in REGIONS for q in world.periods})
    world.fill({(code, q, "B"): "100" for code in REGIONS for q in world.periods})
    world.at(REGIONS[2], "2016Q1", "submitted")

    def approved_meanwhile(*asked):
        found = levels(*asked)
        moved = Report.objects.filter(pk=world.reports[REGIONS[2], "2016Q1"].pk)
        moved.update(status="approved", version=F("version") + 1)
        return found

    levels = readings.levels
    monkeypatch.setattr(readings, "levels", approved_meanwhile)
    meanwhile = compared(world)
    monkeypatch.setattr(readings, "levels", levels)
    assert (meanwhile.now, meanwhile.earlier) == (9.25, 9.25)
    again = compared(world)
    assert (again.now, again.earlier) == (9.25, 9.25)


def test_many_who_are_counted_once_are_not_looked_at_by_themselves(monkeypatch):
    world = lowest_world()
    world.at(REGIONS[3], "2016Q1", "draft")
    kept = of_pairs(world)
    assert told(kept)[0]
    monkeypatch.setattr(level_pairs, "MANY", 0)
    caches["sums"].clear()
    assert told(of_pairs(world))[0] == {}
