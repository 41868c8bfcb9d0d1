"""/reports/: filters and counts; /reports/timeliness/: 报送及时率 and 退回次数."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.reporting.actions import extend, reopen, submit
from indicators.reporting.models import ReportingPeriod
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    NOON,
    XIANGYANG,
    approved,
    opened,
    report_of,
    returned,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DAY = timedelta(days=1)


@pytest.fixture
def after(monkeypatch):
    """Ten days on: the due day (15 October) is over."""
    monkeypatch.setattr(timezone, "now", lambda: NOON + 10 * DAY)


def context(url, username="manager"):
    return browser(username).get(url).context


def codes(url, username="manager"):
    return [row.region.code for row in context(url, username)["matrix"].rows]


def rows(url="/reports/timeliness/", username="manager"):
    found = context(url, username)["rows"]
    return {row.region.code: row for row in found}


def two_stand_out():
    submitted()
    submitted(report_of(XIANGYANG), by=person("xiangyang"), at=NOON + 8 * DAY)


def test_a_filter_leaves_the_regions_that_stand_there(after):
    two_stand_out()
    assert codes("/reports/?status=submitted") == ["420100", XIANGYANG]
    assert codes("/reports/?status=late") == [XIANGYANG]
    assert len(codes("/reports/?status=overdue")) == 16
    assert codes("/reports/?status=approved") == []


def test_counts_stay_those_of_all_whatever_is_shown(after):
    two_stand_out()
    for url in ("/reports/", "/reports/?status=late"):
        found = {str(one["label"]): one["n"] for one in context(url)["counts"]}
        assert found == {
            "草稿": 16, "已提交": 2, "审核中": 0, "已通过": 0, "已退回": 0,
            "逾期未报": 16, "迟报": 1, "重审中": 0,
        }  # fmt: skip


def test_a_zone_narrows_rows_and_counts(after):
    two_stand_out()
    zone = report_of().region.zones.get()
    whole = context(f"/reports/?zone={zone.code}")
    inside = set(zone.regions.values_list("code", flat=True))
    assert {row.region.code for row in whole["matrix"].rows} == inside
    assert whole["matrix"].submitted[0][1] == len(inside)


@pytest.mark.parametrize("query", ["status=x", "zone=x", "zone=" + "z" * 500])
def test_a_filter_that_does_not_exist_is_a_404(query):
    opened()
    assert browser("manager").get(f"/reports/?{query}").status_code == 404


def test_what_is_carried_stays_while_another_is_chosen(after):
    two_stand_out()
    page = browser("manager").get("/reports/?year=2018&status=late&known_on=2018-10-19")
    html = page.content.decode()
    assert "?year=2018&amp;known_on=2018-10-19&amp;status=late&amp;what=status" in html
    assert [tab["url"] for tab in page.context["years"]] == [
        "?year=2018&known_on=2018-10-19&status=late"
    ]


def test_a_region_that_was_not_asked_is_not_counted(after):
    opened()
    assert context("/reports/")["matrix"].submitted == [(0, 18)]
    assert context("/reports/", "wuhan")["matrix"].submitted == [(0, 1)]


def test_timeliness_tells_on_time_late_and_missing(after):
    two_stand_out()
    found = rows()
    told = {
        code: (row.due, row.on_time, row.late, row.missing, row.days_late, row.rank)
        for code, row in found.items()
        if code in {"420100", XIANGYANG, "420200"}
    }
    assert told == {
        "420100": (1, 1, 0, 0, 0, 1),
        XIANGYANG: (1, 0, 1, 0, 3, 2),
        "420200": (1, 0, 0, 1, 0, 2),
    }
    assert [found[code].share for code in ("420100", XIANGYANG)] == [1, 0]


def test_the_provinces_own_report_is_listed_and_not_ranked(after):
    two_stand_out()
    found = list(rows().values())
    assert (found[-1].region.code, found[-1].missing, found[-1].rank) == ("420000", 1, None)


def test_before_the_due_day_nobody_is_ranked():
    submitted()
    row = rows()["420100"]
    assert (row.due, row.rate, row.rank) == (0, None, None)


def test_an_extension_does_not_make_punctual(after):
    report = report_of()
    until = ReportingPeriod.objects.get().locks_on + 5 * DAY
    extend(
        period=report.period, region=report.region, until=until, reason="汛情",
        by=person("manager"), at=NOON,
    )  # fmt: skip
    submitted(report_of(), at=NOON + 9 * DAY)
    row = rows()["420100"]
    assert (row.on_time, row.late, row.days_late) == (0, 1, 4)


def test_returns_are_counted_and_reopenings_are_not(after):
    returned()
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    assert rows()["420100"].returned == 1


def test_a_reopened_report_was_not_returned(after):
    facts = {"by": person("reviewer"), "at": NOON, "code": "other", "reason": "重审"}
    reopen(report=approved(), **facts)
    row = rows()["420100"]
    assert (row.returned, row.on_time) == (0, 1)


def test_on_a_past_day_only_what_had_happened_counts(after):
    two_stand_out()
    row = rows("/reports/timeliness/?known_on=2018-10-17")[XIANGYANG]
    assert (row.missing, row.late) == (1, 0)


def test_a_bureau_sees_itself_alone(after):
    submitted()
    assert list(rows(username="wuhan")) == ["420100"]


def downloaded(query):
    """The csv that a link of the page leads to, as rows by header."""
    answer = browser("manager").get(f"/exchange/export/?{query}&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_exports_are_the_pages(after):
    two_stand_out()
    late = downloaded("what=status&year=2018&status=late")
    assert [(row["地区代码"], row["迟报天数"]) for row in late] == [(XIANGYANG, "3")]
    then = downloaded("what=status&year=2018&status=late&known_on=2018-10-17")
    assert then == []
    assert len(downloaded("what=status&year=2018&known_on=2018-10-17")) == 18
    ranked = downloaded("what=timeliness&year=2018")
    best = {
        "年度": "2018",
        "地区代码": "420100",
        "名次": "1",
        "应报": "1",
        "按时": "1",
        "退回次数": "0",
    }
    assert len(ranked) == 18
    assert {name: ranked[0][name] for name in best} == best
    assert Decimal(ranked[0]["及时率"]) == 1


def test_it_costs_the_same_for_one_region_and_for_all(after, django_assert_max_num_queries):
    opened()
    client = browser("manager")
    client.get("/reports/timeliness/")
    with django_assert_max_num_queries(20) as counted:
        assert len(client.get("/reports/timeliness/").context["rows"]) == 18
    number_of_all = len(counted)
    one = browser("wuhan")
    one.get("/reports/timeliness/")
    with django_assert_max_num_queries(number_of_all):
        one.get("/reports/timeliness/")
