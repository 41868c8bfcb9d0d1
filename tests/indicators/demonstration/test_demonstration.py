"""The demonstration: whatever can happen in the product has happened in it, and it is sound."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db.models import Max

from indicators.assessment.board import read_board
from indicators.assessment.vocabulary import State, Verdict
from indicators.demonstration.quarter import name_of
from indicators.plan.models import Plan
from indicators.reporting.models import (
    Figure,
    FigureState,
    Report,
    ReportingPeriod,
    Revision,
    Status,
    StatusChange,
)
from indicators.reporting.submissions import is_whole
from regions.models import Membership, User

LATEST = "2020Q3"


def board_of(name):
    return read_board(plan=Plan.objects.get(), period=ReportingPeriod.objects.get(name=name))


def test_it_has_the_baseline_period_and_twenty_quarters(demonstration):
    names = list(ReportingPeriod.objects.values_list("name", flat=True))
    assert names == [name_of(number) for number in range(21)]
    assert (names[0], names[-1]) == ("2015Q4", "2020Q4")


def test_its_accounts_are_those_that_others_rely_on(demonstration):
    held = Membership.objects.filter(user__demonstration=True)
    found = set(held.values_list("user__username", "role", "region__code"))
    assert {
        ("wuhan", "reporter", "420100"),
        ("xiangyang", "reporter", "420600"),
        ("enshi", "reporter", "422800"),
        ("reviewer", "reviewer", "420000"),
        ("reviewer2", "reviewer", "420000"),
        ("manager", "manager", "420000"),
        ("viewer", "viewer", "420000"),
        ("wuhan-viewer", "viewer", "420100"),
        ("auditor", "auditor", "420000"),
        ("administrator", "administrator", "420000"),
    } <= found
    assert not User.objects.filter(must_change_password=True).exists()


def test_check_data_and_verify_audit_find_nothing(demonstration):
    call_command("check_data")
    call_command("verify_audit")


def test_every_status_of_a_report_occurs(demonstration):
    assert set(Report.objects.values_list("status", flat=True)) == set(Status.values)


def test_every_verdict_occurs(demonstration):
    seen = Counter(
        row.judgement.verdict for name in ("2016Q4", LATEST) for row in board_of(name).rows
    )
    assert set(seen) == set(Verdict)


def test_a_zero_denominator_and_not_applicable_occur(demonstration):
    assert Figure.objects.filter(state=FigureState.NOT_APPLICABLE).exists()
    zero = Figure.objects.filter(measure__code="HOSP_VET_TOTAL", value=0, region__code="429006")
    assert zero.exists()
    row = board_of("2019Q4").row("HOSP_LOCAL_L2", "429006")
    assert row.value.state == State.NOT_APPLICABLE


def test_a_gap_inside_a_cumulative_sum_is_named(demonstration):
    row = board_of("2019Q4").row("ELD_BEDS_NEW", "420000")
    assert row.value.missing == ("恩施土家族苗族自治州", "潜江市")
    assert (row.value.counted, row.value.expected, row.judgement.provisional) == (15, 17, True)


def test_a_year_end_value_stands_with_its_date(demonstration):
    row = board_of(LATEST).row("LOTTERY_RANK", "420000")
    assert (row.stands, row.value.as_of.name) == (True, "2019Q4")


def test_the_worst_region_is_unknown_where_one_is_missing(demonstration):
    row = board_of(LATEST).row("RURAL_DIBAO_RATIO", "420000")
    assert (row.judgement.verdict, row.judgement.rule) == (Verdict.NO_DATA, 5)
    assert "天门市" in row.value.missing


def test_every_approved_report_was_submitted_whole_and_approved_by_somebody_else(demonstration):
    last = StatusChange.objects.values("report").annotate(last=Max("number"))
    numbers = {row["report"]: row["last"] for row in last}
    approvals = StatusChange.objects.filter(report__status=Status.APPROVED)
    approvals = approvals.filter(to_status=Status.APPROVED).select_related("submission")
    current = [one for one in approvals if one.number == numbers[one.report_id]]
    assert len(current) == Report.objects.filter(status=Status.APPROVED).count() > 340
    for approval in current:
        assert is_whole(approval.submission)
        assert approval.by_id != approval.submission.by_id
    filled = set(Revision.objects.values_list("report_id", "by_id").distinct())
    assert not filled & {(one.report_id, one.by_id) for one in current}


def test_every_figure_has_its_last_revision(demonstration):
    revised = Revision.objects.values_list("report_id", "region_id", "measure_id")
    last = {tuple(cell): number for *cell, number in revised.annotate(last=Max("number"))}
    figures = Figure.objects.values_list("report_id", "region_id", "measure_id", "revision")
    assert {tuple(cell): number for *cell, number in figures}.items() <= last.items()


def test_it_starts_from_the_published_figures(demonstration):
    row = board_of("2016Q4").row("ELD_BEDS_PER_1000", "420000")
    assert (row.value.numerator, row.value.denominator) == (329_000, 10_720_000)
    assert row.judgement.verdict == Verdict.SLIGHTLY_BEHIND


@pytest.mark.parametrize("told", [1, 2])
def test_loading_it_again_changes_nothing(demonstration, told):
    before = Revision.objects.count(), StatusChange.objects.count()
    for _time in range(told):
        call_command("load_demo", "--yes")
    assert (Revision.objects.count(), StatusChange.objects.count()) == before
