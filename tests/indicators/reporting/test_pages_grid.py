"""The grid: what is typed is saved, or stays typed beside the reason why not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.reporting.actions import enter
from indicators.reporting.models import Explanation, Figure, Revision
from indicators.reporting.remarking import Remarked
from tests.indicators.reporting.pages import (
    WUHAN_EDIT,
    browser,
    inputs,
    save,
    sheet_of,
    typed_in,
)
from tests.indicators.reporting.quarter import (
    NOON,
    opened,
    plausible,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
BEDS, PILOTS = "420100-ELD_BEDS", "420100-PILOTS"


@pytest.fixture(autouse=True)
def period(db):
    return opened()


def figures():
    rows = Figure.objects.filter(region__code="420100").order_by("measure__code")
    return [(f.measure.code, f.state, f.value) for f in rows.select_related("measure")]


def test_what_is_typed_is_saved_and_shown_again():
    answer = save("wuhan", {f"value-{BEDS}": " 62,310 ", f"value-{PILOTS}": "不适用"})
    assert (answer.status_code, answer.url) == (302, WUHAN_EDIT)
    assert figures() == [
        ("ELD_BEDS", "number", Decimal(62310)),
        ("PILOTS", "not_applicable", None),
    ]
    page = browser("wuhan").get(WUHAN_EDIT)
    assert typed_in(page) == {BEDS: "62310", PILOTS: "不适用"}
    done, total = page.context["progress"]
    assert (done, total) == (2, len(plausible(report_of())))


def test_only_touched_cells_are_sent():
    save("wuhan", {f"value-{BEDS}": "62310"})
    assert list(Revision.objects.values_list("measure__code", flat=True)) == ["ELD_BEDS"]
    save("wuhan", {})
    assert Revision.objects.count() == 1


def test_one_bad_cell_writes_nothing_and_everything_stays_typed():
    answer = save(
        "wuhan",
        {f"value-{BEDS}": "六万", f"value-{PILOTS}": "3", f"why-{BEDS}": "据实填报"},
    )
    assert (answer.status_code, figures()) == (422, [])
    assert typed_in(answer) == {BEDS: "六万", PILOTS: "3"}
    assert inputs(answer)[f"why-{BEDS}"] == "据实填报"
    assert [entry.name for entry in answer.context["problems"]] == [BEDS]
    assert answer.content.decode().count('aria-invalid="true"') == 1


def test_what_stays_typed_can_be_put_right_and_saved():
    bad = save("wuhan", {f"value-{BEDS}": "六万", f"value-{PILOTS}": "3"})
    answer = save("wuhan", {f"value-{BEDS}": "60000"}, page=sheet_of(bad))
    assert answer.status_code == 302
    assert figures() == [("ELD_BEDS", "number", 60000), ("PILOTS", "number", 3)]


def test_emptying_a_cell_is_an_act():
    save("wuhan", {f"value-{BEDS}": "62310"})
    save("wuhan", {f"value-{BEDS}": ""})
    assert figures() == []
    assert list(Revision.objects.order_by("number").values_list("old_state", "new_state")) == [
        ("blank", "number"),
        ("number", "blank"),
    ]


def test_a_colleagues_newer_value_survives_in_a_cell_that_was_not_touched():
    open_page = sheet_of(browser("wuhan").get(WUHAN_EDIT))
    save("wuhan2", {f"value-{BEDS}": "62310"})
    save("wuhan", {f"value-{PILOTS}": "3"}, page=open_page)
    assert figures() == [("ELD_BEDS", "number", 62310), ("PILOTS", "number", 3)]


def test_it_survives_a_mistake_elsewhere_on_the_old_page_too():
    open_page = sheet_of(browser("wuhan").get(WUHAN_EDIT))
    save("wuhan2", {f"value-{BEDS}": "62310"})
    bad = save("wuhan", {f"value-{PILOTS}": "三"}, page=open_page)
    assert typed_in(bad) == {BEDS: "62310", PILOTS: "三"}
    assert save("wuhan", {f"value-{PILOTS}": "3"}, page=sheet_of(bad)).status_code == 302
    assert figures() == [("ELD_BEDS", "number", 62310), ("PILOTS", "number", 3)]


def test_a_clash_shows_both_values_and_saves_neither():
    open_page = sheet_of(browser("wuhan").get(WUHAN_EDIT))
    save("wuhan2", {f"value-{BEDS}": "62310"})
    answer = save("wuhan", {f"value-{BEDS}": "62000", f"value-{PILOTS}": "3"}, page=open_page)
    assert answer.status_code == 409
    assert figures() == [("ELD_BEDS", "number", 62310)]
    assert typed_in(answer) == {BEDS: "62000", PILOTS: "3"}
    [entry] = answer.context["clashes"]
    assert (entry.name, entry.clash.by, entry.theirs) == (BEDS, "汪洋", "62310")
    assert "汪洋" in answer.content.decode()


def test_saving_again_after_a_clash_keeps_ones_own():
    open_page = sheet_of(browser("wuhan").get(WUHAN_EDIT))
    save("wuhan2", {f"value-{BEDS}": "62310"})
    clash = save("wuhan", {f"value-{BEDS}": "62000"}, page=open_page)
    assert save("wuhan", {}, page=sheet_of(clash)).status_code == 302
    assert figures() == [("ELD_BEDS", "number", 62000)]


def test_an_explanation_is_saved_with_its_number():
    save("wuhan", {f"value-{BEDS}": "62310", f"why-{BEDS}": "新建三所养老院"})
    assert list(Explanation.objects.values_list("text", flat=True)) == ["新建三所养老院"]
    assert inputs(browser("wuhan").get(WUHAN_EDIT))[f"why-{BEDS}"] == "新建三所养老院"


def test_an_explanation_alone_is_saved():
    save("wuhan", {f"value-{BEDS}": "62310"})
    save("wuhan", {f"why-{BEDS}": "新建三所养老院"})
    assert Revision.objects.count() == 1
    assert inputs(browser("wuhan").get(WUHAN_EDIT))[f"why-{BEDS}"] == "新建三所养老院"


def test_an_old_page_does_not_take_a_colleagues_explanation_back():
    save("wuhan", {f"value-{BEDS}": "62310", f"why-{BEDS}": "待核"})
    open_page = sheet_of(browser("wuhan").get(WUHAN_EDIT))
    save("wuhan2", {f"why-{BEDS}": "新建三所养老院"})
    save("wuhan", {f"value-{PILOTS}": "3"}, page=open_page)
    assert inputs(browser("wuhan").get(WUHAN_EDIT))[f"why-{BEDS}"] == "新建三所养老院"


def test_saving_may_go_on_to_submit():
    answer = save("wuhan", {f"value-{BEDS}": "62310"}, submit="")
    assert (answer.status_code, answer.url) == (302, "/reports/2018Q3/420100/submit/")


def test_what_the_province_supplies_cannot_be_typed():
    page = browser("wuhan").get(WUHAN_EDIT)
    supplied = [e.name for e in page.context["entries"] if e.line.is_supplied]
    assert supplied
    assert not {f"value-{name}" for name in supplied} & set(inputs(page))
    answer = browser("wuhan").post(WUHAN_EDIT, {f"value-{supplied[0]}": "5"})
    assert (answer.status_code, figures()) == (302, [])


def test_the_reviewers_remarks_stand_beside_the_figures():
    remark = ("420100", "ELD_BEDS", "wrong_data", "请核对床位数")
    returned(remarks=[Remarked(*remark)])
    page = browser("wuhan").get(WUHAN_EDIT)
    found = {e.name: [r.text for r in e.line.remarks] for e in page.context["entries"]}
    assert found[BEDS] == ["请核对床位数"]
    assert "请核对床位数" in page.content.decode()
    assert page.context["returned"].reason == "床位数有误"
    assert "床位数有误" in page.content.decode()


def test_a_submitted_report_is_read_not_filled():
    submitted()
    client = browser("wuhan")
    assert client.get(WUHAN_EDIT).url == "/reports/2018Q3/420100/"
    answer = client.post(WUHAN_EDIT, {f"value-{BEDS}": "5", f"shown-{BEDS}": ""})
    assert answer.status_code == 409
    assert answer.templates[0].name == "409.html"


def test_after_the_last_day_it_is_read_not_filled(monkeypatch):
    page = sheet_of(browser("wuhan").get(WUHAN_EDIT))
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=60))
    assert browser("wuhan").get(WUHAN_EDIT).url == "/reports/2018Q3/420100/"
    assert save("wuhan", {f"value-{BEDS}": "5"}, page=page).status_code == 409
    assert figures() == []


def test_the_provinces_report_is_a_matrix_of_regions_and_measures():
    url = "/reports/2018Q3/420000/edit/"
    page = browser("manager").get(url)
    rows = page.context["rows"]
    assert [region.code for region, _row in rows][:2] == ["420000", "420100"]
    assert len(rows) == 18
    measures = [measure.code for measure in page.context["measures"]]
    name = "420100-POP_60_PLUS" if "POP_60_PLUS" in measures else None
    name = name or next(e.name for _r, row in rows for e in row if e and "420100" in e.name)
    assert save("manager", {f"value-{name}": "1711000"}, url=url).status_code == 302
    again = browser("manager").get(url)
    assert typed_in(again) == {name: "1711000"}


def test_the_grid_costs_the_same_for_one_figure_and_for_all(django_assert_max_num_queries):
    client = browser("wuhan")
    client.get(WUHAN_EDIT)
    with django_assert_max_num_queries(30) as few:
        client.get(WUHAN_EDIT)
    report = report_of()
    enter(report=report, cells=plausible(report), by=person("wuhan"), via="form", at=NOON)
    with django_assert_max_num_queries(len(few)):
        client.get(WUHAN_EDIT)
