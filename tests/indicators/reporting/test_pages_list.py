"""Who has reported, and what one report's page shows; each to those whom it concerns."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from indicators.reporting.actions import approve, begin_review, reopen
from indicators.reporting.views import listing
from regions.models import AuditEvent
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    NOON,
    approved,
    enter,
    filled,
    number,
    opened,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DETAIL = "/reports/2018Q3/420100/"
FOREIGN = "/reports/2018Q3/420600/"


def matrix(username, url="/reports/"):
    """{region: places of the year} of the page as this person sees it."""
    rows = browser(username).get(url).context["matrix"].rows
    return {row.region.code: row.places for row in rows}


def test_the_province_sees_every_region_and_the_bureau_its_own():
    opened()
    for username in ("reviewer", "manager", "viewer"):
        assert len(matrix(username)) == 18
    assert list(matrix("wuhan")) == ["420100"]


def test_on_time_late_and_overdue_are_told_apart(monkeypatch):
    opened()
    submitted()
    late = NOON + timedelta(days=8)  # due on 2018-10-15
    submitted(report_of("420600"), by=person("xiangyang"), at=late)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=10))
    seen = matrix("manager")
    found = {
        code: (place.report.status, place.days_late, place.overdue_days)
        for code in ("420100", "420600", "420200")
        for place in seen[code]
    }
    assert found == {
        "420100": ("submitted", 0, 0),
        "420600": ("submitted", 3, 0),
        "420200": ("draft", 0, 5),
    }
    assert browser("manager").get("/reports/").context["matrix"].submitted == [(2, 18)]


def test_a_reopened_report_is_named():
    report = approved()
    facts = {"code": "other", "reason": "核对口径"}
    reopen(report=report, by=person("reviewer"), at=NOON, **facts)
    [place] = matrix("viewer")["420100"]
    assert (place.report.status, place.reopened) == ("returned", True)


def test_a_report_returned_before_any_approval_is_not_called_reopened():
    returned()
    [place] = matrix("viewer")["420100"]
    assert (place.report.status, place.reopened) == ("returned", False)


def test_a_viewer_opens_what_is_approved_and_of_the_rest_sees_the_status_only():
    approved()
    submitted(report_of("420600"), by=person("xiangyang"))
    seen = matrix("viewer")
    assert [seen[code][0].opens for code in ("420100", "420600")] == [True, False]
    client = browser("viewer")
    assert [client.get(url).status_code for url in (DETAIL, FOREIGN)] == [200, 404]


def test_a_year_without_periods_does_not_exist():
    opened()
    client = browser("manager")
    years = [client.get(f"/reports/?year={y}").status_code for y in ("2018", "2017", "x", "")]
    assert years == [200, 404, 404, 404]


def test_before_the_first_period_the_page_says_so():
    assert browser("manager").get("/reports/").context["matrix"].rows == []


def test_many_regions_come_in_pages_and_are_counted_as_a_whole(monkeypatch):
    opened()
    submitted()
    whole = browser("manager").get("/reports/").context
    monkeypatch.setattr(listing, "ON_A_PAGE", 10)
    parts = [browser("manager").get("/reports/", {"page": n}).context for n in (1, 2)]
    listed = [[row.region.code for row in part["page"]] for part in parts]
    assert [len(codes) for codes in listed] == [10, 8]
    assert listed[0] + listed[1] == [row.region.code for row in whole["page"]]
    assert [part["asked"].submitted for part in parts] == [whole["asked"].submitted] * 2


def test_the_matrix_costs_the_same_for_one_region_and_for_all(django_assert_max_num_queries):
    opened()
    client = browser("manager")
    client.get("/reports/")
    with django_assert_max_num_queries(30) as all_of_them:
        assert len(client.get("/reports/").context["matrix"].rows) == 18
    number_of_all = len(all_of_them)
    one = browser("wuhan")
    one.get("/reports/")
    with django_assert_max_num_queries(number_of_all):
        assert len(one.get("/reports/").context["matrix"].rows) == 1


def test_the_page_of_a_report_shows_figures_changes_moves_and_the_hash():
    filled()
    cells = [number("ELD_BEDS", 62310, explanation="新建三所养老院")]
    enter(report=report_of(), cells=cells, by=person("wuhan2"), via="form", at=NOON)
    page = browser("wuhan").get(DETAIL)
    rows = {entry.name: (entry, revisions) for entry, revisions in page.context["rows"]}
    entry, revisions = rows["420100-ELD_BEDS"]
    assert (entry.line.value, entry.line.explanation) == (62310, "新建三所养老院")
    assert [revision.by.name for revision in revisions] == ["汪洋", "王芳"]
    assert [change.to_status for change in page.context["changes"]] == ["draft"]
    assert page.context["fills"] is True
    report = submitted(report_of("420600"), by=person("xiangyang"))
    page = browser("xiangyang").get(FOREIGN)
    assert report.submissions.get().sha256 in page.content.decode()
    assert (page.context["fills"], page.context["moves"]) == (False, {"withdraw"})


def test_a_draft_past_its_last_day_offers_nothing(monkeypatch):
    opened()
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=60))
    assert browser("wuhan").get(DETAIL).context["fills"] is False


EVERY_URL = ["", "edit/", "submit/", "review/"]
EVERY_ACT = [
    "edit/",
    "submit/",
    "withdraw/",
    *(f"review/{verb}/" for verb in ("begin", "release", "approve", "send-back", "reopen")),
]


def approved_of_xiangyang():
    report = submitted(report_of("420600"), by=person("xiangyang"))
    begin_review(report=report, by=person("reviewer"), at=NOON)
    return approve(report=report_of("420600"), by=person("reviewer"), at=NOON)


STAGES = {
    "draft": lambda: filled(report_of("420600"), by=person("xiangyang")),
    "submitted": lambda: submitted(report_of("420600"), by=person("xiangyang")),
    "approved": approved_of_xiangyang,
}


@pytest.mark.parametrize("stage", STAGES)
def test_wuhan_gets_404_for_xiangyangs_report_by_every_url(stage):
    STAGES[stage]()
    client = browser("wuhan")
    assert {client.get(f"{FOREIGN}{url}").status_code for url in EVERY_URL} == {404}
    assert {client.post(f"{FOREIGN}{url}", {}).status_code for url in EVERY_ACT} == {404}
    labels = AuditEvent.objects.filter(act="denied").values_list("object_label", flat=True)
    assert set(labels) == {f"{FOREIGN}{url}" for url in {*EVERY_URL, *EVERY_ACT}}


@pytest.mark.parametrize("username", ["stranger", "auditor", "administrator"])
def test_who_has_nothing_to_do_with_reports_finds_none(username):
    approved()
    client = browser(username)
    assert client.get("/reports/").status_code == 403
    assert {client.get(f"{DETAIL}{url}").status_code for url in EVERY_URL} == {404}
    assert {client.post(f"{DETAIL}{url}", {}).status_code for url in EVERY_ACT} == {404}


FORBIDDEN = {
    "wuhan": [url for url in EVERY_ACT if url.startswith("review/")],
    "reviewer": ["edit/", "submit/", "withdraw/"],
    "manager": EVERY_ACT,
    "viewer": EVERY_ACT,
}


@pytest.mark.parametrize("username", FORBIDDEN)
def test_who_sees_a_report_but_may_not_do_that_gets_403(username):
    approved()
    client = browser(username)
    answers = [client.post(f"{DETAIL}{url}", {}) for url in FORBIDDEN[username]]
    assert {answer.status_code for answer in answers} == {403}
    assert report_of().status == "approved"


def test_a_get_never_acts():
    submitted()
    client = browser("reviewer")
    acts = [url for url in EVERY_ACT if url.startswith("review/")]
    assert {client.get(f"{DETAIL}{url}").status_code for url in acts} == {405}
    assert browser("wuhan").get(f"{DETAIL}withdraw/").status_code == 405


@pytest.mark.parametrize("url", ["/reports/2018Q9/420100/", "/reports/2018Q3/999999/"])
def test_what_does_not_exist_is_a_404(url):
    opened()
    assert browser("reviewer").get(url).status_code == 404


def test_a_stranger_to_the_house_is_sent_to_the_login(client):
    answer = client.get(DETAIL)
    assert (answer.status_code, answer.url) == (
        302,
        f"/accounts/login/?next={quote(DETAIL, safe='')}",
    )
