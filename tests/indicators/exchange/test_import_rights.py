"""Who may bring which file: own region, the province's own report, and 代录 by the manager."""

from datetime import date

import pytest

from indicators.exchange.importing import confirm
from indicators.exchange.models import ImportBatch
from indicators.reporting.actions import enter
from indicators.reporting.errors import Forbidden
from indicators.reporting.models import Figure, Report, Revision
from tests.bad_workbooks.made import long, row
from tests.indicators.exchange.files import brought, codes, warned
from tests.indicators.reporting.quarter import PROVINCE, approved, filled, number, opened, report_of
from tests.people import NOON, client_of, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]
XIANGYANG = ("420600", "襄阳市", "2018Q3")
PEOPLE = ("POP_60PLUS", "60周岁及以上老年人口")
DOCUMENT = "鄂民函〔2018〕12号"


@pytest.fixture(autouse=True)
def quarter(db):
    opened("2018Q3", locks=date(2099, 1, 1))


def supplied(value, place=("420100", "武汉市", "2018Q3")):
    return row(value, place=place, item=PEOPLE, unit="人")


def test_the_manager_fills_the_provinces_own_report(manager):
    content = long(
        supplied(1711000),
        supplied(900000, XIANGYANG),
        row(2952, place=("420000", "", "2018Q3"), item=("POVERTY_LINE", ""), unit=""),
    )
    confirm(batch=brought(content, by="manager"), by=manager, at=NOON)
    rows = Figure.objects.order_by("measure__code", "region__code")
    assert list(rows.values_list("report__region__code", "region__code", "value")) == [
        (PROVINCE, "420100", 1711000),
        (PROVINCE, "420600", 900000),
        (PROVINCE, "420000", 2952),
    ]


def test_the_provinces_value_of_a_supplied_measure_is_never_typed_in(manager):
    content = long(supplied(9000000, ("420000", "湖北省", "2018Q3")))
    assert codes(brought(content, by="manager")) == ["not_asked"]


def test_filling_in_for_a_bureau_takes_a_document_number(manager):
    refused = brought(long(row()), by="manager")
    assert codes(refused) == ["forbidden"]
    batch = brought(long(row()), by="manager", document=DOCUMENT)
    confirm(batch=batch, by=manager, at=NOON)
    revision = Revision.objects.get()
    assert (revision.by, revision.document, revision.via) == (manager, DOCUMENT, "import")


def test_a_bureau_that_has_begun_is_not_filled_in_for(manager, wuhan):
    enter(report=report_of(), cells=[number("PILOTS", 1)], by=wuhan, via="form", at=NOON)
    batch = brought(long(row()), by="manager", document=DOCUMENT)
    assert codes(batch) == ["forbidden"]


def test_a_bureau_that_begins_between_preview_and_confirm_goes_first(manager, wuhan):
    batch = brought(long(row()), by="manager", document=DOCUMENT)
    enter(report=report_of(), cells=[number("PILOTS", 1)], by=wuhan, via="form", at=NOON)
    with pytest.raises(Forbidden):
        confirm(batch=batch, by=manager, at=NOON)
    assert list(Figure.objects.values_list("measure__code", flat=True)) == ["PILOTS"]


def test_the_bureau_may_change_what_was_filled_in_for_it(manager, wuhan):
    confirm(batch=brought(long(row()), by="manager", document=DOCUMENT), by=manager, at=NOON)
    confirm(batch=brought(long(row(62311))), by=wuhan, at=NOON)
    assert Figure.objects.get().value == 62311


@pytest.mark.parametrize("name", ["reviewer", "viewer", "auditor", "administrator", "stranger"])
def test_who_fills_in_nothing_imports_nothing(name):
    with pytest.raises(Forbidden):
        brought(long(row()), by=name)
    assert ImportBatch.objects.count() == 0
    page = client_of(person(name)).get("/exchange/import/")
    assert page.status_code == 403


