"""Handing in: what is demanded, what is stored, and its hash."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest

from indicators.reporting import actions
from indicators.reporting.actions import close_period, enter, extend, submit, withdraw
from indicators.reporting.errors import Incomplete, Invalid, NotOpen, Refused
from indicators.reporting.models import Explanation, Figure, Submission
from indicators.reporting.submissions import cells_of, filed_now, is_whole, still_stands
from regions.models import AuditEvent, Region
from tests.indicators.reporting.quarter import (
    PROVINCE,
    WUHAN,
    blank,
    filled,
    in_review,
    not_applicable,
    number,
    plausible,
    report_of,
    returned,
    submitted,
)
from tests.people import NOON, person


def hand_in(report=None, by="wuhan", at=NOON, **more):
    more.setdefault("responsible", "李局长")
    return submit(report=report or report_of(), by=person(by), at=at, **more)


def put(*cells, report=None, by="wuhan", at=NOON):
    return enter(report=report or report_of(), cells=cells, by=person(by), via="form", at=at)


def faults(refusal):
    return [(f.measure, f.code, f.severity) for f in refusal.value.findings]


def test_the_lines_are_sorted_and_hashed_as_the_design_says(db):
    report = filled()
    put(number("RURAL_DIBAO_STD", "1512.5"), not_applicable("PILOTS"), blank("ELD_BEDS"))
    done = hand_in(report, explanations={(WUHAN, "ELD_BEDS"): "尚在\t核实"})
    lines = done.figures.split("\n")
    assert lines[0] == "2018Q3\t420100\t1"
    assert lines[1:] == sorted(lines[1:])
    assert len(lines) == 1 + 55
    assert "420100\tRURAL_DIBAO_STD\tnumber\t1512.5\t" in lines
    assert "420100\tPILOTS\tnot_applicable\t\t" in lines
    assert "420100\tELD_BEDS\tblank\t\t尚在 核实" in lines
    assert done.sha256 == hashlib.sha256(done.figures.encode("utf-8")).hexdigest()


def test_a_submission_tells_who_when_and_who_is_responsible(db):
    filled()
    done = hand_in(by="wuhan2", responsible=" 李局长 ")
    assert (done.number, done.by.username, done.responsible) == (1, "wuhan2", "李局长")
    assert (done.at, report_of().first_submitted_at) == (NOON, NOON)
    record = AuditEvent.objects.order_by("-number")[0]
    assert (record.act, record.old, record.new) == (
        "submit",
        {"status": "draft"},
        {"status": "submitted", "submission": 1, "sha256": done.sha256},
    )


@pytest.mark.parametrize("responsible", ["", "   ", "长" * 61])
def test_a_responsible_person_is_named(db, responsible):
    filled()
    with pytest.raises(Invalid):
        hand_in(responsible=responsible)
    assert not Submission.objects.exists()


def test_every_unexplained_blank_forbids_it(db):
    with pytest.raises(Incomplete) as refusal:
        hand_in()
    assert len(refusal.value.findings) == 55
    assert {code for _measure, code, _severity in faults(refusal)} == {"blank"}
    assert report_of().status == "draft"


def test_an_explained_blank_does_not_forbid_it(db):
    report = report_of()
    keys = [(WUHAN, cell.measure) for cell in plausible(report)]
    done = hand_in(report, explanations=dict.fromkeys(keys, "全市普查中，下期补报"))
    assert {filed.explanation for filed in cells_of(done).values()} == {"全市普查中，下期补报"}
    assert Explanation.objects.count() == 55


def test_a_hard_error_forbids_it_whatever_is_explained(db):
    filled()
    put(number("COMM_URBAN_FACILITY", 5, explanation="属实"), number("COMM_URBAN_TOTAL", 4))
    with pytest.raises(Incomplete) as refusal:
        hand_in(explanations={(WUHAN, "COMM_URBAN_FACILITY"): "属实"})
    assert faults(refusal) == [("COMM_URBAN_FACILITY", "part_exceeds_whole", "hard")]


def test_a_soft_finding_forbids_it_until_it_is_explained(db):
    filled()
    put(number("PILOTS", 21))
    with pytest.raises(Incomplete) as refusal:
        hand_in()
    assert faults(refusal) == [("PILOTS", "above_maximum", "soft")]
    done = hand_in(explanations={(WUHAN, "PILOTS"): "含市直两个"})
    assert cells_of(done)[WUHAN, "PILOTS"] == ((("number", Decimal(21))), "含市直两个")


def test_an_explanation_given_with_the_cell_is_enough(db):
    filled()
    put(number("PILOTS", 21, explanation="含市直两个"))
    assert hand_in().number == 1


@pytest.mark.parametrize(
    "explanations", [{(WUHAN, "POP_60PLUS"): "x"}, {("420600", "PILOTS"): "x"}]
)
def test_an_explanation_for_what_is_not_asked_is_refused(db, explanations):
    filled()
    with pytest.raises(Invalid):
        hand_in(explanations=explanations)


def test_pressed_ten_times_it_is_one_submission(db):
    filled()
    seen = report_of()
    numbers = {hand_in(seen, version=seen.version).number for _time in range(10)}
    assert numbers == {1}
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.filter(act="submit").count() == 1


def test_the_time_of_the_first_submission_stays(db):
    report = returned()
    later = NOON + timedelta(days=2)
    assert hand_in(report, at=later).number == 2
    assert report_of().first_submitted_at == NOON


def test_a_page_that_is_older_than_the_report_submits_what_is_there_now(db):
    seen = filled()
    put(number("PILOTS", 2))
    assert cells_of(hand_in(seen))[WUHAN, "PILOTS"].content.value == 2


def test_not_after_the_last_day_but_with_an_extension_until_its_end(db):
    report = filled()
    late = NOON.replace(day=31)
    with pytest.raises(NotOpen):
        hand_in(at=late)
    extend(
        period=report.period, region=report.region, until=late.date(), reason="洪灾",
        by=person("manager"), at=NOON,
    )  # fmt: skip
    assert hand_in(at=late.replace(hour=23, minute=59)).number == 1


def test_not_into_a_closed_period_and_nothing_is_taken_back_from_one(db):
    report = filled()
    close_period(period=report.period, by=person("manager"), at=NOON)
    with pytest.raises(NotOpen):
        hand_in()


def test_a_report_that_could_not_be_handed_in_again_is_not_withdrawn(db):
    report = submitted()
    with pytest.raises(NotOpen):
        withdraw(report=report, by=person("wuhan"), at=NOON.replace(day=31))
    assert report_of().status == "submitted"


def test_what_was_submitted_stands_until_a_digit_changes(db):
    report = submitted()
    done = Submission.objects.get()
    assert still_stands(done, filed_now([report.pk])[report.pk])
    Figure.objects.filter(measure__code="ELD_BEDS").update(value=Decimal("1.0001"))
    assert not still_stands(done, filed_now([report.pk])[report.pk])


def test_an_explanation_changed_behind_its_back_does_not_stand_either(db):
    filled()
    put(number("PILOTS", 21, explanation="含市直两个"))
    done = hand_in()
    Explanation.objects.update(text="另有原因")
    assert not still_stands(done, filed_now([done.report_id])[done.report_id])


def test_an_altered_text_is_not_whole(db):
    submitted()
    done = Submission.objects.get()
    assert is_whole(done)
    done.figures += "\n"
    assert not is_whole(done)


def test_figures_changed_after_the_submission_are_not_approved(db):
    report = in_review()
    Figure.objects.filter(measure__code="ELD_BEDS").update(value=7)
    with pytest.raises(Refused):
        actions.approve(report=report, by=person("reviewer"), at=NOON)
    assert report_of().status == "in_review"


def test_the_provinces_own_report_goes_the_same_way(db):
    report = report_of(PROVINCE)
    put(*plausible(report), report=report, by="manager")
    hand_in(report, by="manager")
    done = Submission.objects.get()
    prefectures = Region.objects.prefectures().count()
    assert len(cells_of(done)) == prefectures * 11 + 2  # POVERTY_LINE and HOSP_PROV_L3
    actions.approve_all(reports=[report], by=person("reviewer"), at=NOON)
    assert report_of(PROVINCE).status == "approved"
