"""Two submissions of one report side by side: what differs, and which remark asked for it."""

from decimal import Decimal

import pytest

from indicators.reporting.actions import (
    Remarked,
    approve,
    begin_review,
    enter,
    reopen,
    send_back,
    submit,
)
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    NOON,
    approved,
    in_review,
    not_applicable,
    number,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL = "/reports/2018Q3/420100/diff/"


def again(cells, **explanations):
    """Corrected and submitted once more."""
    report = report_of()
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    submit(
        report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON,
        explanations={("420100", code): text for code, text in explanations.items()},
    )  # fmt: skip
    return report_of()


def remark(measure, text):
    return Remarked("420100", measure, "wrong_data", text)


def story():
    """Three submissions: beds corrected in the second, pilots and an explanation in the third."""
    returned(remarks=[remark("ELD_BEDS", "多写了一位？")])
    report = again([number("ELD_BEDS", 2)])
    begin_review(report=report, by=person("reviewer"), at=NOON)
    facts = {"code": "other", "reason": "核对", "remarks": [remark("PILOTS", "是否适用？")]}
    send_back(report=report, by=person("reviewer"), at=NOON, **facts)
    again([not_applicable("PILOTS")], ELD_BEDS="已核实")


def shown(query="", username="reviewer"):
    page = browser(username).get(f"{URL}{query}")
    rows = page.context["rows"]
    return {row.measure.code: (row.cell.change, [r.text for r in row.remarks]) for row in rows}


def test_what_differs_stands_beside_the_remark_that_asked_for_it():
    story()
    assert shown("?from=1&to=2") == {"ELD_BEDS": (Decimal(1), ["多写了一位？"])}
    assert shown("?from=2&to=3") == {
        "PILOTS": (None, ["是否适用？"]),
        "ELD_BEDS": (Decimal(0), []),
    }
    assert shown("?from=1&to=3") == {
        "ELD_BEDS": (Decimal(1), ["多写了一位？"]),
        "PILOTS": (None, ["是否适用？"]),
    }


def test_old_and_new_stand_on_the_page():
    story()
    page = browser("wuhan").get(f"{URL}?from=2&to=3").content.decode()
    assert [text in page for text in ("<ins>已核实</ins>", "不适用", "是否适用？")] == [True] * 3


def test_without_numbers_the_last_is_compared_with_the_one_before():
    story()
    page = browser("wuhan").get(URL)
    assert (page.context["old"].number, page.context["new"].number) == (2, 3)
    page = browser("wuhan").get(f"{URL}?to=2")
    assert (page.context["old"].number, page.context["new"].number) == (1, 2)


def test_the_same_submission_twice_differs_in_nothing():
    story()
    assert shown("?from=2&to=2") == {}


@pytest.mark.parametrize("query", ["?from=0&to=1", "?from=1&to=9", "?from=x", "?to=", "?from=01"])
def test_a_submission_that_does_not_exist_is_not_found(query):
    submitted()
    assert browser("reviewer").get(f"{URL}{query}").status_code == 404


def test_a_report_never_submitted_has_nothing_to_compare():
    report_of()
    assert browser("wuhan").get(URL).status_code == 404


@pytest.mark.parametrize(
    ("who", "code"), [("wuhan2", 200), ("manager", 200), ("viewer", 404), ("xiangyang", 404)]
)
def test_who_sees_the_report_sees_its_submissions(who, code):
    in_review()
    assert browser(who).get(URL).status_code == code


def test_a_viewer_sees_them_once_approved():
    approved()
    assert browser("viewer").get(URL).status_code == 200


def test_report_and_review_lead_there_once_there_are_two():
    submitted()
    pages = ("/reports/2018Q3/420100/", "/reports/2018Q3/420100/review/")
    assert [URL in browser("reviewer").get(page).content.decode() for page in pages] == [False] * 2
    begin_review(report=report_of(), by=person("reviewer"), at=NOON)
    approve(report=report_of(), by=person("reviewer"), at=NOON)
    facts = {"code": "other", "reason": "核对", "at": NOON}
    reopen(report=report_of(), by=person("reviewer"), **facts)
    again([number("ELD_BEDS", 2)])
    assert [URL in browser("reviewer").get(page).content.decode() for page in pages] == [True] * 2


@pytest.mark.parametrize("cells", [1, 3])
def test_the_page_costs_the_same_for_any_number(cells, django_assert_max_num_queries):
    returned()
    again([number(code, 2) for code in ("ELD_BEDS", "PILOTS", "ELD_BEDS_BUILT")[:cells]])
    client = browser("wuhan")
    client.get(URL)
    with django_assert_max_num_queries(10):
        assert len(client.get(URL).context["rows"]) == cells
