"""The rules of the roll-up that the cases do not reach, each on a small world."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from indicators.assessment.dialect import fetch
from indicators.assessment.formulas import formulas_of
from indicators.assessment.ledger import Span
from indicators.assessment.places import one, several, whole
from indicators.assessment.rollup import roll, rollup
from indicators.assessment.sources import Select
from indicators.assessment.tables import Question
from indicators.assessment.values import checked
from indicators.assessment.vocabulary import State
from indicators.reporting.models import Basis, Report
from regions.models import Region, Zone
from tests.indicators.assessment.world import ROOT, World, names

pytestmark = pytest.mark.django_db
A, B, C = "420100", "420600", "429021"


def region(code):
    return Region.objects.get(code=code)


def everywhere():
    regions = [region(code) for code in (A, B, C)]
    return [whole(region(ROOT)), *map(one, regions), several("pair", "两地", regions[:2])]


def values(world, period, basis="official", span=None):
    """By place, of the world's only indicator."""
    ledger = world.ledger(basis)
    span = span or Span.of(world.periods[period])
    found = roll(Question(ledger, formulas_of(world.plan), [span], everywhere()))
    return {place: value for (_, place, _), value in found.items()}


def rates(above="stock", below="stock", **facts):
    """One indicator N ÷ D in per cent."""
    world = World.of_a_plan()
    world.measure("N", above)
    world.measure("D", below)
    world.indicator("RATE", "N", "D", **facts)
    return world


def cumulative(**facts):
    return rates("flow", "flow", accumulation="cumulative", **facts)


def seen(value):
    return value.state, value.numerator, value.denominator, value.counted, value.expected


def test_a_zone_s_condition_limits_who_is_asked():
    zone = Zone.objects.get(code="pioneer")
    assert set(zone.regions.values_list("code", flat=True)) == {A, "420700"}
    world = rates(zone=zone)
    world.open(["2018Q4"], [A, B, C])
    world.fill({(code, "2018Q4", m): "5" for code in (A, B, C) for m in "ND"})
    found = values(world, "2018Q4")
    assert seen(found[ROOT]) == seen(found["pair"]) == (State.NUMBER, 5, 5, 1, 1)
    assert seen(found[B]) == (State.NOT_APPLICABLE, None, None, 0, 0)


def test_a_figure_for_the_province_serves_every_region():
    world = World.of_a_plan()
    world.measure("N")
    world.measure("LINE", scope="province")
    world.indicator("RATE", "N", "LINE")
    world.open(["2018Q4"], [A, B, C])
    world.fill({(A, "2018Q4", "N"): "10", (B, "2018Q4", "N"): "20", (ROOT, "2018Q4", "LINE"): "4"})
    found = values(world, "2018Q4")
    assert seen(found[ROOT]) == (State.NUMBER, 30, 8, 2, 3)
    assert (found[B].value, found[ROOT].value) == (500, 375)


def test_the_province_s_report_decides_whether_its_figures_count():
    world = rates()
    world.measures["D"].supplied_by = "province"
    world.measures["D"].save()
    world.open(["2018Q4"], [A, B, C])
    world.fill({(code, "2018Q4", m): "5" for code in (A, B, C) for m in "ND"})
    world.at(ROOT, "2018Q4", "draft")
    assert seen(values(world, "2018Q4")[ROOT]) == (State.NOT_REPORTED, None, None, 0, 3)


def test_single_has_one_value_and_none_for_a_region_or_a_zone():
    world = World.of_a_plan()
    world.measure("DONE", scope="province")
    world.indicator("DONE", "DONE", aggregation="single", factor=1, comparator="done")
    world.open(["2018Q4"], [A, B])
    assert values(world, "2018Q4").keys() == {ROOT}
    assert seen(values(world, "2018Q4")[ROOT]) == (State.NOT_REPORTED, None, None, 0, 1)
    world.fill({(ROOT, "2018Q4", "DONE"): "1"})
    assert seen(values(world, "2018Q4")[ROOT]) == (State.NUMBER, 1, None, 1, 1)


@pytest.mark.parametrize(
    ("basis", "counted"),
    [("official", ("approved",)), ("provisional", ("approved", "submitted"))],
)
def test_the_basis_says_which_reports_count(basis, counted):
    world = rates()
    world.open(["2018Q4"], [A, B, C])
    world.fill({(code, "2018Q4", m): "5" for code in (A, B, C) for m in "ND"})
    for status in ("approved", "submitted", "draft", "returned"):
        world.at(B, "2018Q4", status)
        found = values(world, "2018Q4", basis)[B]
        assert found.is_number == (status in counted), status


