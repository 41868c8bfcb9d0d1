"""`check_data`: each invariant, broken on purpose, is found; and nothing else is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from indicators.plan.models import Measure
from indicators.reporting import actions
from indicators.reporting.consistency import faults
from indicators.reporting.consistency.faults import SENTENCES
from indicators.reporting.models import (
    CorrectionRequest,
    Explanation,
    Figure,
    PeriodMeasure,
    Report,
    ReportingPeriod,
    Revision,
    StatusChange,
    Submission,
)
from indicators.reporting.submissions import sha256_of
from regions.audit import acting
from regions.models import Membership, Region, Role, Zone
from tests.indicators.reporting.quarter import (
    WUHAN,
    approved,
    blank,
    correction_asked,
    filled,
    in_review,
    number,
    report_of,
    returned,
    submitted,
)
from tests.people import NOON, person


def codes():
    return [fault.code for fault in faults()]


def figure(measure="ELD_BEDS"):
    return Figure.objects.filter(measure__code=measure)


def revise(report, measure, before, after, new_number, **more):
    facts = {
        "report": report,
        "region": report.region,
        "measure": Measure.objects.get(code=measure),
        "number": new_number,
        "old_state": "number" if before is not None else "blank",
        "old_value": before,
        "new_state": "number" if after is not None else "blank",
        "new_value": after,
        "at": NOON,
        "by": person("wuhan"),
        "via": "form",
    }
    return Revision.objects.create(**(facts | more))


def change(report, before, after, **more):
    last = report.status_changes.order_by("-number")[0]
    facts = {"number": last.number + 1, "at": NOON, "by": person("reviewer"), **more}
    return StatusChange.objects.create(report=report, from_status=before, to_status=after, **facts)


def submission(report, text, sha256, sequence=2, **more):
    facts = {"number": sequence, "at": NOON, "by": person("wuhan"), "responsible": "李局长"}
    return Submission.objects.create(report=report, figures=text, sha256=sha256, **(facts | more))


def a_long_story():
    """A report that was returned, corrected, approved, reopened and emptied in part."""
    report = returned()
    actions.enter(
        report=report, cells=[number("ELD_BEDS", 90), blank("PILOTS")], by=person("wuhan"),
        via="form", at=NOON + timedelta(hours=1),
    )  # fmt: skip
    actions.submit(
        report=report, by=person("wuhan"), responsible="李局长", at=NOON + timedelta(hours=2),
        explanations={(WUHAN, "PILOTS"): "尚未启动", (WUHAN, "ELD_BEDS"): "新建"},
    )  # fmt: skip
    at = NOON + timedelta(hours=3)
    actions.approve_all(reports=[report], by=person("reviewer"), at=at)
    correction_asked(report, at=at)
    actions.decline_correction(report=report, by=person("reviewer"), answer="无误", at=at)
    correction_asked(report, by="wuhan2", at=at)
    actions.reopen(report=report, by=person("reviewer2"), code="other", reason="口径", at=at)


@pytest.mark.parametrize("stage", [report_of, filled, submitted, in_review, approved, a_long_story])
def test_what_the_verbs_leave_behind_is_sound(db, stage):
    stage()
    assert list(faults()) == []


def of_another_period():
    report = filled()
    other = ReportingPeriod.objects.exclude(pk=report.period_id).first()
    other = other or report_of(period="2018Q2").period
    PeriodMeasure.objects.get_or_create(period=other, measure=Measure.objects.get(code="ELD_BEDS"))
    figure().update(period=other)


def in_the_wrong_report():
    filled()
    figure().update(report=report_of("420600"), region=F("region"))


def too_exact():
    report = filled()
    revise(report, "ELD_BEDS", Decimal(1), Decimal("1.5"), 2)
    figure().update(value=Decimal("1.5"), revision=2)


def approved_by_who_filled():
    report = in_review()
    change(report, "in_review", "approved", by=person("wuhan"),
           submission=report.submissions.get())  # fmt: skip
    Report.objects.filter(pk=report.pk).update(
        status="approved", reviewer=None, review_began_at=None
    )


def approval_of_another():
    report = returned()
    first = report.submissions.get()
    actions.submit(report=report, by=person("wuhan"), responsible="李局长", at=NOON)
    actions.begin_review(report=report, by=person("reviewer"), at=NOON)
    change(report, "in_review", "approved", submission=first)
    Report.objects.filter(pk=report.pk).update(
        status="approved", reviewer=None, review_began_at=None
    )


def hash_wrong():
    report = filled()
    submission(report, f"2018Q3\t{WUHAN}\t1", "0" * 64, sequence=1)
    Report.objects.filter(pk=report.pk).update(first_submitted_at=NOON)


def misnamed():
    report = filled()
    text = "2018Q2\t420100\t1"
    submission(report, text, sha256_of(text), sequence=1)
    Report.objects.filter(pk=report.pk).update(first_submitted_at=NOON)


def out_of_order():
    report = filled()
    text = f"2018Q3\t{WUHAN}\t3"
    submission(report, text, sha256_of(text), sequence=3)
    Report.objects.filter(pk=report.pk).update(first_submitted_at=NOON)


def explained_nothing():
    report = report_of()
    Explanation.objects.create(
        report=report, region=report.region, measure=Measure.objects.get(code="ELD_BEDS"),
        revision=7, text="新建", at=NOON, by=person("wuhan"),
    )  # fmt: skip


def changed_after_submission():
    report = submitted()
    old = figure().get()
    revise(report, "ELD_BEDS", old.value, Decimal(7), 2)
    figure().update(value=7, revision=2)


def recorded_without_revisions():
    with acting(by=person("wuhan"), at=NOON) as acts:
        acts.record("enter", new={"changes": 1, "sha256": "0" * 64, "batch": ""})


def zone_of(region):
    return Zone.objects.get(regions__code=region)


def second_role():
    Membership.objects.create(
        user=person("administrator"), role=Role.VIEWER, region=Region.objects.get(code="420000")
    )


def part_of_its_part():
    Measure.objects.filter(code="ELD_INST_TOTAL").update(
        part_of=Measure.objects.get(code="ELD_PUB_PRIVATE")
    )


def answered_by_itself():
    correction_asked()
    CorrectionRequest.objects.update(
        outcome="granted", answer="同意", answered_at=NOON, answered_by=person("reviewer")
    )


def asked_before_approval():
    CorrectionRequest.objects.create(
        report=submitted(), reason="床位数有误", at=NOON, by=person("wuhan")
    )


def of_what_is_not_asked():
    correction_asked()
    PeriodMeasure.objects.filter(measure__code="ELD_BEDS").delete()


def stray_county():
    Region.objects.filter(code="420102").update(parent=Region.objects.get(code="420000"))


BROKEN = {
    "figure_points_nowhere": [lambda: (filled(), figure().update(measure=999_999))],
    "figure_of_another_period": [of_another_period],
    "figure_in_the_wrong_report": [in_the_wrong_report],
    "figure_not_asked": [
        lambda: (filled(), PeriodMeasure.objects.filter(measure__code="ELD_BEDS").delete())
    ],
    "figure_too_exact": [too_exact],
    "figure_unlike_its_revision": [
        lambda: (filled(), figure().update(value=999)),
        lambda: (filled(), figure().update(value=None, state="not_applicable")),
        lambda: (filled(), figure().update(revision=2)),
        lambda: revise(filled(), "ELD_BEDS", Decimal(1), Decimal(2), 2),
    ],
    "revision_points_nowhere": [
        lambda: revise(report_of(), "ELD_BEDS", None, None, 1, region=Region(pk=999_999)),
        lambda: revise(
            Report(pk=999_999, region=report_of().region), "ELD_BEDS", None, None, 1
        ),
    ],
    "revision_without_figure": [lambda: (filled(), figure().delete())],
    "revision_unlike_the_one_before": [
        lambda: revise(report_of(), "ELD_BEDS", Decimal(1), None, 1),
        lambda: revise(report_of(), "ELD_BEDS", None, None, 2),
    ],
    "explanation_of_no_revision": [explained_nothing],
    "status_unlike_its_last_change": [
        lambda: Report.objects.filter(pk=report_of().pk).update(status="returned"),
        lambda: Report.objects.create(
            period=report_of().period, region=Region.objects.get(code="420102")
        ),
    ],
    "change_not_allowed": [
        lambda: (
            change(report_of(), "draft", "in_review"),
            change(report_of(), "in_review", "submitted"),
        )
    ],
    "change_out_of_order": [lambda: change(report_of(), "submitted", "draft")],
    "approval_of_another_submission": [approval_of_another],
    "approved_by_who_filled": [approved_by_who_filled],
    "first_submission_misdated": [
        lambda: Report.objects.filter(pk=report_of().pk).update(first_submitted_at=NOON),
        lambda: Report.objects.filter(pk=submitted().pk).update(
            first_submitted_at=NOON + timedelta(days=1)
        ),
    ],
    "reviewer_unknown": [
        lambda: Report.objects.filter(pk=in_review().pk).update(reviewer=person("reviewer2"))
    ],
    "correction_open_without_approval": [
        lambda: Report.objects.filter(pk=correction_asked().report_id).update(status="returned")
    ],
    "correction_granted_in_vain": [answered_by_itself],
    "correction_before_approval": [asked_before_approval],
    "correction_of_nothing_asked": [
        of_what_is_not_asked,
        lambda: correction_asked().named.all().delete(),
    ],
    "report_missing": [
        lambda: ReportingPeriod.objects.filter(pk=report_of().period_id).update(
            name="2018Q2", starts_on="2018-04-01", ends_on="2018-06-30"
        )
        and ReportingPeriod.objects.create(
            name="2018Q3", starts_on="2018-07-01", ends_on="2018-09-30",
            opens_on="2018-10-01", due_on="2018-10-15", locks_on="2018-10-30",
        )
    ],
    "submission_hash_wrong": [hash_wrong],
    "submission_misnamed": [misnamed],
    "submission_out_of_order": [out_of_order],
    "figures_unlike_submission": [changed_after_submission],
    "entry_unlike_its_record": [
        recorded_without_revisions,
        lambda: revise(report_of(), "ELD_BEDS", None, None, 1),
    ],
    "period_misdated": [
        lambda: ReportingPeriod.objects.filter(pk=report_of().period_id).update(
            ends_on="2018-09-29"
        ),
        lambda: ReportingPeriod.objects.filter(pk=report_of().period_id).update(name="2018-3"),
    ],
    "zones_no_partition": [
        lambda: (zone_of("420100").regions.clear(), None),
        lambda: zone_of("420100").regions.set(Region.objects.prefectures()),
        lambda: zone_of("420100").regions.add(Region.objects.get(code="420102")),
    ],
    "region_misplaced": [stray_county],
    "administrator_with_another_role": [second_role],
    "part_of_itself": [part_of_its_part],
}  # fmt: skip
CASES = [(code, breaking) for code, ways in BROKEN.items() for breaking in ways]


def test_every_kind_of_fault_is_provoked():
    assert BROKEN.keys() == SENTENCES.keys()


@pytest.mark.parametrize(("code", "breaking"), CASES)
def test_a_broken_invariant_is_found(db, code, breaking):
    breaking()
    assert code in codes()


def test_the_command_names_what_is_broken_and_exits_with_2(db, capsys):
    zone_of("429021").regions.clear()
    with pytest.raises(CommandError) as refusal:
        call_command("check_data")
    assert refusal.value.returncode == 2
    assert "429021" in str(refusal.value)


def test_the_command_shows_twenty_of_a_kind_and_counts_the_rest(db):
    filled()
    Figure.objects.update(value=5)
    wrong = sum(fault.code == "figure_unlike_its_revision" for fault in faults())
    with pytest.raises(CommandError) as refusal:
        call_command("check_data")
    lines = str(refusal.value).splitlines()
    assert wrong == 55
    assert len(lines) == 20 + 1
    assert str(wrong - 20) in lines[-1]


def test_the_command_is_content_with_sound_data(db, capsys):
    approved()
    call_command("check_data", json=True)
    assert capsys.readouterr().out == '{"status": "done", "checks": 25}\n'
