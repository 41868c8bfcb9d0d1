"""Reviewing by the page: what asks for attention first, then approve or return with reasons."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from indicators.reporting.actions import approve, begin_review, submit
from indicators.reporting.models import Remark, Status
from tests.indicators.reporting.pages import browser, inputs
from tests.indicators.reporting.quarter import (
    NOON,
    approved,
    enter,
    filled,
    in_review,
    number,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL = "/reports/2018Q3/420100/review/"
BEDS = "420100-ELD_BEDS"
REMARK = re.compile(r'<textarea name="remark-([^"]+)"[^>]*>([^<]*)</textarea>')
REASON = {"code": "wrong_data", "reason": "床位数有误", "correct_until": "2018-10-17"}


def press(verb, username="reviewer", **more):
    return browser(username).post(f"{URL}{verb}/", more)


def names(rows):
    return [row.name for row in rows]


def remarks_in(answer):
    """What stands in the page's remarks, by name of region and measure."""
    found = REMARK.findall(answer.content.decode())
    return {name: text for name, text in found if text}


def test_a_review_begins_by_a_button_never_by_looking():
    submitted()
    page = browser("reviewer").get(URL)
    assert report_of().status == Status.SUBMITTED
    assert page.context["moves"] == {"begin_review"}
    answer = press("begin")
    assert (answer.status_code, answer.url) == (302, URL)
    report = report_of()
    assert (report.status, report.reviewer.username) == (Status.IN_REVIEW, "reviewer")


def test_flagged_and_explained_figures_come_first():
    report = filled()
    cells = [number("ELD_BEDS", 999_999_999)]
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    submit(
        report=report_of(),
        by=person("wuhan"),
        responsible="李局长",
        explanations={("420100", "ELD_BEDS"): "已核实"},
        at=NOON,
    )
    page = browser("reviewer").get(URL)
    assert names(page.context["sheet"].attention) == [BEDS]
    assert BEDS not in names(page.context["sheet"].rest)
    assert "已核实" in page.content.decode()


def test_what_changed_since_the_last_submission_comes_first():
    report = returned()
    cells = [number("ELD_BEDS", 7)]
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    page = browser("reviewer").get(URL)
    [row] = page.context["sheet"].attention
    assert (row.name, row.changed.old.content.value, row.line.value) == (BEDS, 1, 7)
    assert "1 →" in " ".join(page.content.decode().split())


def test_beside_a_figure_stand_its_last_eight_periods():
    for period, value in (("2016Q3", 1), ("2016Q4", 2), ("2018Q2", 3)):
        report = report_of(period=period)
        cells = [number("ELD_BEDS", value)]
        enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    submitted()
    sheet = browser("reviewer").get(URL).context["sheet"]
    [row] = [row for row in (*sheet.attention, *sheet.rest) if row.name == BEDS]
    assert (row.course.periods[0], row.course.periods[-1]) == ("2016Q4", "2018Q3")
    assert row.course.values == (2, None, None, None, None, None, 3, 1)


def test_the_rest_is_folded_until_a_remark_is_written_there():
    report = returned()
    cells = [number("PILOTS", 7)]
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    begin_review(report=report_of(), by=person("reviewer"), at=NOON)
    assert browser("reviewer").get(URL).context["sheet"].shows_rest is False
    answer = press("send-back", **(REASON | {"reason": ""}), **{f"remark-{BEDS}": "多写了一位？"})
    assert answer.context["sheet"].shows_rest is True


def test_a_report_without_questions_says_so_in_a_sentence():
    submitted()
    page = browser("reviewer").get(URL)
    assert page.context["sheet"].attention == []
    assert page.content.decode().count("<table") == 1


def test_an_approval_opens_the_report_that_waits_longest():
    submitted(report_of("420600"), by=person("xiangyang"), at=NOON + timedelta(hours=1))
    in_review()
    answer = press("approve")
    assert (answer.status_code, report_of().status) == (302, Status.APPROVED)
    assert answer.url == "/reports/2018Q3/420600/review/"


def test_remarks_are_not_lost_by_an_approval():
    in_review()
    answer = press("approve", **{f"remark-{BEDS}": "多写了一位？"})
    assert (answer.status_code, report_of().status) == (422, Status.IN_REVIEW)
    assert remarks_in(answer) == {BEDS: "多写了一位？"}
    assert press("approve", **{f"remark-{BEDS}": " "}).status_code == 302


def test_what_another_has_begun_does_not_open_next():
    other = submitted(report_of("420600"), by=person("xiangyang"))
    begin_review(report=other, by=person("reviewer2"), at=NOON)
    in_review()
    assert press("approve").url == "/tasks/"


def test_a_report_that_changed_hands_meanwhile_is_not_approved_by_an_old_page():
    report = in_review()
    assert press("approve", version=report.version - 1).status_code == 409
    assert report_of().status == Status.IN_REVIEW
    page = inputs(browser("reviewer").get(URL))
    assert press("approve", version=page["version"]).status_code == 302


