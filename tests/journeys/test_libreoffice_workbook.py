"""A template that LibreOffice 7.4 opened, filled and saved goes the whole road.

The file holds a formula with its stored result (=80000+2000), an answer under 说明, decimals, and
不适用 where Wuhan has no such hospital; everything else in it is a small whole number.
"""

import io
import json
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from indicators.reporting.actions import open_period
from indicators.reporting.models import Explanation, Figure, Report, Revision
from tests.journeys.visitor import Visitor
from tests.people import PASSWORD
from tests.sources import ROOT

pytestmark = pytest.mark.django_db

PATH = ROOT / "tests" / "files" / "libreoffice_template.xlsx"
PERIOD, REGION = "2018Q3", "420100"
REPORT = f"/reports/{PERIOD}/{REGION}/"
TYPED = {
    "COMM_URBAN_TOTAL": 1300,
    "COMM_URBAN_PLATFORM": 767,
    "ELD_BEDS": 82000,
    "RURAL_DIBAO_STD": Decimal("8640.5"),
    "HOSP_VET_TOTAL": None,
}
QUESTIONED = ("RURAL_WUBAO_STD", "RURAL_DIBAO_STD")


@pytest.fixture
def quarter(manager):
    """Open today, so that the pages' own clock is within it."""
    today = timezone.localdate()
    due, locks = today + timedelta(days=6), today + timedelta(days=20)
    return open_period(name=PERIOD, by=manager, opens=today, due=due, locks=locks)


@pytest.fixture
def clerk(wuhan):
    return Visitor("wuhan", PASSWORD)


@pytest.fixture
def batch(quarter, clerk):
    """Where the preview of the file lies."""
    upload = SimpleUploadedFile(PATH.name, PATH.read_bytes())
    answer = clerk.send("/exchange/import/", file=upload)
    assert answer.status_code == 302
    return answer["Location"]


def walk(clerk, batch):
    """Confirm, submit, approve."""
    clerk.send(batch, f"{batch}confirm/")
    answers = {f"why-{REGION}-{code}": "按市级最低标准填报" for code in QUESTIONED}
    clerk.send(f"{REPORT}submit/", responsible="李局长", **answers)
    reviewer = Visitor("reviewer", PASSWORD)
    for move in ("begin", "approve"):
        assert reviewer.send(f"{REPORT}review/", f"{REPORT}review/{move}/").status_code == 302


def test_it_is_a_workbook_of_libreoffice():
    with PATH.open("rb") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    inputs = {row[0].value: row[6].value for row in book.worksheets[0].iter_rows(min_row=5)}
    assert (len(inputs), inputs["ELD_BEDS"]) == (55, "=80000+2000")


def test_it_is_previewed_with_the_formula_flagged(clerk, batch):
    page = clerk.see(batch)
    found = page.context["batch"]
    assert (found.outcome, found.new, found.changed, found.unchanged) == ("previewed", 55, 0, 0)
    assert [(one["code"], one["cell"]) for one in found.warnings] == [
        ("formula_result", "G7"),
        ("rule_WUBAO_ABOVE_DIBAO_STD", "G26"),
        ("rule_RURAL_WITHIN_URBAN_STD", "G27"),
    ]
    assert Figure.objects.count() == 0


def test_it_becomes_figures_with_the_cells_they_come_from(clerk, batch):
    clerk.send(batch, f"{batch}confirm/")
    stored = dict(Figure.objects.values_list("measure__code", "value"))
    assert len(stored) == 55
    assert {code: stored[code] for code in TYPED} == TYPED
    place = Revision.objects.get(measure__code="ELD_BEDS").place
    assert place == "libreoffice_template.xlsx › 填报表 › G7"
    told = Explanation.objects.values_list("measure__code", "text")
    assert list(told) == [("ELD_BEDS", "含公办和民办")]


def test_it_reaches_the_board(clerk, batch):
    walk(clerk, batch)
    assert Report.objects.get(period__name=PERIOD, region__code=REGION).status == "approved"
    out = io.StringIO()
    where = {"period": PERIOD, "region": REGION, "indicator": "COM_PLATFORM_URBAN"}
    call_command("assess", **where, json=True, stdout=out)
    [row] = json.loads(out.getvalue())
    assert (row["分子"], row["分母"], row["数值"], row["已报"]) == ("767", "1300", "59", 1)


def test_it_is_on_the_overview_as_one_of_seventeen(clerk, batch):
    walk(clerk, batch)
    page = Visitor("viewer", PASSWORD).see("/overview/", period=PERIOD)
    rows = [row for _theme, rows in page.context["groups"] for row in rows]
    [row] = [row for row in rows if row.indicator.code == "COM_PLATFORM_URBAN"]
    assert (row.value.value, row.value.counted, row.value.expected) == (Decimal(59), 1, 17)
    assert row.judgement.provisional
