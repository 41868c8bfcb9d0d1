"""The commands that open periods and move reports: the same verbs, exit 0 or 2."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.reporting.actions import enter
from indicators.reporting.models import Report, ReportingPeriod, Submission
from tests.indicators.reporting.quarter import PROVINCE, WUHAN, number, plausible
from tests.people import person

DUE, LOCKS = "2999-01-15", "2999-01-30"


def report(region=WUHAN):
    reports = Report.objects.select_related("period", "region")
    return reports.get(period__name="2018Q3", region__code=region)


def run(name, *args, **options):
    call_command(name, *args, **options)


def move(verb, by, region=WUHAN, **options):
    run(verb, period="2018Q3", region=region, by=by, **options)


def refused(name, *args, **options):
    with pytest.raises(CommandError) as refusal:
        run(name, *args, **options)
    assert refusal.value.returncode == 2
    return str(refusal.value)


@pytest.fixture
def opened(db):
    run("open_period", "2018Q3", by="manager", due=DUE, locks=LOCKS)


@pytest.fixture
def filled(opened):
    """Open in our own days: commands take no clock."""
    enter(report=report(), cells=plausible(report()), by=person("wuhan"), via="form")


def test_a_report_goes_the_whole_way_by_command(filled, capsys):
    move("submit", "wuhan", responsible="李局长")
    move("withdraw", "wuhan2")
    move("submit", "wuhan")
    move("begin_review", "reviewer")
    move("release_review", "reviewer")
    move("approve", "reviewer2")
    move("reopen", "reviewer", reason="口径调整")
    assert report().status == "returned"
    assert list(report().submissions.values_list("responsible", flat=True)) == ["李局长"] * 2
    move("submit", "wuhan")
    move("begin_review", "reviewer")
    move("send_back", "reviewer", reason="床位数有误", code="wrong_data", until="2999-01-01")
    assert (report().status, str(report().correct_until)) == ("returned", "2999-01-01")
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "武汉市 2018年第3季度报表现在是：已退回。"


def test_without_a_name_the_person_who_submits_is_responsible(filled):
    move("submit", "wuhan")
    assert Submission.objects.get().responsible == "王芳"


def test_approve_begins_the_review_if_nobody_has(filled):
    move("submit", "wuhan")
    move("approve", "reviewer")
    changes = report().status_changes.order_by("number").values_list("to_status", flat=True)
    assert list(changes) == ["draft", "submitted", "in_review", "approved"]


def test_a_draft_is_not_approved(filled):
    assert refused("approve", period="2018Q3", region=WUHAN, by="reviewer") == (
        "武汉市 2018年第3季度报表现为“草稿”，不能办理此事。"
    )


def test_a_region_may_be_named_as_people_write_it(filled):
    move("submit", "wuhan", region="武汉")
    assert report().status == "submitted"


def test_the_outcome_as_data(filled, capsys):
    move("submit", "wuhan", json=True)
    assert json.loads(capsys.readouterr().out) == {
        "status": "done",
        "period": "2018Q3",
        "region": WUHAN,
        "report": "submitted",
        "version": report().version,
    }


def test_explanations_by_measure_and_for_all_the_rest(opened):
    cells = [c for c in plausible(report()) if c.measure not in {"ELD_BEDS", "PILOTS"}]
    enter(report=report(), cells=cells, by=person("wuhan"), via="form")
    told = refused("submit", period="2018Q3", region=WUHAN, by="wuhan", explain=["PILOTS=未启动"])
    assert told == "未填。请填报数值（0 也是数值）、选择“不适用”，或说明原因。"
    move("submit", "wuhan", explain=["PILOTS=未启动"], explain_all="下期补报")
    lines = Submission.objects.get().figures.split("\n")
    assert f"{WUHAN}\tPILOTS\tblank\t\t未启动" in lines
    assert f"{WUHAN}\tELD_BEDS\tblank\t\t下期补报" in lines


def test_explain_all_does_not_explain_a_hard_error(filled):
    cells = [number("COMM_URBAN_FACILITY", 9), number("COMM_URBAN_TOTAL", 5)]
    enter(report=report(), cells=cells, by=person("wuhan"), via="form")
    told = refused("submit", period="2018Q3", region=WUHAN, by="wuhan", explain_all="属实")
    assert told == "大于总数“城市社区总数” 5；部分不得大于总体。"


@pytest.mark.parametrize("explain", ["PILOTS", "NO_SUCH=x", "POP_60PLUS=x"])
def test_an_explanation_for_nothing_is_refused(filled, explain):
    refused("submit", period="2018Q3", region=WUHAN, by="wuhan", explain=[explain])
    assert report().status == "draft"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"by": "nobody"}, "没有在用的账号“nobody”。"),
        ({"period": "2018Q4"}, "没有填报期“2018Q4”。"),
        ({"region": "420600"}, "襄阳市在2018年第3季度没有报表。"),
        ({"by": "viewer"}, "武汉市在2018年第3季度没有报表。"),
        ({"by": "reviewer"}, "沈静无权对武汉市办理此事。"),
    ],
)
def test_who_what_and_where_are_asked_first(filled, options, reason):
    facts = {"period": "2018Q3", "region": WUHAN, "by": "wuhan", **options}
    assert refused("submit", **facts) == reason
    assert report().status == "draft"


def test_a_region_that_is_none_is_refused_with_advice(filled):
    told = refused("submit", period="2018Q3", region="黄刚市", by="wuhan")
    assert "黄冈市" in told


def test_a_period_is_opened_and_closed(db, capsys):
    run("open_period", "2018Q3", by="manager", due=DUE, locks=LOCKS)
    period = ReportingPeriod.objects.get()
    assert (str(period.due_on), str(period.locks_on)) == (DUE, LOCKS)
    run("close_period", "2018Q3", by="manager")
    period.refresh_from_db()
    assert period.closed_at is not None
    assert capsys.readouterr().out.splitlines() == [
        "2018年第3季度已开启：截止 2999-01-15，2999-01-30 后锁定；报表 18 份，数据项 68 个。",
        "2018年第3季度已关闭。",
    ]


def test_a_period_as_data(db, capsys):
    run("open_period", "2018Q3", by="manager", json=True)
    assert json.loads(capsys.readouterr().out) == {
        "status": "done",
        "period": "2018Q3",
        "opens_on": "2018-10-01",
        "due_on": "2018-10-15",
        "locks_on": "2018-10-30",
        "reports": 18,
        "measures": 68,
    }


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("open_period", {"name": "2018Q9", "by": "manager"}),
        ("open_period", {"name": "2030Q1", "by": "manager"}),
        ("open_period", {"name": "2018Q3", "by": "wuhan"}),
        ("open_period", {"name": "2018Q3", "by": "manager", "due": "tomorrow"}),
        ("close_period", {"name": "2018Q3", "by": "manager"}),
    ],
)
def test_what_cannot_be_opened_or_closed_is_refused(db, name, args):
    refused(name, args.pop("name"), **args)
    assert not ReportingPeriod.objects.exists()


def test_a_refusal_as_data(opened, capsys):
    refused("withdraw", period="2018Q3", region=WUHAN, by="wuhan", json=True)
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["status"] == "refused"
    assert [problem["code"] for problem in said["problems"]] == ["conflict"]


def test_the_provinces_report_is_explained_for_every_region(opened):
    own = report(PROVINCE)
    cells = [c for c in plausible(own) if c.measure != "POP_60PLUS"]
    enter(report=own, cells=cells, by=person("manager"), via="form")
    move("submit", "manager", PROVINCE, explain=["POP_60PLUS=统计部门未公布"])
    assert Submission.objects.get().figures.count("统计部门未公布") == 17


@pytest.fixture
def approved(filled):
    move("submit", "wuhan")
    move("approve", "reviewer")


def test_a_correction_is_asked_for_and_declined_by_command(approved, capsys):
    capsys.readouterr()
    ask = {"reason": "床位数少计", "measure": ["ELD_BEDS", "PILOTS"]}
    move("ask_correction", "wuhan", **ask, json=True)
    facts = {"status": "done", "period": "2018Q3", "region": WUHAN, "report": "approved"}
    facts["version"] = report().version
    assert json.loads(capsys.readouterr().out) == facts | {"correction": "open"}
    move("ask_correction", "wuhan", **ask)
    move("decline_correction", "reviewer", reason="数据无误")
    assert capsys.readouterr().out.splitlines() == [
        "武汉市 2018年第3季度报表已提出更正申请。",
        "武汉市 2018年第3季度报表的更正申请未获同意，报表仍为已通过。",
    ]
    move("decline_correction", "reviewer", reason="数据无误", json=True)
    assert json.loads(capsys.readouterr().out) == facts | {"correction": "declined"}
    request = report().correction_requests.get()
    assert [measure.code for measure in request.measures.all()] == ["ELD_BEDS", "PILOTS"]
    assert (request.reason, request.answer) == ("床位数少计", "数据无误")


@pytest.mark.parametrize(
    ("verb", "by", "options", "why"),
    [
        (
            "ask_correction",
            "wuhan",
            {"reason": "少计"},
            "请在本报表的数据项中选择需要更正的数据项。",
        ),
        ("ask_correction", "wuhan", {"measure": ["ELD_BEDS"]}, "请填写理由，不超过500字。"),
        (
            "ask_correction",
            "reviewer",
            {"reason": "少计", "measure": ["ELD_BEDS"]},
            "沈静无权对武汉市办理此事。",
        ),
        ("ask_correction", "xiangyang", {}, "武汉市在2018年第3季度没有报表。"),
        ("decline_correction", "reviewer", {"reason": "无误"}, "该报表没有待答复的更正申请。"),
        ("decline_correction", "wuhan", {"reason": "无误"}, "王芳无权对武汉市办理此事。"),
    ],
)
def test_what_cannot_be_asked_or_declined_is_refused_in_words(approved, verb, by, options, why):
    assert refused(verb, period="2018Q3", region=WUHAN, by=by, **options) == why


def command(*words):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_at_the_shell_a_refusal_is_exit_2_with_its_reason_on_stderr(own_database):
    told = command("open_period", "2018Q3", "--by", "wuhan")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.strip() == "王芳无权对湖北省办理此事。"
    told = command("open_period", "2018Q3", "--by", "manager", "--due", "tomorrow")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    told = command("open_period", "2018Q3", "--by", "manager")
    assert (told.returncode, told.stderr) == (0, "")
