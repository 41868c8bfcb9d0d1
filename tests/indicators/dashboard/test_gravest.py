"""The promises that the overview names before its table: the gravest, and where it is lacking."""

import pytest

from indicators.assessment.board import read_board
from indicators.assessment.gaps import displayed_gap
from indicators.dashboard import gravest as subject
from indicators.dashboard.gravest import gravest
from regions.models import Zone
from tests.indicators.assessment.invented import prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LAST = "2018Q3"
GRAVITY = ["far_behind", "regressing", "behind", "slightly_behind"]


@pytest.fixture
def board(in_hubei, db):
    world = prepared()
    return read_board(plan=world.plan, period=world.periods[LAST])


def risky(rows):
    found = [row for row in rows if row.judgement.verdict in GRAVITY]
    return sorted(
        found, key=lambda row: (GRAVITY.index(row.judgement.verdict), -(row.judgement.lag or 0))
    )


def most_lacking(board, row, among=None):
    """By the board's own rows of the regions, whose aim is the province's."""
    gaps = [
        (other.gap, other.place)
        for other in board.of_indicator(row.indicator.code)
        if other.place.is_region and other.gap is not None and other.gap > 0
        if among is None or other.place.region.pk in among
    ]
    most = sorted(gaps, key=lambda one: -one[0])[:3]
    return "、".join(
        f"{place.region.short_name}\N{NO-BREAK SPACE}{displayed_gap(gap, row.formula.decimals):,}"
        for gap, place in most
    )


def expected(board, row, among=None):
    if row.formula.lowest and row.value.worst_regions:
        return f"最低：{'、'.join(one.short_name for one in row.value.worst_regions[:3])}"
    if row.formula.single or row.formula.sums or row.formula.lowest:
        return ""
    told = most_lacking(board, row, among)
    return f"主要在：{told}" if told else ""


def test_the_overview_names_the_gravest_and_the_regions_that_lack_most(board):
    shown = client_of(person("viewer")).get("/overview/", {"period": LAST}).context["gravest"]
    wanted = risky(board.province)[:3]
    assert [(one.row.indicator, one.where) for one in shown] == [
        (row.indicator, expected(board, row)) for row in wanted
    ]


def test_every_promise_at_risk_says_what_is_lacking_where_it_can(board, monkeypatch):
    monkeypatch.setattr(subject, "MOST", 99)
    shown = gravest(board, board.province)
    assert [one.where for one in shown] == [expected(board, r) for r in risky(board.province)]
    assert {bool(one.where) for one in shown} == {True, False}
    assert [one.what for one in shown if not one.what.startswith("现值 ")] == []


def test_of_a_zone_only_its_own_regions_are_named(board):
    zone = Zone.objects.order_by("position").first()
    members = set(zone.regions.values_list("pk", flat=True))
    rows = board.of_place(zone.code)
    assert [one.where for one in gravest(board, rows)] == [
        expected(board, row, members) for row in risky(rows)[:3]
    ]


def test_of_very_many_regions_none_is_named(board, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(subject, "MOST_REGIONS", 16)
    with django_assert_num_queries(0):
        shown = gravest(board, board.province)
    assert [one.where for one in shown] == [
        expected(board, one.row) if one.row.formula.lowest else "" for one in shown
    ]
