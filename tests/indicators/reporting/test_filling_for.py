"""代录: a manager fills in a bureau's untouched draft, by import, with a document's number."""

from datetime import timedelta

import pytest

from indicators.reporting import actions
from indicators.reporting.actions import enter
from indicators.reporting.errors import Forbidden
from indicators.reporting.models import Figure, Revision
from indicators.reporting.worksheet import read_sheet
from regions.models import AuditEvent, Membership, Region, Role
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    blank,
    number,
    plausible,
    report_of,
    returned,
)
from tests.people import NOON, person

DOCUMENT = "鄂民函〔2018〕12号"


def fill_for(*cells, by="manager", via="import", document=DOCUMENT, at=NOON):
    return enter(report=report_of(), cells=cells, by=person(by), via=via, document=document, at=at)


def put(*cells, by="wuhan"):
    return enter(report=report_of(), cells=cells, by=person(by), via="form", at=NOON)


def test_the_manager_fills_in_and_the_document_is_kept(db):
    assert fill_for(number("ELD_BEDS", 5)).new == 1
    assert Revision.objects.get().document == DOCUMENT
    assert AuditEvent.objects.order_by("-number")[0].new["document"] == DOCUMENT


def test_the_bureau_sees_it_may_change_it_and_submits_it_itself(db):
    report = report_of()
    fill_for(*plausible(report))
    [line] = [line for line in read_sheet(report) if line.measure.code == "ELD_BEDS"]
    assert line.value == 1
    put(number("ELD_BEDS", 2))
    with pytest.raises(Forbidden):
        actions.submit(report=report, by=person("manager"), responsible="郭敏", at=NOON)
    actions.submit(report=report, by=person("wuhan"), responsible="李局长", at=NOON)
    assert report_of().status == "submitted"


def test_the_manager_may_fill_in_again_until_the_bureau_begins(db):
    fill_for(number("ELD_BEDS", 5))
    fill_for(number("ELD_BEDS", 6), at=NOON + timedelta(hours=1))
    put(number("PILOTS", 1))
    with pytest.raises(Forbidden):
        fill_for(number("ELD_BEDS", 7))
    assert Figure.objects.get(measure__code="ELD_BEDS").value == 6


def test_what_the_bureau_entered_and_emptied_again_counts_as_entered(db):
    put(number("PILOTS", 1))
    put(blank("PILOTS"))
    with pytest.raises(Forbidden):
        fill_for(number("ELD_BEDS", 7))


@pytest.mark.parametrize(
    "more", [{"via": "form"}, {"via": "api"}, {"document": ""}, {"document": "  "}]
)
def test_only_by_import_and_with_a_document_number(db, more):
    with pytest.raises(Forbidden):
        fill_for(number("ELD_BEDS", 5), **more)
    assert not Figure.objects.exists()


@pytest.mark.parametrize("username", ["reviewer", "xiangyang", "viewer", "administrator"])
def test_nobody_but_the_manager(db, username):
    with pytest.raises(Forbidden):
        fill_for(number("ELD_BEDS", 5), by=username)


def test_not_a_returned_report(db):
    returned()
    with pytest.raises(Forbidden):
        fill_for(number("ELD_BEDS", 5))


def test_a_report_that_was_returned_untouched_by_the_bureau_is_its_own_to_correct(db):
    fill_for(*plausible(report_of()))
    actions.submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    actions.begin_review(report=report_of(), by=person("reviewer"), at=NOON)
    actions.send_back(
        report=report_of(), by=person("reviewer"), code="other", reason="核对", at=NOON
    )
    with pytest.raises(Forbidden):
        fill_for(number("ELD_BEDS", 5))


def test_who_filled_in_for_a_bureau_does_not_approve_it_whatever_roles_they_hold(db):
    Membership.objects.create(
        user=person("manager"), role=Role.REVIEWER, region=Region.objects.get(code=PROVINCE)
    )
    fill_for(*plausible(report_of()))
    actions.submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)
    with pytest.raises(Forbidden):
        actions.begin_review(report=report_of(), by=person("manager"), at=NOON)


def test_what_the_manager_enters_into_the_provinces_report_names_no_document(db):
    enter(
        report=report_of(PROVINCE), cells=[number("POP_60PLUS", 9, WUHAN)], by=person("manager"),
        via="import", document=DOCUMENT, at=NOON,
    )  # fmt: skip
    assert Revision.objects.get().document == ""
