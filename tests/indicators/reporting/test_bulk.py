"""Many rows at once: chunks, blanks, and the second belt of compare-and-set."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.plan.models import Measure
from indicators.reporting import bulk, entry
from indicators.reporting.actions import enter, enter_many, extend
from indicators.reporting.calendar import period_named
from indicators.reporting.consistency import faults
from indicators.reporting.errors import Conflict, Forbidden
from indicators.reporting.models import Figure, Report, Revision
from indicators.reporting.rights import demand
from indicators.reporting.standing import Standing
from regions.models import Region
from regions.permissions import Permission
from tests.indicators.reporting.quarter import (
    WUHAN,
    blank,
    not_applicable,
    number,
    opened,
    plausible,
    report_of,
)
from tests.people import NOON, TODAY, person


def put(*cells, **more):
    return enter(report=report_of(), cells=cells, by=person("wuhan"), via="form", at=NOON, **more)


def test_a_mixture_of_new_changed_emptied_and_not_applicable(db, monkeypatch):
    monkeypatch.setattr(bulk, "ROWS_A_STATEMENT", 2)
    cells = plausible(report_of())
    put(*cells)
    mixed = [
        blank(cell.measure) if place % 3 == 0
        else not_applicable(cell.measure) if place % 3 == 1
        else number(cell.measure, 7)
        for place, cell in enumerate(cells)
    ]  # fmt: skip
    assert put(*mixed).changed == 55
    states = Figure.objects.order_by().values_list("state", flat=True)
    assert (list(states).count("number"), list(states).count("not_applicable")) == (18, 18)
    assert Revision.objects.count() == 110
    assert list(faults()) == []


@pytest.mark.parametrize("cell", [number("ELD_BEDS", 9), blank("ELD_BEDS")])
def test_a_figure_that_moved_under_the_lock_refuses_everything(db, monkeypatch, cell):
    put(number("ELD_BEDS", 5))
    read = entry.standing_in

    def outdated(reports):
        return {
            place: Standing(there.figure, there.content, there.revision + 1)
            for place, there in read(reports).items()
        }

    monkeypatch.setattr(entry, "standing_in", outdated)
    with pytest.raises(Conflict), transaction.atomic():
        put(cell, number("PILOTS", 1))
    assert list(Figure.objects.values_list("value", "revision")) == [(Decimal(5), 1)]


def test_an_error_of_the_database_is_djangos(db):
    rows = [(report_of().pk, 1, 1, 1, "lost", None, 1)] * 2
    fields = ("report", "period", "region", "measure", "state", "value", "revision")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Figure, fields, iter(rows))


def test_a_right_that_is_asked_without_a_region_is_held_somewhere(db):
    demand(person("manager"), Permission.MANAGE)
    with pytest.raises(Forbidden):
        demand(person("wuhan"), Permission.MANAGE)


def test_a_region_without_a_report_has_nothing_to_extend(db):
    county = Region.objects.get(code="420102")
    with pytest.raises(Conflict):
        extend(
            period=opened(), region=county, until=TODAY + timedelta(days=40), reason="洪灾",
            by=person("manager"), at=NOON,
        )  # fmt: skip


def per_second(count, work):
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


@pytest.mark.bench
def test_twenty_quarters_are_entered_many_times_faster_than_by_bulk_create(db, capsys):
    """40,000 a second on a machine of its own."""
    names = [f"{year}Q{quarter}" for year in range(2016, 2021) for quarter in (1, 2, 3, 4)]
    far = TODAY + timedelta(days=2000)
    periods = [opened(name, due=far, opens=period_named(name).starts_on) for name in names]
    reports = Report.objects.filter(period__in=periods).select_related("period", "region")
    cells = {r: plausible(r) for r in reports if not r.region.is_province}
    total = sum(map(len, cells.values()))
    facts = {"by": person("manager"), "via": "import", "at": NOON + timedelta(days=1500)}
    ours = per_second(
        total, lambda: enter_many(cells_by_report=cells, document="鄂民函1号", **facts)
    )
    stock = per_second(5000, lambda: stock_rows(5000))
    with capsys.disabled():
        print(f"\nentering {total} cells: {ours:,.0f}/s, {ours / stock:.1f} times bulk_create")
    assert ours > 3 * stock


def stock_rows(count):
    """What stock Django would write for as many cells: a figure and a revision each."""
    report, beds = report_of(WUHAN, "2018Q3"), Measure.objects.get(code="ELD_BEDS")
    by = person("wuhan")
    cell = {"report": report, "measure": beds}
    Revision.objects.bulk_create(
        Revision(
            **cell, region_id=10_000 + place, number=1, old_state="blank", new_state="number",
            new_value=place, at=NOON, by=by, via="form",
        )
        for place in range(count)
    )  # fmt: skip
    Figure.objects.bulk_create(
        Figure(
            **cell, region_id=10_000 + place, period=report.period, state="number", value=place,
            revision=1,
        )
        for place in range(count)
    )  # fmt: skip
