"""Opening and closing periods, and what they ask of whom."""

from datetime import date, timedelta

import pytest

from indicators.plan.models import Indicator, Measure, Plan, SuppliedBy
from indicators.reporting.actions import close_period, enter, open_period
from indicators.reporting.asked import asked_of
from indicators.reporting.errors import Forbidden, Invalid, Refused, Unknown
from indicators.reporting.models import Report, ReportingPeriod, StatusChange
from regions.models import AuditEvent, Region
from tests.indicators.reporting.quarter import PROVINCE, WUHAN, number, opened, report_of
from tests.people import NOON, person


def asked(period):
    return set(period.measures.values_list("code", flat=True))


def test_it_is_due_15_and_locked_30_days_after_its_end_unless_said(db):
    period = opened()
    assert (period.opens_on, period.due_on, period.locks_on) == (
        date(2018, 10, 1),
        date(2018, 10, 15),
        date(2018, 10, 30),
    )


def test_named_days_are_kept_and_a_later_due_day_moves_the_lock(db):
    period = opened(due=date(2018, 11, 20))
    assert (period.due_on, period.locks_on) == (date(2018, 11, 20), date(2018, 11, 20))


def test_opened_before_its_end_it_opens_that_day_and_never_before_its_first(db):
    assert opened("2018Q4").opens_on == NOON.date()
    assert opened("2019Q1").opens_on == date(2019, 1, 1)


@pytest.mark.parametrize(
    "days",
    [
        {"due": date(2018, 10, 20), "locks": date(2018, 10, 19)},
        {"opens": date(2018, 10, 16)},
    ],
)
def test_days_out_of_order_are_refused(db, days):
    with pytest.raises(Invalid):
        opened(**days)
    assert not ReportingPeriod.objects.exists()


def test_it_makes_a_draft_for_each_of_the_17_and_the_province(db):
    period = opened()
    reports = Report.objects.of(period)
    expected = set(Region.objects.prefectures().values_list("code", flat=True)) | {PROVINCE}
    assert set(reports.values_list("region__code", flat=True)) == expected
    assert len(expected) == 18
    rows = StatusChange.objects.filter(report__period=period)
    facts = ("number", "from_status", "to_status", "at", "by__username")
    assert set(rows.values_list(*facts)) == {(1, "", "draft", NOON, "manager")}
    assert rows.count() == 18


def test_a_region_that_no_longer_exists_is_not_asked(db):
    Region.objects.filter(code="429021").update(effective_to=date(2018, 9, 29))
    assert not Report.objects.of(opened()).filter(region__code="429021").exists()
    Region.objects.filter(code="429021").update(effective_to=date(2018, 12, 31))
    assert Report.objects.of(opened("2018Q4")).filter(region__code="429021").exists()


def test_it_asks_what_the_active_indicators_need_and_the_provinces_wholes(db):
    period = opened("2018Q4")
    measures = Measure.objects.filter(code__in=asked(period))
    assert measures.filter(supplied_by=SuppliedBy.BUREAU).count() == 55
    assert measures.filter(supplied_by=SuppliedBy.PROVINCE).count() == 15
    assert "PREF_LEVEL_TOTAL" in asked(period)
    assert asked(opened()) == asked(period) - {"LOTTERY_RANK", "GDP_RANK"}


def test_an_indicator_switched_on_is_asked_from_the_next_opening(db):
    period = opened()
    Indicator.objects.filter(numerators__measure__code="ELD_INST_MED").update(is_active=True)
    assert "ELD_INST_MED" not in asked(opened())
    close_period(period=period, by=person("manager"), at=NOON)
    assert {"ELD_INST_MED", "ELD_INST_TOTAL"} <= asked(opened())
    assert {"ELD_INST_MED", "ELD_INST_TOTAL"} <= asked(opened("2018Q4"))


def test_the_baseline_period_can_be_opened(db):
    period = opened("2015Q4")
    assert (period.ends_on, period.due_on) == (date(2015, 12, 31), date(2016, 1, 15))
    assert period.asked.count() == 70


