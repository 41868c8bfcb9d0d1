"""Which periods a plan has, what stands in them, and which one a page shows."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest

from indicators.assessment.ledger import Ledger, Span, a_year_before, standing_day
from indicators.assessment.values import Value, checked, quotient
from indicators.assessment.vocabulary import State
from indicators.plan.models import Plan
from indicators.reporting.calendar import belongs
from indicators.reporting.models import ReportingPeriod

ENDS = {"Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31", "H1": "06-30", "H2": "12-31"}
MONTHS = {"Q": 3, "H": 6}


def period(name):
    ends_on = date.fromisoformat(f"{name[:4]}-{ENDS.get(name[4:], '12-31')}")
    first = ends_on.month - MONTHS.get(name[4:5], 12) + 1
    return ReportingPeriod(name=name, starts_on=date(ends_on.year, first, 1), ends_on=ends_on)


def plan(periodicity="quarter"):
    days = {"starts_on": date(2016, 1, 1), "ends_on": date(2020, 12, 31)}
    return Plan(baseline_on=date(2015, 12, 31), periodicity=periodicity, **days)


def ledger(*opened, periodicity="quarter"):
    return Ledger(plan(periodicity), tuple(map(period, opened)), {})


def names(periods):
    return [one.name for one in periods]


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2016-12-31", "2015-12-31"),
        ("2016-03-31", "2015-03-31"),
        ("2017-02-28", "2016-02-29"),
        ("2016-02-29", "2015-02-28"),
    ],
)
def test_a_year_before_a_month_s_end_is_the_same_month_s_end(day, before):
    assert a_year_before(date.fromisoformat(day)) == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("name", "periodicity", "mine"),
    [
        ("2015Q4", "quarter", True),
        ("2015Q3", "quarter", False),
        ("2016Q1", "quarter", True),
        ("2016H1", "quarter", False),
        ("2016", "quarter", False),
        ("2016H1", "half", True),
        ("2015H2", "half", True),
        ("2016", "year", True),
        ("2015", "year", True),
        ("2014", "year", False),
    ],
)
def test_a_plan_has_the_periods_of_its_own_length_from_its_baseline_day_on(name, periodicity, mine):
    assert belongs(plan(periodicity), period(name)) is mine


def test_neighbours_are_found_by_their_days():
    found = ledger("2015Q4", "2016Q1", "2016Q3", "2016Q4", "2017Q4")
    assert found.baseline_period.name == "2015Q4"
    assert found.before(period("2016Q1")).name == "2015Q4"
    assert found.before(period("2016Q3")) is None
    assert found.year_earlier(period("2017Q4")).name == "2016Q4"
    assert found.year_earlier(period("2016Q4")).name == "2015Q4"
    assert found.year_earlier(period("2016Q1")) is None
    assert names(found.year_ends(date(2017, 12, 30))) == ["2016Q4"]
    assert names(found.year_ends(date(2017, 12, 31))) == ["2016Q4", "2017Q4"]
    assert names(found.in_plan(date(2016, 9, 30))) == ["2016Q1", "2016Q3"]


def test_since_the_start_counts_what_was_never_opened():
    found = ledger("2015Q4", "2016Q1", "2016Q3", "2017Q2")
    whole = found.since_start(period("2017Q2"))
    assert (names(whole.periods), whole.unopened) == (["2016Q1", "2016Q3", "2017Q2"], 3)
    first = found.since_start(period("2016Q1"))
    assert (names(first.periods), first.unopened) == (["2016Q1"], 0)
    assert found.since_start(period("2015Q4")) == Span("2015Q4", (), 0)


def test_what_is_asked_and_what_was_read_stay_as_they_are():
    asked = Span.of(period("2018Q1"))
    with pytest.raises(FrozenInstanceError):
        ledger("2018Q1").basis = "provisional"
    with pytest.raises(FrozenInstanceError):
        asked.name = "2018Q2"
    assert not hasattr(asked, "__dict__")


@pytest.mark.parametrize(
    ("periodicity", "opened", "unopened"),
    [
        ("quarter", ["2018Q1", "2018Q4"], 2),
        ("half", ["2018H1", "2018H2"], 0),
        ("year", ["2018"], 0),
    ],
)
def test_a_year_is_the_set_of_its_periods(periodicity, opened, unopened):
    year = ledger(*opened, periodicity=periodicity).year(2018)
    assert (names(year.periods), year.unopened, year.name) == (opened, unopened, "2018")
    assert year.last.name == opened[-1]
    assert Span.of(year) is year


def test_the_year_end_before_stands_and_at_a_year_end_its_own():
    days = [standing_day(period(name)) for name in ("2018Q1", "2018Q3", "2018Q4")]
    assert days == [date(2017, 12, 31), date(2017, 12, 31), date(2018, 12, 31)]
    found = ledger("2017Q4", "2018Q3", "2018Q4", "2019Q1")
    assert [found.standing(one).name for one in found.periods] == [
        "2017Q4",
        "2017Q4",
        "2018Q4",
        "2018Q4",
    ]
    assert ledger("2018Q3").standing(period("2018Q3")) is None


def test_a_value_is_multiplied_first_and_divided_once():
    assert quotient(329_000_0000, 10_720_000_0000, 1000) == Decimal(
        "30.690298507462686567164179104477611940298507462687"
    )
    assert quotient(15_0000, None, 2) == 30
    assert quotient(0, 5, 100) == 0


def test_a_value_says_what_stands_and_what_is_missing():
    now, then = period("2018Q2"), period("2017Q4")
    now.pk, then.pk = 2, 1
    value = Value(State.NUMBER, then, 100, 1_0000, 3_0000, counted=1, expected=2)
    assert (value.numerator, value.denominator, value.complete, value.is_number) == (
        1,
        3,
        False,
        True,
    )
    assert (value.stands_in(now), value.stands_in(then)) == (date(2017, 12, 31), None)
    none = Value(State.NOT_REPORTED, now)
    assert (none.value, none.numerator, none.denominator, none.complete) == (None, None, None, True)
    assert (none.missing, none.not_applicable, none.worst, none.is_number) == ((), (), (), False)


@pytest.mark.parametrize("total", [2**63, -(2**63), Decimal(2**64)])
def test_a_sum_beyond_64_bits_raises(total):
    with pytest.raises(OverflowError):
        checked(total)


def test_a_sum_within_64_bits_is_a_whole_number():
    assert [checked(total) for total in (None, 2**63 - 1, Decimal(-5))] == [None, 2**63 - 1, -5]
