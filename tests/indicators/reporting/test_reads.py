"""The reads that carry names of the domain: who sees what, what is open, what counts."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from indicators.reporting.actions import close_period
from indicators.reporting.models import Basis, Report, ReportingPeriod
from regions.models import Membership, Region, Role
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    XIANGYANG,
    approved,
    filled,
    opened,
    submitted,
)
from tests.people import NOON, TODAY, person


def codes(reports):
    return sorted(reports.values_list("region__code", flat=True))


@pytest.mark.parametrize(
    ("username", "drafts", "once_approved"),
    [
        ("wuhan", [WUHAN], [WUHAN]),
        ("wuhan2", [WUHAN], [WUHAN]),
        ("xiangyang", [XIANGYANG], [XIANGYANG]),
        ("viewer", [], [WUHAN]),
        ("auditor", [], []),
        ("administrator", [], []),
        ("stranger", [], []),
    ],
)
def test_reports_are_visible_by_role_and_state(db, username, drafts, once_approved):
    opened()
    assert codes(Report.objects.visible_to(person(username))) == drafts
    approved()
    assert codes(Report.objects.visible_to(person(username))) == once_approved


@pytest.mark.parametrize("username", ["reviewer", "manager"])
def test_the_province_sees_every_report_at_any_status(db, username):
    opened()
    assert Report.objects.visible_to(person(username)).count() == 18


def test_nobody_sees_anything_without_logging_in(db):
    opened()
    assert not Report.objects.visible_to(AnonymousUser()).exists()
    assert not Report.objects.listed_for(AnonymousUser()).exists()


def test_a_viewer_knows_the_status_of_all_and_a_reporter_its_own(db):
    opened()
    assert Report.objects.listed_for(person("viewer")).count() == 18
    assert codes(Report.objects.listed_for(person("wuhan"))) == [WUHAN]


def test_a_prefectures_viewer_sees_its_own_approved_report_alone(db):
    Membership.objects.create(
        user=person("stranger"), role=Role.VIEWER, region=Region.objects.get(code=WUHAN)
    )
    approved()
    assert codes(Report.objects.visible_to(person("stranger"))) == [WUHAN]


def test_reports_within_a_region(db):
    opened()
    assert Report.objects.within(Region.objects.get(code=PROVINCE)).count() == 18
    assert codes(Report.objects.within(Region.objects.get(code=WUHAN))) == [WUHAN]


@pytest.mark.parametrize(
    ("stage", "official", "provisional"),
    [(filled, 0, 0), (submitted, 0, 1), (approved, 1, 1)],
)
def test_which_reports_count_on_which_basis(db, stage, official, provisional):
    stage()
    assert Report.objects.counting(Basis.OFFICIAL).count() == official
    assert Report.objects.counting(Basis.PROVISIONAL).count() == provisional


def test_periods_by_their_days(db):
    first, second = opened("2018Q3"), opened("2018Q4")
    between = ReportingPeriod.objects.between(date(2018, 1, 1), date(2018, 12, 31))
    assert list(between) == [first, second]
    assert list(ReportingPeriod.objects.due_by(on=date(2018, 10, 16))) == [first]
    assert list(ReportingPeriod.objects.due_by(on=date(2018, 10, 15))) == []
    assert list(ReportingPeriod.objects.open(on=TODAY)) == [first, second]
    close_period(period=first, by=person("manager"), at=NOON)
    assert list(ReportingPeriod.objects.open(on=TODAY)) == [second]


def test_rows_name_themselves(db):
    report = approved()
    assert (str(report), str(report.period)) == ("2018Q3 武汉市", "2018Q3")
    change = report.status_changes.order_by("-number")[0]
    assert str(change).endswith("in_review → approved")
    assert not report.is_writable
