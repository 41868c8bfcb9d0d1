"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from indicators.plan.models import Measure
from indicators.reporting.models import (
    CorrectionMeasure,
    CorrectionRequest,
    Explanation,
    Extension,
    Figure,
    PeriodMeasure,
    Remark,
    Report,
    ReportingPeriod,
    Revision,
    StatusChange,
    Submission,
)
from regions.append_only import REFUSAL
from tests.indicators.reporting.quarter import report_of
from tests.people import NOON, person

MODELS = {
    model.__name__: model
    for model in (
        CorrectionMeasure, CorrectionRequest, Explanation, Extension, Figure, PeriodMeasure,
        Remark, Report, ReportingPeriod, Revision, StatusChange, Submission,
    )
}  # fmt: skip


def asked_and_declined(report):
    facts = {"outcome": "declined", "answer": "无误", "answered_at": NOON}
    return CorrectionRequest.objects.create(
        report=report, at=NOON, by=person("wuhan"), reason="复核",
        answered_by=person("reviewer"), **facts,
    )  # fmt: skip


@pytest.fixture
def story(in_approved, db):
    """An approved report, so that a row of every kind is there to collide with."""
    report = report_of()
    beds = Measure.objects.get(code="ELD_BEDS")
    cell = {"region": report.region, "measure": beds}
    signed = {"at": NOON, "by": person("reviewer")}
    submission = report.submissions.get()
    return {
        "CorrectionMeasure": {"request": asked_and_declined(report), "measure": beds},
        "CorrectionRequest": {"report": report, "reason": "床位数少计", **signed},
        "Explanation": {"report": report, **cell, "revision": 1, "text": "新建", **signed},
        "Extension": {
            "period": report.period, "region": report.region, "until": date(2018, 11, 5),
            "reason": "洪灾", "granted_by": person("manager"), "granted_at": NOON,
        },
        "Figure": {
            "report": report, "period": report_of(period="2018Q2").period, **cell,
            "state": "number", "value": 1, "revision": 1,
        },
        "PeriodMeasure": {
            "period": report.period, "measure": Measure.objects.get(code="ELD_INST_MED"),
        },
        "Remark": {"submission": submission, **cell, "code": "other", "text": "核对", **signed},
        "Report": {"period": report_of(period="2018Q2").period,
                   "region": report.region.children.all()[0]},
        "ReportingPeriod": {
            "name": "2019Q1", "starts_on": date(2019, 1, 1), "ends_on": date(2019, 3, 31),
            "opens_on": date(2019, 4, 1), "due_on": date(2019, 4, 15),
            "locks_on": date(2019, 4, 30),
        },
        "Revision": {
            "report": report, **cell, "number": 2, "old_state": "number", "old_value": 1,
            "new_state": "blank", "new_value": None, "via": "form", **signed,
        },
        "StatusChange": {
            "report": report, "number": 9, "from_status": "approved", "to_status": "returned",
            "reason": "核对", **signed,
        },
        "Submission": {
            "report": report, "number": 2, "responsible": "李局长", "figures": "", "sha256": "",
            **signed,
        },
    }  # fmt: skip


def refused(model, facts, name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        MODELS[model].objects.create(**facts)
    text = str(refusal.value)
    if connection.vendor == "postgresql" or "CHECK" in text:
        assert name in text
    else:
        assert text.startswith(("UNIQUE constraint failed", REFUSAL))


@pytest.mark.parametrize("model", MODELS)
def test_a_sound_row_is_taken(story, model):
    MODELS[model].objects.create(**story[model])


ANSWERED = "correction_request_is_open_or_answered"
BROKEN = [
    ("CorrectionRequest", "correction_request_has_a_reason", {"reason": ""}),
    ("CorrectionRequest", ANSWERED, {"answer": "无误"}),
    ("CorrectionRequest", ANSWERED, {"answered_at": NOON}),
    ("CorrectionRequest", ANSWERED, {"outcome": "granted"}),
    ("CorrectionRequest", ANSWERED, {"outcome": "lost"}),
    ("ReportingPeriod", "period_dates_in_order", {"ends_on": date(2019, 1, 1)}),
    ("ReportingPeriod", "period_dates_in_order", {"due_on": date(2019, 3, 31)}),
    ("ReportingPeriod", "period_dates_in_order", {"locks_on": date(2019, 4, 14)}),
    ("Extension", "extension_has_a_reason", {"reason": ""}),
    ("Report", "report_status_known", {"status": "lost"}),
    ("Report", "report_in_review_has_a_reviewer", {"status": "in_review"}),
    ("Report", "report_in_review_has_a_reviewer", {"review_began_at": NOON}),
    ("Figure", "figure_is_a_number_or_not_applicable", {"state": "blank", "value": None}),
    ("Figure", "figure_is_a_number_or_not_applicable", {"value": None}),
    ("Figure", "figure_is_a_number_or_not_applicable", {"state": "not_applicable"}),
    ("Figure", "figure_is_a_number_or_not_applicable", {"state": "lost", "value": None}),
    ("Revision", "revision_old_is_whole", {"old_value": None}),
    ("Revision", "revision_old_is_whole", {"old_state": "blank"}),
    ("Revision", "revision_old_is_whole", {"old_state": "lost", "old_value": None}),
    ("Revision", "revision_new_is_whole", {"new_state": "number"}),
    ("Revision", "revision_new_is_whole", {"new_value": 1}),
    ("Revision", "revision_new_is_whole", {"new_state": "lost"}),
    ("Explanation", "explanation_is_not_empty", {"text": ""}),
    ("Submission", "submission_has_a_responsible_person", {"responsible": ""}),
    ("StatusChange", "status_change_return_has_a_reason", {"reason": ""}),
    ("StatusChange", "status_change_approval_names_a_submission", {"to_status": "approved"}),
    ("Remark", "remark_is_not_empty", {"text": ""}),
]
ONCE = [
    ("CorrectionRequest", "correction_request_open_once", {"reason": "另有一处"}),
    ("CorrectionMeasure", "correction_names_a_measure_once", {}),
    ("ReportingPeriod", "period_dates_once", {"name": "2019Q9"}),
    ("PeriodMeasure", "period_asks_a_measure_once", {}),
    ("Report", "report_once", {}),
    ("Figure", "figure_once", {}),
    ("Revision", "revision_number_once", {}),
    ("Submission", "submission_number_once", {}),
    ("StatusChange", "status_change_number_once", {}),
]


@pytest.mark.parametrize(("model", "name", "wrong"), BROKEN)
def test_a_row_that_breaks_a_constraint_is_refused(story, model, name, wrong):
    refused(model, story[model] | wrong, name)


@pytest.mark.parametrize(("model", "name", "other"), ONCE)
def test_the_same_row_twice_is_refused(story, model, name, other):
    MODELS[model].objects.create(**story[model])
    refused(model, story[model] | other, name)


def test_every_named_constraint_of_the_room_is_provoked():
    named = {c.name for model in MODELS.values() for c in model._meta.constraints}
    assert named == {name for _model, name, _wrong in BROKEN + ONCE}


@pytest.mark.parametrize("model", ["Revision", "StatusChange", "Submission"])
def test_what_is_append_only_is_neither_changed_nor_removed(story, model):
    rows = MODELS[model].objects.all()
    for change in (lambda: rows.update(at=NOON), lambda: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            change()
