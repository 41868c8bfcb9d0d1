"""/reports/approve/: together only what holds nothing to look at, all or nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.reporting.actions import begin_review, enter, submit, withdraw
from indicators.reporting.models import Report
from regions.models import AuditEvent, Membership, Region, Role, User
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    NOON,
    XIANGYANG,
    blank,
    filled,
    number,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL = "/reports/approve/"


def reporter_of(code):
    user = User.objects.create_user(f"r{code}", name=code)
    Membership.objects.create(user=user, region=Region.objects.get(code=code), role=Role.REPORTER)
    return user


def shown(username="reviewer", url=URL):
    context = browser(username).get(url).context
    return [one.report.region.code for one in context["free"]], {
        one.report.region.code: one.obstacles for one in context["others"]
    }


def send(names, username="reviewer"):
    return browser(username).post(URL, {"report": names})


def name(region="420100"):
    report = report_of(region)
    return f"2018Q3:{region}:{report.version}"


def both():
    submitted()
    submitted(report_of(XIANGYANG), by=person("xiangyang"))


def statuses():
    found = Report.objects.filter(region__code__in=["420100", XIANGYANG])
    return list(found.order_by("region__code").values_list("status", flat=True))


def test_two_clean_reports_are_approved_by_one_click():
    both()
    answer = send([name(), name(XIANGYANG)])
    assert (answer.status_code, answer.url, statuses()) == (302, "/review/", ["approved"] * 2)
    acts = AuditEvent.objects.filter(act__in=["begin_review", "approve"])
    assert acts.count() == 4


def test_only_what_is_ticked_is_approved():
    both()
    send([name()])
    assert statuses() == ["approved", "submitted"]


def test_what_there_is_to_look_at_is_named_and_not_offered():
    report = filled()
    cells = [number("ELD_BEDS", 999_999_999), blank("PILOTS")]
    enter(report=report, cells=cells, by=person("wuhan"), via="form", at=NOON)
    told = {("420100", "ELD_BEDS"): "已核实", ("420100", "PILOTS"): "尚未启动"}
    facts = {"by": person("wuhan"), "responsible": "李局长", "at": NOON}
    submit(report=report_of(), explanations=told, **facts)
    assert shown() == ([], {"420100": ["有 2 项数值需核实"]})
    answer = send([name()])
    assert (answer.status_code, report_of().status) == (409, "submitted")
    assert answer.context["refused"] == ["武汉市 2018年第3季度：有 2 项数值需核实"]


def test_a_change_since_the_last_submission_wants_eyes():
    report = returned()
    enter(report=report, cells=[number("PILOTS", 2)], by=person("wuhan"), via="form", at=NOON)
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    assert shown() == ([], {"420100": ["有 1 项数值较上次提交有变动"]})


def test_anothers_review_is_left_alone():
    submitted()
    begin_review(report=report_of(), by=person("reviewer2"), at=NOON)
    assert shown("reviewer2") == (["420100"], {})
    assert list(shown("reviewer")[1]) == ["420100"]
    assert send([name()]).status_code == 409
    assert send([name()], "reviewer2").status_code == 302


def test_own_work_is_not_offered():
    Membership.objects.create(
        user=person("wuhan"), region=Region.objects.get(code="420000"), role=Role.REVIEWER
    )
    both()
    free, others = shown("wuhan")
    assert (free, list(others)) == ([XIANGYANG], ["420100"])
    assert send([name()], "wuhan").status_code == 409


def test_one_that_changed_meanwhile_leaves_all_as_they_were():
    both()
    names = [name(), name(XIANGYANG)]
    withdraw(report=report_of(XIANGYANG), by=person("xiangyang"), at=NOON)
    submit(report=report_of(XIANGYANG), by=person("xiangyang"), responsible="李局长", at=NOON)
    answer = send(names)
    assert (answer.status_code, statuses()) == (409, ["submitted"] * 2)
    assert answer.context["refused"] == ["襄阳市2018年第3季度报表已有变动，请重新查看。"]


def test_a_second_click_changes_nothing():
    both()
    names = [name(), name(XIANGYANG)]
    assert [send(names).status_code, send(names).status_code] == [302, 302]
    assert AuditEvent.objects.filter(act="approve").count() == 2


@pytest.mark.parametrize("names", [[], ["2018Q3:420100"], ["x"], ["2018Q3:420100:-1"], ["a:b:²"]])
def test_what_is_no_list_of_reports_is_refused(names):
    submitted()
    answer = send(names)
    assert answer.status_code in {400, 409}
    assert report_of().status == "submitted"


def test_a_report_that_does_not_exist_is_a_404():
    submitted()
    assert send([name(), "2018Q3:999999:1"]).status_code == 404
    assert report_of().status == "submitted"


def test_a_page_without_anything_says_what_comes():
    assert shown() == ([], {})
    assert 'href="/reports/"' in browser("reviewer").get(URL).content.decode()


def test_it_costs_the_same_for_one_and_for_three():
    submitted()
    client, costs = browser("reviewer"), []
    for count in (1, 3):
        for code in ("420200", "420300")[: count - 1]:
            submitted(report_of(code), by=reporter_of(code))
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            assert len(client.get(URL).context["free"]) == count
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 22