def test_another_regions_rows_are_named_and_not_compared(wuhan, xiangyang):
    filled(report_of("420600"), by=xiangyang)
    equal = Figure.objects.get(region__code="420600", measure__code="ELD_BEDS").value
    content = long(row(), row(int(equal), place=XIANGYANG), row(1, place=XIANGYANG))
    batch = brought(content)
    assert [(p["code"], p["cell"], p["row"]) for p in batch.problems] == [
        ("foreign_region", "F3", 3)
    ]
    assert "3、4" in batch.problems[0]["message"]
    assert (batch.new, batch.unchanged) == (0, 0)


def test_what_the_province_supplies_may_stand_in_a_bureaus_file_unchanged(manager, wuhan):
    province = report_of(PROVINCE)
    enter(report=province, cells=[number("POP_60PLUS", 1711000)], by=manager, via="form", at=NOON)
    same = brought(long(supplied(1711000), row()))
    assert (same.problems, same.new, same.unchanged) == ([], 1, 1)
    other = brought(long(supplied(1711001)))
    assert [(p["code"], p["cell"]) for p in other.problems] == [("supplied", "F2")]
    assert "1711000" in other.problems[0]["fix"]


def test_soft_findings_are_warnings_until_they_are_explained(wuhan):
    batch = brought(long(row(250000)))
    assert (batch.problems, warned(batch)) == ([], ["above_maximum"])
    assert [(w["cell"], w["shown"]) for w in batch.warnings] == [("F2", "250000")]
    assert warned(brought(long(row(250000, why="并入农村福利院")))) == []


def test_a_stored_part_above_its_new_whole_is_told_at_the_whole(wuhan):
    cells = [number("COMM_URBAN_TOTAL", 1000), number("COMM_URBAN_SW", 900)]
    enter(report=report_of(), cells=cells, by=wuhan, via="form", at=NOON)
    batch = brought(long(row(800, item=("COMM_URBAN_TOTAL", ""), unit="")))
    assert [(p["code"], p["cell"]) for p in batch.problems] == [("part_exceeds_whole", "F2")]
    assert "配有社区社会工作者的城市社区数" in batch.problems[0]["message"]


def test_a_value_above_what_the_province_supplies_is_a_question(manager, wuhan):
    cells = [number("GOV_UNIT_TOTAL", 14)]
    enter(report=report_of(PROVINCE), cells=cells, by=manager, via="form", at=NOON)
    batch = brought(long(row(15, item=("FAC_ELDERLY", ""), unit="")))
    assert warned(batch) == ["part_exceeds_supplied"]


def test_the_periods_chosen_and_written_must_agree(wuhan):
    opened("2018Q2", locks=date(2099, 1, 1))
    other = report_of(period="2018Q2").period
    batch = brought(long(row(), row(1, item=("PILOTS", ""), unit="")), period=other)
    assert [(p["code"], p["cell"]) for p in batch.problems] == [("other_period", "F2")]


def test_a_managers_batch_fills_many_regions_and_periods(manager):
    opened("2018Q2", locks=date(2099, 1, 1))
    rows = [
        row(1000, place=(region, "", period))
        for period in ("2018Q2", "2018Q3")
        for region in ("420100", "420600", "422800")
    ]
    batch = brought(long(*rows), by="manager", document=DOCUMENT)
    confirm(batch=batch, by=manager, at=NOON)
    assert (batch.periods, batch.regions) == (["2018Q2", "2018Q3"], ["420100", "420600", "422800"])
    assert Figure.objects.count() == 6


def queries_for(rows, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as counted:
        batch = brought(long(*rows), by="manager", document=DOCUMENT)
    assert batch.problems == []
    return len(counted)


def test_the_queries_of_a_preview_do_not_grow_with_the_file(manager, django_assert_max_num_queries):
    places = Report.objects.exclude(region__code=PROVINCE).values_list("region__code", flat=True)
    rows = [row(1000, place=(code, "", "2018Q3")) for code in places]
    few = queries_for(rows[:1], django_assert_max_num_queries)
    assert queries_for(rows, django_assert_max_num_queries) == few


def test_an_approved_report_is_not_written_even_by_its_bureau(wuhan):
    approved(at=NOON)
    assert codes(brought(long(row(7)))) == ["conflict"]
