"""Exports as known on a past day: what stands in them, and that they say so."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from indicators.assessment.board import read_board
from indicators.assessment.board_rows import board_rows
from indicators.plan.models import Plan
from indicators.reporting.actions import reopen
from indicators.reporting.errors import Invalid, Unreadable
from regions.models import AuditEvent
from tests.indicators.exchange.taken_out import records, rows_of, sheet, taken
from tests.indicators.reporting.quarter import WUHAN, report_of
from tests.people import NOON, TODAY, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def story(in_approved, db, monkeypatch):
    """Wuhan's report: approved today, reopened tomorrow."""
    monkeypatch.setattr(timezone, "now", lambda: NOON + 3 * DAY)
    facts = {"by": person("reviewer"), "at": NOON + DAY, "code": "other", "reason": "重审"}
    reopen(report=report_of(), **facts)


def numbers(**more):
    return sum(row["状态"] == "数值" for row in records("figures", **more))


def test_figures_are_those_of_reports_that_counted_then():
    days = (TODAY, TODAY + DAY, None)
    assert [numbers(known_on=day) for day in days] == [55, 0, 0]
    assert numbers(by="viewer", known_on=TODAY) == 55
    assert numbers(by="viewer", known_on=TODAY + DAY) == 0


def test_the_board_is_that_of_the_day():
    read = read_board(plan=Plan.objects.get(), period=report_of().period, known_on=TODAY)
    told = [{k: "" if v is None else str(v) for k, v in row.items()} for row in board_rows(read)]
    assert records("board", known_on=TODAY) == told
    assert records("board") != told


@pytest.mark.parametrize("what", ["figures", "board", "targets"])
def test_lines_name_and_record_say_the_day(what):
    lines = [row[0] for row in rows_of(sheet(what, known_on=TODAY))]
    at = lines.index("按 2018-10-10 当日已知数据")
    assert lines[at + 1] == "名称、口径和阈值以当前为准。"
    done, _content = taken(what, known_on=TODAY)
    assert done.name.endswith("_截至2018-10-10.csv")
    assert AuditEvent.objects.filter(act="export").last().new["known_on"] == "2018-10-10"


def test_the_audit_trail_keeps_no_other_past():
    with pytest.raises(Invalid):
        taken("audit", by="auditor", known_on=TODAY)


@pytest.mark.parametrize("what", ["figures", "board"])
def test_a_period_that_had_not_been_opened_is_refused(what):
    with pytest.raises(Unreadable):
        taken(what, known_on=TODAY - DAY)


def assess(*more):
    out = StringIO()
    call_command("assess", "--period", "2018Q3", "--region", WUHAN, "--json", *more, stdout=out)
    return json.loads(out.getvalue())


def test_the_commands_take_a_day(tmp_path):
    counted = [
        max(row["已报"] for row in assess(*more))
        for more in (("--known-on", "2018-10-10"), ("--known-on", "2018-10-11"), ())
    ]
    assert counted == [1, 0, 0]
    file = tmp_path / "board.csv"
    order = ("export", "--what", "board", "--period", "2018Q3", "--format", "csv", "-o", str(file))
    call_command(*order, "--by", "viewer", "--known-on", "2018-10-10", stdout=StringIO())
    assert file.exists()
    for wrong in ("2018-10-99", "2018-10-14"):
        with pytest.raises(CommandError):
            call_command(*order, "--by", "viewer", "--known-on", wrong)