def test_all_parts_not_applicable_make_the_numerator_so_and_one_blank_makes_it_missing():
    world = World.of_a_plan()
    for code in ("N1", "N2"):
        world.measure(code)
    world.indicator("SUM", "N1+N2", aggregation="sum", factor=1)
    world.open(["2018Q4"], [A, B, C])
    cells = {A: ("不适用", "不适用"), B: ("3", ""), C: ("3", "不适用")}
    world.fill({(c, "2018Q4", m): cells[c][k] for c in cells for k, m in enumerate(("N1", "N2"))})
    found = values(world, "2018Q4")
    assert [found[code].state for code in (A, B, C)] == [
        State.NOT_APPLICABLE,
        State.NOT_REPORTED,
        State.NUMBER,
    ]
    assert seen(found[ROOT]) == (State.NUMBER, 3, None, 1, 2)
    assert (found[ROOT].missing, found[ROOT].not_applicable) == (("襄阳市",), ("武汉市",))


def test_a_period_never_opened_is_missing_for_everybody():
    world = cumulative()
    world.open(["2016Q1", "2016Q3"], [A, B, C])
    world.fill({(c, q, m): "5" for c in (A, B, C) for q in ("2016Q1", "2016Q3") for m in "ND"})
    found = values(world, "2016Q3")
    assert seen(found[ROOT]) == (State.NUMBER, 30, 30, 0, 3)
    assert found[ROOT].missing == ("武汉市", "襄阳市", "神农架林区")
    assert seen(found[A]) == (State.NUMBER, 10, 10, 0, 1)


def test_the_baseline_period_is_in_no_cumulative_sum():
    world = cumulative()
    world.open(names("2015Q4", "2016Q1"), [A, B, C])
    world.fill({(c, q, m): "5" for c in (A, B, C) for q in world.periods for m in "ND"})
    assert seen(values(world, "2016Q1")[ROOT]) == (State.NUMBER, 15, 15, 3, 3)
    assert seen(values(world, "2015Q4")[ROOT]) == (State.NOT_DUE, None, None, 0, 0)


def test_only_the_total_of_zero_makes_a_flow_not_applicable():
    world = cumulative()
    world.open(names("2016Q1", "2016Q2"), [A, B, C])
    quarters = {A: (("3", "0"), ("2", "5")), B: (("1", "0"), ("1", "0"))}
    world.fill(
        {
            (code, quarter, measure): quarters[code][q][k]
            for code in quarters
            for q, quarter in enumerate(world.periods)
            for k, measure in enumerate("ND")
        }
    )
    found = values(world, "2016Q2")
    assert seen(found[A]) == (State.NUMBER, 5, 5, 1, 1)
    assert seen(found[B]) == (State.NOT_APPLICABLE, None, None, 0, 0)
    assert seen(found[ROOT]) == (State.NUMBER, 5, 5, 1, 2)


def test_a_quarter_not_applicable_is_left_out_of_a_flow_and_its_numerator_too():
    world = cumulative()
    world.open(names("2016Q1", "2016Q2"), [A])
    world.fill({(A, "2016Q1", "N"): "7", (A, "2016Q1", "D"): "不适用"})
    world.fill({(A, "2016Q2", "N"): "2", (A, "2016Q2", "D"): "4"})
    assert seen(values(world, "2016Q2")[A]) == (State.NUMBER, 2, 4, 1, 1)


def test_the_lowest_of_flows_is_sought_among_complete_regions():
    world = cumulative(aggregation="lowest")
    world.open(names("2016Q1", "2016Q2"), [A, B, C])
    world.fill({(A, "2016Q1", "N"): "1", (A, "2016Q1", "D"): "9"})
    world.fill({(B, q, m): "5" for q in world.periods for m in "ND"})
    found = values(world, "2016Q2")
    assert (found[ROOT].value, found[ROOT].worst, found[ROOT].counted) == (100, ("襄阳市",), 1)
    assert found[A].state == State.NOT_REPORTED


def test_a_year_s_flow_over_a_stock_reads_the_stock_once():
    world = rates("flow", "stock")
    world.open(names("2018Q1", "2018Q4"), [A, B, C])
    world.fill({(A, q, m): "5" for q in world.periods for m in "ND"})
    world.fill({(B, q, m): "6" for q in world.periods for m in "ND" if m == "N"})
    world.fill({(B, "2018Q4", "D"): "0"})
    found = values(world, None, span=world.ledger().year(2018))
    assert seen(found[A]) == (State.NUMBER, 20, 5, 1, 1)
    assert found[B].state == State.NOT_APPLICABLE


def test_a_year_of_which_a_quarter_was_never_opened_lacks_it():
    world = rates("flow", "flow")
    world.open(["2018Q1", "2018Q2", "2018Q4"], [A])
    world.fill({(A, q, m): "5" for q in world.periods for m in "ND"})
    found = values(world, None, span=world.ledger().year(2018))
    assert seen(found[A]) == (State.NUMBER, 15, 15, 0, 1)