@pytest.mark.parametrize("name", ["2015Q3", "2021Q1", "2018H1", "2018"])
def test_what_no_plan_asks_is_refused(db, name):
    with pytest.raises(Refused):
        opened(name)
    assert not ReportingPeriod.objects.exists()


def test_a_name_that_is_none_is_refused(db):
    with pytest.raises(Unknown):
        opened("2018Q7")


def test_overlapping_plans_share_the_period_and_ask_their_own_measures(db):
    plan = Plan.objects.get()
    other = Plan.objects.create(
        code="next", name_zh="十四五", region=plan.region, periodicity="quarter",
        starts_on=date(2018, 7, 1), ends_on=date(2023, 6, 30), baseline_on=date(2018, 6, 30),
    )  # fmt: skip
    Indicator.objects.filter(numerators__measure__code="ELD_INST_MED").update(
        plan=other, is_active=True
    )
    assert {"ELD_INST_MED", "ELD_BEDS"} <= asked(opened())
    assert "ELD_BEDS" in asked(opened("2018Q2"))
    assert "ELD_INST_MED" in asked(opened("2018Q2"))
    assert "ELD_INST_MED" not in asked(opened("2018Q1"))
    assert "ELD_BEDS" not in asked(opened("2021Q1"))


@pytest.mark.parametrize("username", ["wuhan", "reviewer", "viewer", "administrator", "stranger"])
def test_only_the_manager_opens_and_closes(db, username):
    period = opened()
    with pytest.raises(Forbidden):
        open_period(name="2018Q4", by=person(username), at=NOON)
    with pytest.raises(Forbidden):
        close_period(period=period, by=person(username), at=NOON)


def test_opening_an_open_period_again_changes_nothing(db):
    first = opened()
    records = AuditEvent.objects.count()
    second = opened(at=NOON + timedelta(days=1))
    assert (second.pk, second.opens_on) == (first.pk, first.opens_on)
    assert AuditEvent.objects.count() == records
    assert Report.objects.count() == 18


def test_the_days_of_an_open_period_can_be_moved(db):
    opened()
    moved = opened(due=date(2018, 11, 10))
    assert (moved.due_on, moved.locks_on) == (date(2018, 11, 10), date(2018, 11, 10))
    record = AuditEvent.objects.order_by("-number")[0]
    assert (record.old["due_on"], record.new["due_on"]) == ("2018-10-15", "2018-11-10")


def test_a_closed_period_is_opened_again_with_its_reports_and_figures(db):
    period = opened()
    enter(report=report_of(), cells=[number("PILOTS", 1)], by=person("wuhan"), via="form", at=NOON)
    closed = close_period(period=period, by=person("manager"), at=NOON)
    assert closed.closed_at == NOON
    close_period(period=period, by=person("manager"), at=NOON + timedelta(days=1))
    again = opened()
    assert (again.pk, again.closed_at) == (period.pk, None)
    acts = AuditEvent.objects.filter(object_type="period").order_by("number")
    assert list(acts.values_list("act", flat=True)) == [
        "open_period",
        "close_period",
        "open_period",
    ]
    assert Report.objects.count() == 18
    assert report_of().figures.count() == 1


def test_which_cells_a_report_carries(db):
    opened("2018Q4")
    asked_cells = {
        code: list(asked_of([report_of(code, "2018Q4")]).popitem()[1].keys())
        for code in (WUHAN, PROVINCE)
    }
    assert len(asked_cells[WUHAN]) == 55
    assert {region for region, _measure in asked_cells[WUHAN]} == {WUHAN}
    by_region = [measure for region, measure in asked_cells[PROVINCE] if region == WUHAN]
    as_one = [measure for region, measure in asked_cells[PROVINCE] if region == PROVINCE]
    assert (len(by_region), "POP_60PLUS" in by_region) == (11, True)
    assert as_one == ["POVERTY_LINE", "HOSP_PROV_L3", "LOTTERY_RANK", "GDP_RANK"]
    assert len(asked_cells[PROVINCE]) == 17 * 11 + 4
