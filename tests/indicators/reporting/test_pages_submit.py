"""Submitting by the page: everything is filled in or explained, then one button."""

import pytest

from indicators.reporting.models import Explanation, Status
from tests.indicators.reporting.pages import browser, inputs
from tests.indicators.reporting.quarter import (
    NOON,
    blank,
    enter,
    filled,
    in_review,
    number,
    opened,
    plausible,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL = "/reports/2018Q3/420100/submit/"
BEDS = "420100-ELD_BEDS"


def questioned(*cells):
    """A filled report with these cells put otherwise."""
    report = filled()
    enter(report=report, cells=list(cells), by=person("wuhan"), via="form", at=NOON)
    return report_of()


def send(**more):
    client = browser("wuhan")
    page = client.get(URL)
    sent = {name: value for name, value in inputs(page).items() if name != "responsible"}
    return client.post(URL, sent | {"responsible": "李局长"} | more)


def asked(answer):
    """What the page asks about: the names of hard faults, soft questions and blanks."""
    return {
        kind: [entry.name for entry in answer.context[kind]] for kind in ("hard", "soft", "blank")
    }


def test_a_whole_report_is_submitted_with_one_button():
    filled()
    assert asked(browser("wuhan").get(URL)) == {"hard": [], "soft": [], "blank": []}
    answer = send()
    assert (answer.status_code, answer.url) == (302, "/reports/2018Q3/420100/")
    report = report_of()
    assert report.status == Status.SUBMITTED
    assert report.submissions.get().responsible == "李局长"


def test_a_draft_lists_every_blank():
    opened()
    names = [f"{cell.region}-{cell.measure}" for cell in plausible(report_of())]
    page = browser("wuhan").get(URL)
    assert sorted(asked(page)["blank"]) == sorted(names)
    assert {name for name in inputs(page) if name.startswith("why-")} == {
        f"why-{name}" for name in names
    }


def test_a_blank_must_be_explained():
    questioned(blank("ELD_BEDS"))
    answer = send()
    assert (answer.status_code, report_of().status) == (422, Status.DRAFT)
    assert asked(answer)["blank"] == [BEDS]
    assert [problem.measure for problem in answer.context["problems"]] == ["ELD_BEDS"]


def test_an_explained_blank_does_not_hinder():
    questioned(blank("ELD_BEDS"))
    assert send(**{f"why-{BEDS}": "统计口径调整，下季补报"}).status_code == 302
    assert Explanation.objects.get().text == "统计口径调整，下季补报"
    assert report_of().status == Status.SUBMITTED


def test_explanations_stay_typed_when_something_else_is_missing():
    questioned(blank("ELD_BEDS"), blank("PILOTS"))
    answer = send(**{f"why-{BEDS}": "下季补报"})
    assert answer.status_code == 422
    assert inputs(answer)[f"why-{BEDS}"] == "下季补报"
    assert inputs(answer)["responsible"] == "李局长"


def test_a_soft_finding_must_be_explained_with_its_number_standing_beside():
    questioned(number("ELD_BEDS", 999_999_999))
    page = browser("wuhan").get(URL)
    assert asked(page) == {"hard": [], "soft": [BEDS], "blank": []}
    assert "999,999,999" in page.content.decode()
    assert send().status_code == 422
    assert send(**{f"why-{BEDS}": "已核实"}).status_code == 302


def test_without_a_responsible_person_it_is_not_submitted():
    filled()
    answer = send(responsible=" ")
    assert (answer.status_code, report_of().status) == (422, Status.DRAFT)
    assert len(answer.context["problems"]) == 1
    assert answer.context["problems"][0].message in answer.content.decode()


def test_pressed_twice_it_is_submitted_once():
    filled()
    client = browser("wuhan")
    sent = inputs(client.get(URL)) | {"responsible": "李局长"}
    assert [client.post(URL, sent).status_code for _ in range(3)] == [302, 302, 302]
    assert report_of().submissions.count() == 1


def test_an_old_page_does_not_submit_what_it_did_not_show():
    filled()
    client = browser("wuhan")
    sent = inputs(client.get(URL)) | {"responsible": "李局长"}
    cells = [number("ELD_BEDS", 7)]
    enter(report=report_of(), cells=cells, by=person("wuhan2"), via="form", at=NOON)
    assert client.post(URL, sent).status_code == 409
    assert report_of().status == Status.DRAFT


def test_a_submitted_report_shows_its_page_instead():
    submitted()
    assert browser("wuhan").get(URL).url == "/reports/2018Q3/420100/"


def test_the_responsible_person_is_remembered():
    returned()
    assert inputs(browser("wuhan").get(URL))["responsible"] == "李局长"


def test_withdrawing_opens_the_grid_again():
    submitted()
    answer = browser("wuhan2").post("/reports/2018Q3/420100/withdraw/")
    assert (answer.status_code, answer.url) == (302, "/reports/2018Q3/420100/edit/")
    assert report_of().status == Status.DRAFT


def test_withdrawing_after_the_review_began_is_a_conflict():
    in_review()
    answer = browser("wuhan").post("/reports/2018Q3/420100/withdraw/")
    assert (answer.status_code, answer.templates[0].name) == (409, "409.html")
    assert report_of().status == Status.IN_REVIEW
    assert "withdraw" not in browser("wuhan").get("/reports/2018Q3/420100/").context["moves"]


def test_the_page_costs_the_same_with_nothing_and_with_everything_to_explain(
    django_assert_max_num_queries,
):
    client = browser("wuhan")
    opened()
    client.get(URL)
    with django_assert_max_num_queries(30) as many:
        client.get(URL)
    filled()
    with django_assert_max_num_queries(len(many)):
        client.get(URL)


def test_what_changed_since_the_last_submission_is_listed():
    returned()
    enter(
        report=report_of(), cells=[number("ELD_BEDS", 5)], by=person("wuhan"), via="form", at=NOON
    )
    page = browser("wuhan").get("/reports/2018Q3/420100/submit/")
    changed = [(e.name, old.value, e.line.value) for e, old in page.context["changed"]]
    assert changed == [("420100-ELD_BEDS", 1, 5)]
    assert "上次提交后有改动" in page.content.decode()


def test_before_the_first_submission_nothing_is_listed_as_changed():
    opened()
    assert browser("wuhan").get(URL).context["changed"] == []
