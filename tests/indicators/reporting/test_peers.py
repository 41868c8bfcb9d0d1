"""How the other regions' figures moved: the median of their changes, never of their values."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reporting.models import Figure, Report
from indicators.reporting.peers import Median, median, peers_of
from indicators.reporting.worksheet import read_sheet
from regions.models import Region
from tests.indicators.reporting.quarter import enter, filled, number, opened, report_of
from tests.people import NOON, client_of, person

REGIONS = ("420100", "420200", "420300", "420600")
STOCK, FLOW = "ELD_BEDS", "ELD_BEDS_BUILT"

numbers = st.lists(st.decimals(-9, 9, places=1), min_size=1, max_size=9).map(sorted)


@given(numbers, st.data())
def test_the_median_without_one_is_that_of_the_others(ordered, data):
    left_out = data.draw(st.sampled_from(ordered))
    others = list(ordered)
    others.remove(left_out)
    assert median(ordered, left_out) == median(others)


@pytest.mark.parametrize(
    ("changes", "middle"),
    [([], None), (["1"], "1"), (["1", "4"], "2.5"), (["-3", "0", "9"], "0")],
)
def test_the_median_is_the_middle_or_lies_between_the_two(changes, middle):
    expected = None if middle is None else Decimal(middle)
    assert median([Decimal(one) for one in changes]) == Median(expected, len(changes))


@pytest.fixture
def quarters(db):
    for name in ("2017Q3", "2018Q2", "2018Q3"):
        opened(name, due=NOON.date(), locks=NOON.date())


def told(period, measure, values):
    """One number for each of these regions, in reports that are submitted."""
    for code, value in zip(REGIONS, values, strict=False):
        report = report_of(code, period)
        Report.objects.filter(pk=report.pk).update(status="submitted")
        Figure.objects.create(
            report=report, period=report.period, region=report.region, revision=1,
            measure=line_of(report, measure).measure, state="number", value=value,
        )  # fmt: skip


def line_of(report, measure):
    return next(line for line in read_sheet(report) if line.measure.code == measure)


def beside(measure, region="420100", user="reviewer"):
    report = report_of(region)
    line = line_of(report, measure)
    return line.change, peers_of(report, [line], person(user)).beside(line)


def test_a_stock_is_compared_with_the_period_before_whatever_the_size(quarters):
    told("2018Q2", STOCK, [100, 1000, 10, 200])
    told("2017Q3", STOCK, [1, 1, 1, 1])
    told("2018Q3", STOCK, [150, 1100, 12, 260])
    assert beside(STOCK) == (Decimal("0.5"), Median(Decimal("0.2"), 3))
    assert beside(STOCK, "420600") == (Decimal("0.3"), Median(Decimal("0.2"), 3))


def test_a_flow_is_compared_with_the_year_before(quarters):
    told("2018Q2", FLOW, [1, 1, 1])
    told("2017Q3", FLOW, [10, 10, 100])
    told("2018Q3", FLOW, [20, 5, 150])
    assert beside(FLOW) == (Decimal(1), Median(Decimal(0), 2))


def test_whoever_reads_the_report_is_told_the_same_change(quarters):
    for period, value in {"2017Q3": 10, "2018Q2": 20, "2018Q3": 40}.items():
        told(period, FLOW, [value])
    for username, page in {"wuhan": "", "reviewer": "review/"}.items():
        answer = client_of(person(username)).get(f"/reports/2018Q3/420100/{page}")
        assert (username, re.findall(r"[+-]\d+\.\d%", answer.content.decode())) == (
            username,
            ["+300.0%"],
        )


def test_what_is_not_submitted_is_no_peer(quarters):
    told("2018Q2", STOCK, [100, 100, 100])
    told("2018Q3", STOCK, [110, 120, 130])
    Report.objects.filter(region__code="420300", period__name="2018Q3").update(status="draft")
    assert beside(STOCK)[1] == Median(Decimal("0.2"), 1)
    Report.objects.filter(region__code="420200", period__name="2018Q2").update(status="returned")
    assert beside(STOCK)[1] == Median(None, 0)


def test_from_nothing_and_from_zero_there_is_no_change(quarters):
    told("2018Q2", STOCK, [100, 0])
    told("2018Q3", STOCK, [110, 120, 130])
    assert beside(STOCK) == (Decimal("0.1"), Median(None, 0))


def test_whose_reports_one_does_not_see_is_no_peer(quarters):
    told("2018Q2", STOCK, [100, 100])
    told("2018Q3", STOCK, [110, 120])
    assert beside(STOCK, user="wuhan")[1] == Median(None, 0)


def test_of_what_the_province_supplies_the_other_regions_are_the_peers(quarters):
    """All of it stands in one report, where each region is compared with the others."""
    for period, factor in (("2018Q2", 10), ("2018Q3", 11)):
        report = filled(report_of("420000", period), by=person("manager"))
        codes = Region.objects.prefectures().values_list("code", flat=True)
        cells = [number("POP_60PLUS", 1000 * factor, code) for code in codes]
        cells[0] = number("POP_60PLUS", 1000 * factor * factor, codes[0])
        enter(report=report, cells=cells, by=person("manager"), via="form", at=NOON)
        Report.objects.filter(pk=report.pk).update(status="submitted")
    report = report_of("420000")
    lines = [line for line in read_sheet(report) if line.measure.code == "POP_60PLUS"]
    peers = peers_of(report, lines, person("reviewer"))
    assert {peers.beside(line) for line in lines} == {Median(Decimal("0.1"), 16)}
    assert {line.change for line in lines} == {Decimal("0.1"), Decimal("0.21")}


@pytest.mark.parametrize("regions", [1, 3])
def test_peers_cost_the_same_for_any_number(quarters, regions, django_assert_num_queries):
    told("2018Q2", STOCK, [100] * regions)
    told("2018Q3", STOCK, [110] * regions)
    report, user = report_of(), person("reviewer")
    lines = read_sheet(report)
    with django_assert_num_queries(4):  # the person's roles among them
        peers_of(report, lines, user)
