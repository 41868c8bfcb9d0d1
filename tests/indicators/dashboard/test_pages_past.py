"""The pages as they were known on a past day: what they say, what they hide, where they lead."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.plan.models import Indicator, Target
from indicators.reporting.actions import approve, begin_review, enter, reopen, submit
from indicators.reporting.models import Explanation
from regions.models import Region
from tests.indicators.reporting.pages import browser
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    XIANGYANG,
    approved,
    filled,
    number,
    opened,
    report_of,
)
from tests.people import NOON, TODAY, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REPORT = f"/reports/2018Q3/{WUHAN}/"
BEDS = "/indicators/ELD_BEDS_PER_1000/"
PAGES = ["/overview/", "/regions/", f"/regions/{WUHAN}/", BEDS, REPORT]


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """The pages are opened ten days after the tests' day."""
    monkeypatch.setattr(timezone, "now", lambda: NOON + 10 * DAY)


@pytest.fixture
def story(in_approved, db):
    """Wuhan's report: approved today, reopened tomorrow, corrected the day after."""
    reopen(
        report=report_of(), by=person("reviewer"), at=NOON + DAY, code="other", reason="口径调整",
        correct_until=TODAY + 9 * DAY,
    )  # fmt: skip
    corrected = [number("ELD_BEDS", 61204, explanation="新建两所")]
    facts = {"by": person("wuhan"), "via": "form", "at": NOON + 2 * DAY}
    enter(report=report_of(), cells=corrected, **facts)


def on(days, url, username="reviewer", **asked):
    day = (TODAY + days * DAY).isoformat()
    return browser(username).get(url, {"known_on": day} | asked)


@pytest.mark.parametrize("url", PAGES)
def test_the_page_says_in_red_which_day_and_leads_back(story, url):
    answer = on(0, url, period="2018Q3")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("按 2018-10-10 当日已知数据") == 1
    assert "名称、口径和阈值以当前为准。" in text
    assert text.count('href="?period=2018Q3">返回今天</a>') == 1
    assert "notice-error known-on" in text
    assert "当日已知数据" not in browser("reviewer").get(url).content.decode()


@pytest.mark.parametrize("url", [*PAGES, "/reports/"])
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2018-10-21", "2018-10-21 尚未到来"),
        ("20181010", "“20181010”不是日期"),
        ("2018-02-30", "“2018-02-30”不是日期"),
        ("昨天", "“昨天”不是日期"),
    ],
)
def test_a_day_that_is_none_or_has_not_come_is_refused_with_the_reason(story, url, day, said):
    answer = browser("reviewer").get(url, {"known_on": day})
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_one_chooses_the_day_in_the_form_and_an_empty_field_is_today(story, url):
    today = browser("reviewer").get(url, {"known_on": ""})
    assert today.context["known_on"] is None
    assert field_in(today) == {"max": "2018-10-20"}
    assert field_in(on(0, url)) == {"max": "2018-10-20", "value": "2018-10-10"}


def field_in(answer):
    """What the page's one field for a day says."""
    [field] = re.findall(r'<input type="date" name="known_on"[^>]*>', answer.content.decode())
    return dict(re.findall(r'(max|value)="([^"]*)"', field))


def test_a_report_holds_what_it_held(story):
    def beds(answer):
        [row] = [row for row in answer.context["rows"] if row[0].line.measure.code == "ELD_BEDS"]
        return row[0].line.value, row[0].line.explanation, len(row[1])

    then, now = on(1, REPORT), on(2, REPORT)
    assert beds(then) == (1, "", 1)
    assert beds(now) == (61204, "新建两所", 2)
    assert [on(n, REPORT).context["status"] for n in (0, 1, 2)] == [
        "approved", "returned", "returned",
    ]  # fmt: skip
    assert on(0, REPORT).context["returned"] is None
    assert on(1, REPORT).context["returned"].reason == "口径调整"
    moves = [len(on(n, REPORT).context["changes"]) for n in (0, 1)]
    assert moves == [4, 5]


def test_an_explanation_reads_as_it_read_then(story):
    facts = {"by": person("wuhan"), "via": "form", "at": NOON + 3 * DAY}
    enter(report=report_of(), cells=[number("ELD_BEDS", 61204, explanation="改建")], **facts)
    assert Explanation.objects.count() == 2
    told = [
        next(e.line.explanation for e, _h in on(n, REPORT).context["rows"]
             if e.line.measure.code == "ELD_BEDS")
        for n in (1, 2, 3)
    ]  # fmt: skip
    assert told == ["", "新建两所", "改建"]


@pytest.mark.parametrize("username", ["wuhan", "reviewer"])
def test_a_past_report_has_no_buttons(story, username):
    def leads_on(answer):
        text = answer.content.decode().split("<main")[1]
        return [word for word in ("/edit/", "/submit/", "/review/", "<button") if word in text]

    past, today = on(2, REPORT, username), browser(username).get(REPORT)
    assert set(leads_on(past)) <= {"<button"}  # logging out, and showing another day
    assert 'method="post" action="/reports/' not in past.content.decode()
    assert set(leads_on(today)) - {"<button"} or username == "reviewer"


def test_who_reads_what_is_approved_reads_it_as_of_the_days_on_which_it_was(story):
    assert browser("viewer").get(REPORT).status_code == 404
    assert [on(n, REPORT, "viewer").status_code for n in (0, 1, 2)] == [200, 404, 404]
    assert on(0, REPORT, "xiangyang").status_code == 404


