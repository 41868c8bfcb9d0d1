"""/review/: what awaits a reviewer, oldest first, and how much there is to look at in each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.reporting.actions import enter, submit
from regions.models import Membership, Region, Role, User
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    NOON,
    blank,
    correction_asked,
    filled,
    in_review,
    number,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL, DAY = "/review/", timedelta(days=1)


def queue(username="reviewer"):
    return browser(username).get(URL).context["queue"]


def xiangyang(at=NOON):
    return submitted(report_of("420600"), by=person("xiangyang"), at=at)


def explained(texts):
    """Submitted with one leap and one blank, both explained."""
    report = filled()
    cells = [number("ELD_BEDS", 999_999_999), blank("PILOTS")]
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    explanations = {("420100", code): text for code, text in texts.items()}
    submit(
        report=report_of(), by=person("wuhan"), responsible="李局长",
        explanations=explanations, at=NOON,
    )  # fmt: skip


def reporter_of(code):
    """Somebody new who fills in for that region."""
    user = User.objects.create_user(f"r{code}", name=code)
    Membership.objects.create(user=user, region=Region.objects.get(code=code), role=Role.REPORTER)
    return user


def test_the_one_submitted_first_stands_on_top():
    xiangyang(NOON + DAY)
    submitted()
    assert [one.report.region.code for one in queue()] == ["420100", "420600"]


def test_a_row_says_who_submitted_when_and_whether_it_was_late():
    submitted(at=NOON + 7 * DAY)
    [one] = queue()
    assert (one.submission.by, one.submission.at) == (person("wuhan"), NOON + 7 * DAY)
    assert (one.late, one.is_first, one.report.reviewer) == (2, True, None)
    page = browser("reviewer").get(URL).content.decode()
    assert [text in page for text in ("王芳", "迟报 2 天", "首次提交")] == [True] * 3


def test_a_row_says_who_reviews():
    in_review()
    assert [one.report.reviewer for one in queue("reviewer2")] == [person("reviewer")]
    assert "沈静" in browser("reviewer2").get(URL).content.decode()


def test_flags_are_what_the_review_page_shows_first():
    explained({"ELD_BEDS": "已核实", "PILOTS": "尚未启动"})
    [one] = queue()
    sheet = browser("reviewer").get("/reports/2018Q3/420100/review/").context["sheet"]
    assert (one.flagged, one.changed) == (2, 0)
    assert one.flagged == len(sheet.attention)


def test_what_changed_since_the_last_submission_is_counted():
    report = returned()
    cells = [number("ELD_BEDS", 2), number("PILOTS", 2)]
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    [one] = queue()
    assert (one.flagged, one.changed, one.is_first) == (0, 2, False)


def test_without_anything_the_page_says_what_comes():
    page = browser("reviewer").get(URL)
    assert (page.context["queue"], page.status_code) == ([], 200)
    assert "/reports/" in page.content.decode()


def test_corrections_that_are_asked_for_stand_below():
    correction_asked()
    page = browser("reviewer").get(URL)
    assert [one.report for one in page.context["corrections"]] == [report_of()]
    assert "床位数少计一家机构" in page.content.decode()
    tasks = browser("reviewer").get("/tasks/")
    assert tasks.context["tasks"].corrections == [report_of().correction_requests.get()]
    assert "床位数少计一家机构" in tasks.content.decode()


@pytest.mark.parametrize("who", ["wuhan", "manager", "viewer", "auditor", "stranger"])
def test_the_queue_is_the_reviewers_alone(who):
    assert browser(who).get(URL).status_code == 403


def test_the_page_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    submitted()
    client, costs = browser("reviewer"), []
    for count in (1, 3):
        for code in ("420200", "420300")[: count - 1]:
            submitted(report_of(code), by=reporter_of(code))
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            assert len(client.get(URL).context["queue"]) == count
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 20
