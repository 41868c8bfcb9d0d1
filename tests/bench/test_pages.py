"""The server's time for a page, beside the bare SQL of the same page; and one judgement."""

import time
import timeit
from functools import partial
from statistics import median

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import F

from indicators.assessment.board import read_board
from indicators.assessment.progress import judge
from indicators.plan.models import Plan
from indicators.reporting.models import Report, ReportingPeriod
from tests.bench import nation
from tests.indicators.assessment.promises import beds, seen
from tests.people import client_of, person

pytestmark = pytest.mark.bench

TIMES = 5
SUMS = """
SELECT f.period_id, f.measure_id, SUM(f.value)
FROM indicators_figure f JOIN indicators_report r ON r.id = f.report_id AND r.status = 'approved'
GROUP BY f.period_id, f.measure_id"""
RATIOS = """
SELECT i.id, n.period_id, {what}
FROM indicators_indicator i JOIN indicators_numerator u ON u.indicator_id = i.id
JOIN indicators_figure n ON n.measure_id = u.measure_id
JOIN indicators_report r ON r.id = n.report_id AND r.status = 'approved'
LEFT JOIN indicators_figure d ON d.period_id = n.period_id AND d.region_id = n.region_id
  AND d.measure_id = i.denominator_id
WHERE i.is_active AND {whose} AND (i.denominator_id IS NULL OR d.value <> 0)
GROUP BY i.id, n.period_id"""
ADDED = RATIOS.format(what="SUM(n.value), SUM(d.value)", whose="i.aggregation <> 'lowest'")
WORST = RATIOS.format(
    what="MIN(CAST(n.value AS DOUBLE PRECISION) / COALESCE(d.value, 1))",
    whose="i.aggregation = 'lowest'",
)
PERIOD = "2020Q3"
PAGES = {
    "overview": f"/overview/?period={PERIOD}",
    "indicator page": f"/indicators/ELD_BEDS_PER_1000/?period={PERIOD}",
    "region page": f"/regions/420100/?period={PERIOD}",
    "status matrix": "/reports/",
}


def took(act):
    """The median of a few times, the first one left out; in seconds."""
    act()
    return median(timeit.repeat(act, number=1, repeat=TIMES))


def statements_of(act):
    """What it asks of the database."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return [one for one in asked if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]


def bare(statements):
    """The same statements, all rows fetched and nothing made of them."""

    def run():
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    return took(run)


def compare(tell, what, act):
    statements = statements_of(act)
    whole, sql = took(act), bare(statements)
    beside = f"its {len(statements)} statements alone: {1000 * sql:.0f} ms"
    tell(what, f"{1000 * whole:.0f} ms", beside, whole / sql)


@pytest.mark.parametrize("page", PAGES)
def test_pages(demonstration, tell, page):
    client = client_of(person("viewer"))
    assert client.get(PAGES[page]).status_code == 200
    compare(tell, f"{page}, 21 periods of 17 regions", lambda: client.get(PAGES[page]))


def test_the_overview_of_a_nation(demonstration, tell):
    """Warm: the sums are kept; then a report has moved; cold: nothing is kept.

    Beside the sums of all measures, and beside those of the numerators and denominators of the
    regions that have both, with the worst ratio where that decides: both plain SQL, without who is
    missing, cumulative sums, or trends.
    """
    if connection.vendor != "postgresql":
        pytest.skip("a nation takes PostgreSQL")
    figures, client = nation.build(), client_of(person("viewer"))
    overview = partial(client.get, PAGES["overview"])
    moved = Report.objects.filter(period__name=PERIOD, region__code="900007")
    cold = once(overview, caches["sums"].clear)
    again = once(overview, lambda: moved.update(version=F("version") + 1))
    warm, asked = took(overview), len(statements_of(overview))
    sums, same = bare([(SUMS, [])]), bare([(ADDED, []), (WORST, [])])
    what = f"overview, {figures:,} figures of {nation.REGIONS:,} regions"
    for state, seconds in (
        (f"sums kept, {asked} statements", warm),
        ("one report of the period moved", again),
        ("nothing kept", cold),
    ):
        for name, other in (("sums of all measures", sums), ("its sums and worst ratios", same)):
            beside = f"{name} in plain SQL: {1000 * other:.0f} ms"
            tell(f"{what}, {state}", f"{1000 * seconds:.0f} ms", beside, seconds / other)


def once(act, before):
    """How long it takes the first time after something; in seconds."""
    before()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def test_the_board_of_all_places(demonstration, tell):
    plan, period = Plan.objects.get(), ReportingPeriod.objects.get(name=PERIOD)
    compare(tell, "board: all indicators, 22 places", lambda: read_board(plan=plan, period=period))


def test_one_judgement(tell):
    promise, observation, rounds = beds(), seen("32.4"), 2000
    start = time.process_time()
    for _round in range(rounds):
        judge(promise, observation)
    tell(
        "judge(): one verdict",
        f"{1e6 * (time.process_time() - start) / rounds:.0f} µs of processor time",
    )
