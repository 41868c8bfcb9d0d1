"""From a bureau's workbook to the province's verdict, by pages and by commands alike."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.reporting.models import Explanation, Figure, Report, Revision, Submission
from regions.models import AuditEvent
from tests.journeys.clerk import ANSWERED, LEAP, MISSING, filled
from tests.journeys.visitor import Visitor

PERIOD, REGION = "2020Q4", "420100"
NAME = f"演示_填报表_{PERIOD}_武汉市.xlsx"
WHY, RESPONSIBLE = "已核实", "李局长"
REPORT = f"/reports/{PERIOD}/{REGION}/"
MOVES = ["import_previewed", "enter", "import_confirmed", "submit", "begin_review", "approve"]


def visitor(username):
    return Visitor(username, settings.DEMO_PASSWORD)


def walk_by_web(_folder):
    clerk = visitor("wuhan")
    template = clerk.download(f"/exchange/template/{PERIOD}/{REGION}.xlsx")
    upload = SimpleUploadedFile(NAME, filled(template))
    previewed = clerk.send("/exchange/import/", file=upload)
    batch = previewed["Location"]
    assert Figure.objects.filter(report__in=own()).count() == 0
    confirmed = clerk.send(batch, f"{batch}confirm/")
    assert (previewed.status_code, confirmed.status_code) == (302, 302)
    page = f"{REPORT}submit/"
    asked = [n for n, text in clerk.form(page).items() if n.startswith("why-") and not text]
    clerk.send(page, responsible=RESPONSIBLE, **dict.fromkeys(asked, WHY))
    reviewer, page = visitor("reviewer"), f"{REPORT}review/"
    reviewer.send(page, f"{page}begin/")
    reviewer.send(page, f"{page}approve/")
    exported = {"what": "figures", "period": PERIOD, "layout": "long", "format": "csv"}
    return visitor("viewer").download("/exchange/export/", **exported)


def walk_by_command(folder):
    workbook, table = folder / NAME, folder / "figures.csv"
    where = ("--period", PERIOD, "--region", REGION)
    command("template", *where, "-o", workbook)
    workbook.write_bytes(filled(workbook.read_bytes()))
    imported = command("import_figures", workbook, "--confirm", "--json", "--by", "wuhan")
    told = json.loads(imported)
    assert (told["status"], told["confirmed"], told["problems"]) == ("accepted", True, [])
    assert told["new"] == Figure.objects.filter(report__in=own()).count()
    said = ("--responsible", RESPONSIBLE, "--explain-all", WHY)
    command("submit", *where, "--by", "wuhan", *said)
    command("approve", *where, "--by", "reviewer")
    wanted = ("--what", "figures", "--period", PERIOD, "--layout", "long", "--format", "csv")
    command("export", *wanted, "-o", table, "--by", "viewer")
    return table.read_bytes()


def command(*words):
    """`manage.py` as somebody at a terminal calls it, on the test's database."""
    line = [sys.executable, settings.BASE_DIR / "manage.py", *words]
    done = subprocess.run(line, capture_output=True, text=True, env=os.environ, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def own():
    return Report.objects.filter(period__name=PERIOD, region__code=REGION)


def outcome(exported):
    """Everything that anybody can see of it afterwards."""
    cell = ("region__code", "measure__code")
    submitted = Submission.objects.filter(report__in=own())
    page = visitor("viewer").see("/overview/", period=PERIOD)
    rows = [row for _theme, rows in page.context["groups"] for row in rows]
    return {
        "exported": exported.decode("utf-8-sig"),
        "statuses": list(Report.objects.values_list("period__name", "region__code", "status")),
        "figures": list(Figure.objects.values_list(*cell, "period__name", "state", "value")),
        "revisions": list(
            Revision.objects.filter(report__in=own()).values_list(
                *cell, "number", "new_state", "new_value", "via", "by__username", "place"
            )
        ),
        "explanations": list(
            Explanation.objects.filter(report__in=own()).values_list(*cell, "revision", "text")
        ),
        "submissions": list(
            submitted.values_list("number", "by__username", "responsible", "figures", "sha256")
        ),
        "trail": trail(),
        "board": json.loads(command("assess", "--period", PERIOD, "--json")),
        "overview": {row.indicator.code: row.judgement.verdict.value for row in rows},
    }


def trail():
    """What the audit trail says of it, but for what only this time is so."""
    facts = ("act", "actor", "object_label", "region_code", "period", "result")
    return list(
        AuditEvent.objects.filter(act__in=MOVES, period=PERIOD, region_code=REGION)
        .order_by("number")
        .values_list(*facts)
    )


@pytest.fixture
def both(demonstration, databases, monkeypatch, tmp_path):
    """The outcomes of the two roads, each walked in a demonstration of its own."""
    by_web = outcome(walk_by_web(tmp_path))
    with databases.copy_of("demonstration") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        by_command = outcome(walk_by_command(tmp_path))
    return by_web, by_command


def test_both_roads_lead_to_the_same_verdicts(both):
    by_web, by_command = both
    for what, found in by_web.items():
        assert by_command[what] == found, what
    reached_the_end(by_web)
    the_overview_is_the_board(by_web)
    what_was_filled_in_comes_out(by_web)


def reached_the_end(found):
    assert [row for row in found["statuses"] if row[:2] == (PERIOD, REGION)] == [
        (PERIOD, REGION, "approved")
    ]
    assert [row[0] for row in found["trail"]] == MOVES
    [(number, by, responsible, text, _sha256)] = found["submissions"]
    assert (number, by, responsible) == (1, "wuhan", RESPONSIBLE)
    explained = {line.split("\t")[1] for line in text.splitlines()[1:] if line.split("\t")[4]}
    assert {LEAP, ANSWERED, MISSING} <= explained


def the_overview_is_the_board(found):
    province = {
        row["指标代码"]: row["判定"] for row in found["board"] if row["地区代码"] == "420000"
    }
    assert found["overview"] == province


def what_was_filled_in_comes_out(found):
    rows = list(csv.DictReader(io.StringIO(found["exported"])))
    own_rows = {row["数据项代码"]: row for row in rows if row["地区代码"] == REGION}
    assert own_rows[MISSING]["状态"] == "空"
    wuhan = {row["指标代码"]: row for row in found["board"] if row["地区代码"] == REGION}
    beds = wuhan["ELD_BEDS_PER_1000"]
    assert (beds["分子"], beds["已报"]) == (own_rows[LEAP]["数值"], 1)
    assert (wuhan["PENSION_STD"]["数值"], wuhan["PENSION_STD"]["判定"]) == (None, "no_data")
