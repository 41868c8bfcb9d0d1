"""How much the board reads does not depend on regions, periods or indicators."""

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.assessment.board import read_board
from indicators.assessment.derivation import derive
from regions.models import Region
from tests.indicators.assessment.world import ROOT, World, names

pytestmark = pytest.mark.django_db
SORTS = ({}, {"comparator": "rising", "each_year": "strict"}, {"aggregation": "lowest"})
SIZES = ((1, "2016Q4", 1), (3, "2017Q2", 3), (17, "2018Q1", 5))


def world_of(regions, last, indicators):
    """So many indicators of each sort, and a figure in every cell."""
    world = World.of_a_plan()
    for code, kind in (("N", "stock"), ("D", "stock"), ("F", "flow")):
        world.measure(code, kind)
    for number in range(indicators):
        for place, sort in enumerate(SORTS):
            world.indicator(f"RATE{number}{place}", "N", "D", **sort)
        world.indicator(f"SUM{number}", "F", aggregation="sum", accumulation="cumulative")
    codes = list(Region.objects.prefectures().values_list("code", flat=True)[:regions])
    world.open(["2015Q4", *names("2016Q1", last)], codes)
    world.fill({(c, q, m): "5" for c in codes for q in world.periods for m in world.measures})
    return world, world.periods[last]


def counted(read):
    """How many queries it makes in a world of each size."""
    found = []
    for size in SIZES:
        caches["sums"].clear()
        with transaction.atomic():
            world, period = world_of(*size)
            with CaptureQueriesContext(connection) as queries:
                read(world, period)
            found.append(len(queries))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("facts", "number"),
    [({}, 11), ({"places": [ROOT]}, 13), ({"history": False}, 11), ({"indicators": ["RATE00"]}, 8)],
    ids=["all", "province", "no-history", "one-indicator"],
)
def test_the_number_of_queries_depends_on_nothing(facts, number):
    def read(world, period):
        read_board(plan=world.plan, period=period, **facts)

    assert counted(read) == [number] * 3


def test_a_region_alone_needs_one_more_read_to_be_ranked_and_none_for_the_worst():
    def read(world, period):
        first = Region.objects.prefectures().first()
        read_board(plan=world.plan, period=period, places=[first.code])

    one_region, several, all_of_them = counted(read)
    assert (one_region, several, all_of_them) == (9, 10, 10)


def test_of_what_is_asked_for_one_region_no_other_is_looked_at():
    world, period = world_of(*SIZES[1])
    first = Region.objects.prefectures().first()
    with CaptureQueriesContext(connection) as queries:
        read_board(plan=world.plan, period=period, places=[first.code])
    history, peers = [q["sql"] for q in queries if q["sql"].startswith("WITH")][:2]
    alone = f"listed(list, region) AS (VALUES (1, {first.pk}))"
    assert (alone in history, "listed" in peers) == (True, False)


def test_a_derivation_reads_a_constant_number_of_times():
    def read(world, period):
        board = read_board(plan=world.plan, period=period)
        with CaptureQueriesContext(connection) as queries:
            derive(board, board.row("SUM0", ROOT))
        assert len(queries) == 7

    assert len(set(counted(read))) == 1
