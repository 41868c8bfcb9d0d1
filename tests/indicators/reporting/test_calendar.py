"""Working days, the names of periods, and deadlines at midnight in Asia/Shanghai."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from indicators.reporting import calendar
from indicators.reporting.actions import enter, extend, submit
from indicators.reporting.errors import Invalid, NotOpen, Unknown
from indicators.reporting.models import Extension
from regions.models import AuditEvent
from tests.indicators.reporting.quarter import filled, number, opened, report_of
from tests.people import NOON, person

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2018Q1", date(2018, 1, 1), date(2018, 3, 31)),
        ("2018Q3", date(2018, 7, 1), date(2018, 9, 30)),
        ("2015Q4", date(2015, 10, 1), date(2015, 12, 31)),
        ("2016H1", date(2016, 1, 1), date(2016, 6, 30)),
        ("2016H2", date(2016, 7, 1), date(2016, 12, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_period_has_the_days_that_its_name_says(name, first, last):
    assert calendar.period_named(name) == (first, last)


@pytest.mark.parametrize(
    "name", ["", "2018Q5", "2018Q0", "2018q1", "2018-Q1", "18Q1", "2018H3", "２０１８", " 2018Q1"]
)
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(Unknown):
        calendar.period_named(name)


@pytest.mark.parametrize(
    ("name", "before", "year_before"),
    [
        ("2018Q1", "2017Q4", "2017Q1"),
        ("2018Q3", "2018Q2", "2017Q3"),
        ("2018H1", "2017H2", "2017H1"),
        ("2018", "2017", "2017"),
    ],
)
def test_the_period_before_and_the_one_a_year_earlier(name, before, year_before):
    assert (calendar.previous(name), calendar.year_earlier(name)) == (before, year_before)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2018, 10, 1), False),  # National Day, a Monday
        (date(2018, 9, 30), True),  # a Sunday worked instead
        (date(2018, 10, 8), True),
        (date(2018, 10, 13), False),  # a Saturday like any other
        (date(2020, 2, 3), True),  # the first day after the longer Spring Festival of 2020
        (date(2020, 1, 31), False),
        (date(2015, 9, 3), False),
        (date(2015, 9, 6), True),
        (date(2019, 5, 5), True),
        (date(2021, 10, 9), True),
        (date(2026, 10, 1), True),  # no notice known: the week's rule alone
    ],
)
def test_working_days_follow_the_notices_of_the_state_council(day, is_worked):
    assert calendar.is_working_day(day) is is_worked


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2018, 10, 10), 5, date(2018, 10, 17)),
        (date(2018, 9, 28), 5, date(2018, 10, 10)),  # over the holidays, two Sundays worked
        (date(2018, 10, 10), 0, date(2018, 10, 10)),
        (date(2020, 1, 22), 1, date(2020, 1, 23)),
        (date(2020, 1, 23), 1, date(2020, 2, 3)),
    ],
)
def test_so_many_working_days_after(day, number, expected):
    assert calendar.working_days_after(day, number) == expected


def test_every_listed_day_is_an_exception_to_the_weeks_rule():
    listed = calendar.exceptions()
    assert [day for day, worked in listed.items() if worked == (day.weekday() < 5)] == []
    assert {day.year for day in listed} >= set(range(2015, 2022))


def test_the_day_is_the_one_in_shanghai_whatever_zone_a_page_shows():
    with timezone.override(ZoneInfo("America/New_York")):
        assert calendar.day_of(datetime(2018, 10, 15, 16, tzinfo=UTC)) == date(2018, 10, 16)
        assert calendar.day_of(datetime(2018, 10, 15, 15, 59, 59, tzinfo=UTC)) == date(2018, 10, 15)


def test_the_last_day_of_writing_ends_at_midnight_in_shanghai(db):
    report, last = report_of(), moment(2018, 10, 30, 23, 59, 59)
    facts = {"report": report, "by": person("wuhan"), "via": "form"}
    enter(cells=[number("PILOTS", 1)], at=last, **facts)
    with pytest.raises(NotOpen):
        enter(cells=[number("PILOTS", 2)], at=last + timedelta(seconds=1), **facts)


def test_the_opening_day_begins_at_midnight_in_shanghai(db):

    opened(opens=date(2018, 10, 11))
    facts = {"report": report_of(), "by": person("wuhan"), "via": "form"}
    with pytest.raises(NotOpen):
        enter(cells=[number("PILOTS", 1)], at=moment(2018, 10, 10, 23, 59, 59), **facts)
    enter(cells=[number("PILOTS", 1)], at=moment(2018, 10, 11), **facts)


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (moment(2018, 10, 15, 23, 59, 59), 0),
        (moment(2018, 10, 16), 1),
        (moment(2018, 10, 30, 12), 15),
    ],
)
def test_on_time_is_decided_by_the_first_submission(db, at, late):
    filled()
    submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=at)
    report = report_of()
    assert calendar.days_late(report, on=date(2019, 1, 1)) == late
    assert calendar.is_late(report, on=date(2019, 1, 1)) is (late > 0)


def test_what_has_not_come_is_late_from_the_day_after_it_was_due(db):
    report = report_of()
    assert calendar.days_late(report, on=date(2018, 10, 15)) == 0
    assert calendar.days_late(report, on=date(2018, 10, 18)) == 3


def extension(until=date(2018, 11, 5), region="420100", by="manager", at=NOON, reason="洪灾"):
    report = report_of(region)
    return extend(
        period=report.period,
        region=report.region,
        until=until,
        reason=reason,
        by=person(by),
        at=at,
    )


def test_an_extension_is_one_regions_and_lapses_by_itself(db):
    extension()
    wuhan, xiangyang = report_of(), report_of("420600")
    assert calendar.may_write(wuhan, on=date(2018, 11, 5))
    assert not calendar.may_write(wuhan, on=date(2018, 11, 6))
    assert not calendar.may_write(xiangyang, on=date(2018, 11, 5))
    last = moment(2018, 11, 5, 23, 59, 59)
    facts = {"report": wuhan, "by": person("wuhan"), "via": "form"}
    enter(cells=[number("PILOTS", 1)], at=last, **facts)
    with pytest.raises(NotOpen):
        enter(cells=[number("PILOTS", 2)], at=last + timedelta(seconds=1), **facts)


def test_an_extension_is_audited_with_its_reason(db):
    extension()
    record = AuditEvent.objects.order_by("-number")[0]
    assert (record.act, record.region_code, record.period) == ("extend", "420100", "2018Q3")
    assert (record.reason, record.new) == ("洪灾", {"until": "2018-11-05"})


@pytest.mark.parametrize(
    "facts",
    [{"reason": " "}, {"until": date(2018, 10, 30)}, {"at": moment(2018, 11, 6)}],
)
def test_a_vain_extension_is_refused(db, facts):
    with pytest.raises(Invalid):
        extension(**facts)
    assert not Extension.objects.exists()
