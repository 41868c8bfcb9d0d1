"""A report as it is read: every cell with all that stands beside it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.reporting.actions import Remarked, approve_all, enter, submit
from indicators.reporting.cells import Content
from indicators.reporting.models import Report
from indicators.reporting.worksheet import progress, read_sheet
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    XIANGYANG,
    blank,
    not_applicable,
    number,
    opened,
    plausible,
    report_of,
    returned,
)
from tests.people import NOON, TODAY, person

EMPTY = Content("blank", None)


def put(*cells, report=None, by="wuhan", at=NOON):
    enter(report=report or report_of(), cells=cells, by=person(by), via="form", at=at)


def line(measure, report=None, region=WUHAN):
    [found] = [each for each in read_sheet(report or report_of()) if each.key == (region, measure)]
    return found


def test_a_line_has_the_value_its_revision_and_those_before(db):
    put(number("ELD_BEDS", 10), not_applicable("PILOTS"), report=report_of(period="2018Q2"))
    put(number("ELD_BEDS", 8), report=report_of(period="2017Q3"))
    put(number("ELD_BEDS", 12, explanation="新建"))
    beds, pilots = line("ELD_BEDS"), line("PILOTS")
    assert (beds.state, beds.value, beds.revision) == ("number", Decimal(12), 1)
    assert beds.previous == Content("number", Decimal(10))
    assert beds.year_earlier == Content("number", Decimal(8))
    assert beds.explanation == "新建"
    assert (pilots.content, pilots.revision) == (EMPTY, 0)
    assert pilots.previous == Content("not_applicable", None)
    assert pilots.year_earlier == EMPTY


def test_an_explanation_of_an_earlier_value_is_void(db):
    put(number("ELD_BEDS", 12, explanation="新建"))
    put(blank("ELD_BEDS"))
    emptied = line("ELD_BEDS")
    assert (emptied.revision, emptied.explanation, emptied.needs_explanation) == (2, "", True)
    put(blank("ELD_BEDS", explanation="待核"))
    emptied = line("ELD_BEDS")
    assert (emptied.explanation, emptied.needs_explanation) == ("待核", False)


def test_a_stock_of_the_period_before_is_offered_and_is_nothing_yet(db):
    put(number("ELD_BEDS", 10), number("ELD_BEDS_BUILT", 3), report=report_of(period="2018Q2"))
    assert (line("ELD_BEDS").offered, line("ELD_BEDS").value) == (Decimal(10), None)
    assert line("ELD_BEDS_BUILT").offered is None
    put(number("ELD_BEDS", 0))
    assert line("ELD_BEDS").offered is None


def test_a_line_stands_under_a_heading_of_the_plan(db):
    assert line("ELD_BEDS").theme.code == line("POP_60PLUS").theme.code
    assert all(each.theme for each in read_sheet(report_of()) if not each.is_supplied)


def test_lines_tell_what_the_checks_say(db):
    put(number("PILOTS", 21))
    assert line("PILOTS").finding.code == "above_maximum"
    assert line("PILOTS").needs_explanation
    assert line("ELD_BEDS").finding is None


def test_the_reviewers_remarks_on_the_last_submission_stand_at_their_cells(db):
    returned(remarks=[Remarked(WUHAN, "PILOTS", "other", "请核对")])
    [remark] = line("PILOTS").remarks
    assert (remark.text, remark.by.username) == ("请核对", "reviewer")
    assert line("ELD_BEDS").remarks == ()
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    assert line("PILOTS").remarks == ()


def test_what_the_province_supplies_is_seen_locked_at_any_status(db):
    province = report_of(PROVINCE)
    put(number("POP_60PLUS", 1711000), report=province, by="manager")
    supplied = line("POP_60PLUS")
    assert (supplied.value, supplied.is_supplied, supplied.is_decided) == (1711000, True, False)
    assert not line("COUNTY_TOTAL").needs_explanation
    rest = [c for c in plausible(province) if (c.region, c.measure) != (WUHAN, "POP_60PLUS")]
    put(*rest, report=province, by="manager")
    submit(
        report=province, by=person("manager"), responsible="厅长", at=NOON,
        explanations={(WUHAN, "POP_60PLUS"): "据统计局"},
    )  # fmt: skip
    approve_all(reports=[province], by=person("reviewer"), at=NOON + timedelta(hours=1))
    supplied = line("POP_60PLUS")
    assert (supplied.is_decided, supplied.supplied_at) == (True, NOON + timedelta(hours=1))


def test_a_bureau_has_its_55_cells_and_the_11_supplied_for_it(db):
    sheet = read_sheet(report_of())
    assert [sum(not each.is_supplied for each in sheet), len(sheet)] == [55, 66]
    assert {each.region.code for each in sheet} == {WUHAN}
    put(number("ELD_BEDS", 1), not_applicable("PILOTS"), blank("COMM_URBAN_TOTAL"))
    assert progress(read_sheet(report_of())) == (2, 55)


def test_the_province_has_a_matrix_of_regions_and_measures(db):
    sheet = read_sheet(report_of(PROVINCE))
    assert len(sheet) == 17 * 11 + 2
    assert not any(each.is_supplied for each in sheet)
    put(number("POP_60PLUS", 9, XIANGYANG), report=report_of(PROVINCE), by="manager")
    assert line("POP_60PLUS", report_of(PROVINCE), XIANGYANG).value == 9
    assert line("POP_60PLUS", report_of(PROVINCE), WUHAN).value is None


@pytest.mark.parametrize("region", [WUHAN, PROVINCE])
def test_it_is_read_in_a_constant_number_of_queries(db, region):
    report = report_of(region)
    with CaptureQueriesContext(connection) as bare:
        read_sheet(report)
    for period in ("2017Q3", "2018Q1", "2018Q2"):
        put(*plausible(report_of(region, period)), report=report_of(region, period),
            by="manager" if region == PROVINCE else "wuhan")  # fmt: skip
    opened("2018Q4", due=TODAY + timedelta(days=300))
    put(*plausible(report), report=report, by="manager" if region == PROVINCE else "wuhan")
    with CaptureQueriesContext(connection) as full:
        read_sheet(report)
    assert len(full) == len(bare) <= 12
    assert Report.objects.count() == 18 * 5