def test_returning_takes_the_reason_to_the_region_and_each_remark_to_its_figure():
    in_review()
    remark = {f"remark-{BEDS}": "多写了一位？", f"code-{BEDS}": "wrong_data"}
    answer = press("send-back", **REASON, **remark)
    assert (answer.status_code, answer.url) == (302, "/tasks/")
    report = report_of()
    assert (report.status, report.correct_until) == (Status.RETURNED, date(2018, 10, 17))
    kept = Remark.objects.get()
    assert (kept.measure.code, kept.code, kept.text) == ("ELD_BEDS", "wrong_data", "多写了一位？")
    shown = browser("wuhan").get("/reports/2018Q3/420100/").content.decode()
    assert ("床位数有误" in shown, "多写了一位？" in shown) == (True, True)


@pytest.mark.parametrize(
    "fault", [{"reason": ""}, {"code": "unknown"}, {"correct_until": "2018-10-01"}]
)
def test_a_return_without_a_proper_reason_keeps_what_was_written(fault):
    in_review()
    answer = press("send-back", **(REASON | fault), **{f"remark-{BEDS}": "多写了一位？"})
    assert (answer.status_code, report_of().status) == (422, Status.IN_REVIEW)
    assert remarks_in(answer) == {BEDS: "多写了一位？"}
    assert answer.context["form"].errors


def test_five_working_days_are_offered_in_the_form_that_browsers_take():
    in_review()
    assert inputs(browser("reviewer").get(URL))["correct_until"] == "2018-10-17"


def test_reopening_takes_the_approval_back():
    approved()
    answer = press("reopen", **REASON)
    assert (answer.status_code, answer.url) == (302, "/reports/2018Q3/420100/")
    assert report_of().status == Status.RETURNED


def test_reopening_without_a_reason_is_not_accepted():
    approved()
    assert press("reopen", **(REASON | {"reason": ""})).status_code == 422
    assert report_of().status == Status.APPROVED


def test_letting_go_lets_another_take_it_up():
    in_review()
    assert press("release").url == URL
    assert report_of().status == Status.SUBMITTED
    assert press("begin", "reviewer2").status_code == 302


def test_a_colleague_sees_who_reviews_and_gets_no_buttons():
    in_review()
    page = browser("reviewer2").get(URL)
    assert page.context["moves"] == set()
    assert "沈静" in page.content.decode()
    for verb in ("approve", "release"):
        assert press(verb, "reviewer2").status_code == 409
    assert press("send-back", "reviewer2", **REASON).status_code == 409


def test_after_a_day_a_colleague_may_lay_it_back(monkeypatch):
    in_review()
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=1))
    assert browser("reviewer2").get(URL).context["moves"] == {"release_review"}
    assert press("release", "reviewer2").status_code == 302


@pytest.mark.parametrize(
    ("verb", "stage"),
    [
        ("begin", approved),
        ("approve", submitted),
        ("release", submitted),
    ],
)
def test_a_move_in_the_wrong_state_is_a_409_with_its_reason(verb, stage):
    before = stage().status
    answer = press(verb, **REASON)
    assert (answer.status_code, answer.templates[0].name) == (409, "409.html")
    assert report_of().status == before
    assert len(answer.context["problems"]) == 1
    assert answer.context["problems"][0].message in answer.content.decode()


@pytest.mark.parametrize(("verb", "stage"), [("send-back", submitted), ("reopen", in_review)])
def test_a_decision_in_the_wrong_state_keeps_what_was_written(verb, stage):
    before = stage().status
    answer = press(verb, **REASON, **{f"remark-{BEDS}": "多写了一位？"})
    assert (answer.status_code, answer.templates[0].name) == (409, "reporting/review.html")
    assert report_of().status == before
    page = answer.content.decode()
    [message] = answer.context["form"].non_field_errors()
    assert all(text in page for text in (message, "床位数有误", "多写了一位？"))


def test_a_return_by_an_old_page_keeps_what_was_written():
    report = in_review()
    remark = {f"remark-{BEDS}": "多写了一位？", f"code-{BEDS}": "wrong_scope"}
    answer = press("send-back", **REASON, **remark, version=report.version - 1)
    assert (answer.status_code, report_of().status) == (409, Status.IN_REVIEW)
    assert remarks_in(answer) == {BEDS: "多写了一位？"}
    assert inputs(answer)["version"] == str(report.version)
    assert answer.context["form"]["reason"].value() == "床位数有误"
    assert press("send-back", **REASON, **remark, version=report.version).status_code == 302


def test_who_filled_it_does_not_review_it():
    own = filled(report_of("420000"), by=person("manager"))
    submit(report=own, by=person("manager"), responsible="处长", at=NOON)
    assert browser("manager").get("/reports/2018Q3/420000/review/").status_code == 403
    url = "/reports/2018Q3/420000/review/"
    assert browser("reviewer").get(url).context["moves"] == {"begin_review"}


def test_the_page_costs_the_same_for_every_stage(django_assert_max_num_queries):
    report = submitted()
    client = browser("reviewer")
    client.get(URL)
    with django_assert_max_num_queries(30):
        client.get(URL)
    begin_review(report=report, by=person("reviewer"), at=NOON)
    with django_assert_max_num_queries(30):
        client.get(URL)
    approve(report=report_of(), by=person("reviewer"), at=NOON)
    with django_assert_max_num_queries(30):
        client.get(URL)