def test_ties_for_the_worst_are_all_named_and_falling_fears_the_highest():
    cells = {A: ("10", "30"), B: ("20", "60"), C: ("1", "9")}
    for comparator, worst, share in (
        ("at_most", ("武汉市", "襄阳市"), Decimal(1) / 3),
        ("at_least", ("神农架林区",), Decimal(1) / 9),
    ):
        with transaction.atomic():
            world = rates(aggregation="lowest", comparator=comparator, factor=1)
            world.open(["2018Q4"], [A, B, C])
            world.fill({(c, "2018Q4", m): cells[c][k] for c in cells for k, m in enumerate("ND")})
            found = values(world, "2018Q4")[ROOT]
            assert found.worst == worst
            assert abs(found.value - share) < Decimal("1e-25")
            transaction.set_rollback(True)


def test_two_regions_apart_by_less_than_a_float_can_tell_are_not_taken_for_a_tie():
    world = rates(aggregation="lowest", factor=1)
    world.open(["2018Q4"], [A, B])
    near = {A: ("300000.0001", "300000"), B: ("300000.0002", "300000.0001")}
    world.fill({(c, "2018Q4", m): near[c][k] for c in near for k, m in enumerate("ND")})
    assert 300000.0001 / 300000 == 300000.0002 / 300000.0001
    assert values(world, "2018Q4")[ROOT].worst == ("襄阳市",)


class TestYearEnds:
    def world(self, periods):
        world = World.of_a_plan()
        world.measure("N", asked="year_end")
        world.measure("D", asked="year_end")
        world.indicator("RATE", "N", "D")
        world.open(periods, [A])
        ends = [name for name in periods if name.endswith("Q4")]
        world.fill({(A, q, m): str(k + 1) for k, q in enumerate(ends) for m in "ND"})
        return world

    def test_the_value_of_the_baseline_day_stands_until_the_first_year_end(self):
        world = self.world(names("2015Q4", "2016Q4"))
        found = values(world, "2016Q3")[A]
        assert (found.numerator, found.as_of.name) == (1, "2015Q4")
        assert str(found.stands_in(world.periods["2016Q3"])) == "2015-12-31"

    def test_before_the_first_year_end_that_asks_nothing_is_due(self):
        world = self.world(names("2016Q1", "2017Q1"))
        assert values(world, "2016Q3")[A].state == State.NOT_DUE
        assert values(world, "2017Q1")[A].as_of.name == "2016Q4"

    def test_at_the_next_year_end_the_old_one_no_longer_stands(self):
        world = self.world(names("2015Q4", "2016Q4"))
        Report.objects.filter(period__name="2016Q4").update(status="draft")
        assert values(world, "2016Q4")[A].state == State.NOT_REPORTED
        assert values(world, "2016Q4")[A].as_of.name == "2016Q4"

    def test_a_year_end_never_opened_leaves_nothing_to_stand(self):
        world = self.world(["2015Q4", "2017Q1"])
        found = values(world, "2017Q1")[A]
        assert (found.state, found.missing) == (State.NOT_REPORTED, ("武汉市",))

    def test_a_ratio_with_one_measure_of_every_period_has_the_period_s_day(self):
        world = World.of_a_plan()
        world.measure("N", asked="year_end")
        world.measure("D")
        world.indicator("RATE", "N", "D")
        world.open(names("2016Q4", "2017Q2"), [A])
        world.fill({(A, "2016Q4", "N"): "3", (A, "2017Q2", "D"): "12"})
        found = values(world, "2017Q2")[A]
        assert (found.value, found.as_of.name) == (25, "2017Q2")


def test_a_measure_first_asked_later_is_not_due_before():
    world = rates()
    world.open(["2016Q1"], [A])
    world.periods["2016Q1"].asked.all().delete()
    world.open(["2016Q2"], [A])
    assert values(world, "2016Q1")[A].state == State.NOT_DUE
    assert values(world, "2016Q2")[A].state == State.NOT_REPORTED


def test_an_overflow_in_the_database_raises():
    most = Select("WITH x(a) AS (VALUES (9223372036854775807), (9223372036854775807))", ())
    with pytest.raises(OverflowError), transaction.atomic():
        fetch(most, "SELECT CAST(SUM(a) AS BIGINT) FROM x")


def test_what_else_goes_wrong_in_the_database_is_told_as_it_is():
    with pytest.raises(DatabaseError), transaction.atomic():
        fetch(Select("WITH x(a) AS (VALUES (1))", ()), "SELECT b FROM x")


def test_a_sum_beyond_64_bits_raises_whatever_the_database_does():
    with pytest.raises(OverflowError):
        checked(Decimal(2**63))
    assert (checked(2**63 - 1), checked(None)) == (2**63 - 1, None)


def test_the_public_door_names_values_by_indicator_place_and_period():
    world = rates()
    world.open(names("2018Q3", "2018Q4"), [A, B])
    world.fill({(A, "2018Q4", m): "5" for m in "ND"})
    rate = world.plan.indicators.get()
    place = several("two", "两地", [region(A), region(B)])
    found = rollup([rate], list(world.periods.values()), [place], Basis.OFFICIAL)
    assert found.keys() == {(rate.pk, "two", "2018Q3"), (rate.pk, "two", "2018Q4")}
    assert found[rate.pk, "two", "2018Q4"].missing == ("襄阳市",)
    assert rollup([], [], [place]) == {}