def test_what_is_approved_now_was_a_draft_then(db):
    filled(at=NOON)
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON + DAY)
    begin_review(report=report_of(), by=person("reviewer"), at=NOON + DAY)
    approve(report=report_of(), by=person("reviewer"), at=NOON + DAY)
    assert browser("viewer").get(REPORT).status_code == 200
    assert [on(n, REPORT, "viewer").status_code for n in (0, 1)] == [404, 200]
    parts = on(0, BEDS, "viewer", period="2018Q3", region=WUHAN).context["why"].filed
    evidence = [one.evidence for one in parts]
    assert [(one.filing.opens, one.value) for one in evidence if one.cell.holder.code == WUHAN
            ] == [(False, None)]  # fmt: skip


def test_before_it_was_opened_there_is_nothing_and_the_page_says_why(story):
    for url in (REPORT, "/overview/"):
        answer = on(-1, url, period="2018Q3")
        assert answer.status_code == 400
        assert "2018-10-09 时" in answer.content.decode()
    assert on(-1, REPORT, "xiangyang").status_code == 404
    empty = on(-1, "/overview/")
    assert empty.templates[0].name == "dashboard/nothing_yet.html"
    assert "截至当日尚无报送数据" in empty.content.decode()


def test_the_board_forgets_what_was_approved_later_and_targets_adopted_later(story):
    indicator = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    Target.objects.create(
        indicator=indicator, region=Region.objects.get(code=PROVINCE), year=2020, value=99,
        document_number="鄂民发〔2018〕1号", document_on=TODAY, reason="调整",
        adopted_on=TODAY + 2 * DAY, entered_at=NOON + 2 * DAY,
    )  # fmt: skip
    counted = [
        next(len(r.context["completeness"].regions) - len(r.context["completeness"].missing)
             for r in [on(n, "/overview/", period="2018Q3")])
        for n in (0, 1)
    ]  # fmt: skip
    assert counted == [1, 0]
    known = [on(n, BEDS, period="2018Q3").context["why"].derivation.targets for n in (0, 2)]
    assert [[one.value for one in versions] for versions in known] == [[35], [35, 99]]


def test_the_day_travels_with_the_links(story):
    day = "known_on=2018-10-10"
    query = f"?period=2018Q3&amp;{day}"
    overview = on(0, "/overview/", period="2018Q3").content.decode()
    assert f'href="{BEDS}{query}"' in overview
    assert f'href="/exchange/export/?what=board&amp;period=2018Q3&amp;{day}"' in overview
    assert f'href="/regions/{WUHAN}/{query}"' in on(0, BEDS, period="2018Q3").content.decode()
    card = on(0, f"/regions/{WUHAN}/", period="2018Q3").content.decode()
    assert f'href="{REPORT}?{day}"' in card
    assert f'href="/regions/?period=2018Q3&amp;{day}"' in card
    assert f'href="/reports/?{day}"' in on(0, REPORT).content.decode()


def test_the_matrix_shows_where_reports_stood(story):
    def wuhan(answer):
        rows = answer.context["matrix"].rows
        [place] = [row.places[-1] for row in rows if row.region.code == WUHAN]
        return place.status, place.submitted_on, place.reopened, place.opens

    assert wuhan(on(0, "/reports/")) == ("approved", TODAY, False, True)
    assert wuhan(on(1, "/reports/")) == ("returned", TODAY, True, True)
    assert wuhan(on(0, "/reports/", "viewer")) == ("approved", TODAY, False, True)
    assert wuhan(on(1, "/reports/", "viewer")) == ("returned", TODAY, True, False)
    assert f'href="{REPORT}?known_on=2018-10-10"' in on(0, "/reports/").content.decode()
    before = on(-1, "/reports/", year="2018")
    assert (before.status_code, before.context["matrix"].rows) == (200, [])


def test_without_a_period_the_latest_due_on_that_day_is_shown(db):
    opened("2018Q2", due=TODAY + DAY)
    opened("2018Q3", due=TODAY + 3 * DAY)
    approved(report_of(period="2018Q2"), at=NOON)
    approved(report_of(), at=NOON + DAY)
    shown = [on(n, "/overview/").context["selection"].period.name for n in (0, 1, 2, 4)]
    assert shown == ["2018Q2", "2018Q3", "2018Q2", "2018Q3"]


def hand_in(region, period, by):
    report = filled(report_of(region, period), by=person(by), at=NOON)
    submit(report=report, by=person(by), responsible="李局长", at=NOON)
    for verb in (begin_review, approve):
        verb(report=report_of(region, period), by=person("reviewer"), at=NOON)


@pytest.mark.parametrize("url", [*PAGES, "/reports/", f"/reports/2018Q3/{PROVINCE}/"])
def test_a_past_day_costs_the_same_for_one_period_and_region_and_for_three(
    db, url, django_assert_max_num_queries
):
    hand_in(PROVINCE, "2018Q3", "manager")
    hand_in(WUHAN, "2018Q3", "wuhan")
    asked = {"known_on": TODAY.isoformat()}
    client = browser("manager")
    client.get(url, asked)
    with django_assert_max_num_queries(30) as queries:
        assert client.get(url, asked).status_code == 200
        one = len(queries)
    for period in ("2018Q2", "2018Q1"):
        hand_in(WUHAN, period, "wuhan")
        hand_in(PROVINCE, period, "manager")
    hand_in(XIANGYANG, "2018Q3", "xiangyang")
    with django_assert_max_num_queries(30) as queries:
        assert client.get(url, asked).status_code == 200
        assert len(queries) == one
