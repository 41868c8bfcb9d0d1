"""The grid's server time, in a small and in a national installation: neither may grow with it."""

import re
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.reporting.actions import enter
from indicators.reporting.models import Figure, Report, ReportingPeriod, StatusChange
from regions.models import Region
from tests.indicators.reporting.quarter import plausible
from tests.people import client_of, person

pytestmark = pytest.mark.bench

URL = "/reports/2020Q4/420100/"
REGIONS, PERIODS = 2900, 40


def report():
    reports = Report.objects.select_related("period", "region")
    return reports.get(period__name="2020Q4", region__code="420100")


def many_regions():
    """2,900 units that report the open quarter in full, and 40 quarters behind it."""
    open_now, root = report(), Region.objects.get(code="420000")
    facts = {"kind": "county", "level": "county", "parent": root}
    regions = Region.objects.bulk_create(
        Region(
            code=f"9{n:05}", name_zh=f"测速{n}", short_name_zh=f"测{n}", position=5000 + n, **facts
        )
        for n in range(REGIONS)
    )
    made = Report.objects.bulk_create(Report(period=open_now.period, region=r) for r in regions)
    now = timezone.now()
    StatusChange.objects.bulk_create(
        StatusChange(report=r, number=1, to_status="draft", at=now, by=person("manager"))
        for r in made
    )
    own = list(Figure.objects.filter(report=open_now))
    copied = ("period_id", "measure_id", "state", "value", "revision")
    for start in range(0, REGIONS, 200):
        Figure.objects.bulk_create(
            Figure(report=r, region=r.region, **{name: getattr(one, name) for name in copied})
            for r in made[start : start + 200]
            for one in own
        )
    for year in range(2011 - PERIODS // 4 + 5, 2011 + 5):
        for quarter in range(4):
            past_quarter(year - 5, quarter, open_now.region, own)


def past_quarter(year, quarter, region, own):
    first, months = f"{year}-{3 * quarter + 1:02}-01", ["03-31", "06-30", "09-30", "12-31"]
    last = f"{year}-{months[quarter]}"
    days = {"starts_on": first, "ends_on": last, "opens_on": last, "due_on": last}
    period = ReportingPeriod.objects.create(name=f"{year}Q{quarter + 1}", locks_on=last, **days)
    past = Report.objects.create(period=period, region=region)
    copied = ("region_id", "measure_id", "state", "value", "revision")
    Figure.objects.bulk_create(
        Figure(report=past, period=period, **{name: getattr(one, name) for name in copied})
        for one in own
    )


def opening(client):
    start = perf_counter()
    answer = client.get(f"{URL}edit/")
    assert answer.status_code == 200
    return perf_counter() - start, answer


def saving(client, page, rounds=40):
    """Seconds of each of so many cells, as the grid sends them, and the statements of the last."""
    kept = dict(
        re.findall(r'name="((?:value|shown|seen|told|why)-[^"]+)"[^>]*?value="([^"]*)"', page)
    )
    names = [key.removeprefix("seen-") for key in kept if key.startswith("seen-")]
    seconds = []
    for place in range(rounds):
        name = names[place % len(names)]
        sent = {f"{kind}-{name}": kept[f"{kind}-{name}"] for kind in ("shown", "seen", "told")}
        sent |= {f"value-{name}": "不适用", f"why-{name}": "", "who": person("wuhan").pk}
        start = perf_counter()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(f"{URL}cells/", sent)
        seconds.append(perf_counter() - start)
        assert answer.status_code == 200, answer.content.decode()
    return median(seconds), len(asked)


def measure(client):
    opening(client)
    opened = median(opening(client)[0] for _ in range(7))
    saved, statements = saving(client, opening(client)[1].content.decode())
    return opened, saved, statements


def test_a_cell_and_the_grid(demonstration, tell):
    own = report()
    enter(report=own, cells=plausible(own), by=person("wuhan"), via="form")
    client = client_of(person("wuhan"))
    small = measure(client)
    many_regions()
    fresh = report()
    enter(report=fresh, cells=plausible(fresh), by=person("wuhan"), via="form")
    large = measure(client)
    for what, place in (("the grid opened, 55 figures", 0), ("a cell saved, 55 figures", 1)):
        beside = f"{REGIONS} regions and {PERIODS} more periods: {1000 * large[place]:.0f} ms"
        tell(what, f"{1000 * small[place]:.0f} ms", beside, large[place] / small[place])
    tell("statements of a saved cell", f"{small[2]}", f"{large[2]}", large[2] / small[2])
