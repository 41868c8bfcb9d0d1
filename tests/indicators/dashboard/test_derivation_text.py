"""A derivation reads the same on the page and in what is taken out, for the whole demonstration."""

import csv
import io
import re
from html import unescape

import openpyxl
import pytest

from indicators.exchange.derivation_table import KEYS, SHEET
from indicators.plan.models import Measure, Plan
from regions.models import AuditEvent, Region
from tests.indicators.assessment.invented import hubei
from tests.indicators.assessment.world import revise
from tests.people import NOON, client_of, person

PERIOD, WHOLE = "2020Q3", "420000"
PLACES = (WHOLE, "420100", "429021", "pioneer")
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(dt|dd|th|td)[ >].*?</\1>", re.DOTALL)


def bare(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def cells(html):
    return [bare(found[0]) for found in CELL.finditer(html)]


def inside(html, start, end):
    """What stands between two pieces of markup; empty without the first."""
    _before, found, after = html.partition(start)
    return after.partition(end)[0] if found else ""


def facts(html):
    """(label, text) of the ruling and of every line below it."""
    told, label = [("判定", bare(inside(html, '<p class="why-ruling">', "</p>")))], ""
    for found in CELL.finditer(inside(html, '<dl class="facts">', "</dl>")):
        if found[1] == "dt":
            label = bare(found[0])
        else:
            told.append((label, bare(found[0])))
    return told


def table(html, name, keys):
    """(what it is of, all the rest with its headings) of every row of a table."""
    part = inside(html, f'aria-label="{name}"', "</table>")
    if not part:
        return []
    heads, *rows = map(cells, ROW.findall(part))
    return [
        (
            " · ".join(row[:keys]),
            "；".join(map(" ".join, zip(heads[keys:], row[keys:], strict=True))),
        )
        for row in rows
    ]


def page_of(client, code, place):
    asked = {"period": PERIOD, "region": place}
    part = {"HX-Request": "true"}
    return client.get(f"/indicators/{code}/why/", asked, headers=part).content.decode()


def on_page(html):
    note = bare(inside(html, '<p class="section-note">', "</p>"))
    parts = table(html, "各地缺口", 1)
    filed = table(html, "报表与单元格", 3)
    named = [bare(one) for one in re.findall(r"<(?:h2|summary)[^>]*>[^<]*", html)]
    named = [named[0], *([""] if not parts else []), *named[1:]]
    sections = (facts(html), parts, [*([("", note)] if note else []), *filed])
    return [(section, *row) for section, rows in zip(named, sections, strict=True) for row in rows]


def taken_out(client, code, place, **more):
    where = {"zone" if place.isalpha() else "region": place}
    asked = {"what": "derivation", "indicator": code, "period": PERIOD, "format": "csv"}
    answer = client.get("/exchange/export/", asked | where | more)
    assert answer.status_code == 200, answer.content.decode()
    return b"".join(answer)


def rows_of(content):
    """Without the apostrophe that keeps a spreadsheet from calculating."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == ["部分", "项目", "内容"]
    return [tuple(" ".join(cell.removeprefix("'").split()) for cell in row) for row in rows]


def asked_of(indicators):
    """Every indicator: of the province, of a bureau, of a silent one and of a zone in turn."""
    for number, one in enumerate(indicators):
        yield one.code, WHOLE if one.aggregation == "single" else PLACES[number % len(PLACES)]


def test_page_export_and_sheet_say_the_same_of_every_indicator(demonstration):
    client = client_of(person("reviewer"))
    sheet = in_words(client)
    indicators = Plan.objects.get().indicators.active()
    for code, place in asked_of(indicators):
        html = page_of(client, code, place)
        assert rows_of(taken_out(client, code, place)) == on_page(html), (code, place)
        told = facts(html)
        assert [line for line in told if line in sheet[code, place]] == sheet[code, place]


def in_words(client):
    """By indicator and place the lines that the board's workbook says of a row."""
    asked = {"what": "board", "period": PERIOD, "format": "xlsx"}
    content = b"".join(client.get("/exchange/export/", asked))
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    assert book.sheetnames[1:] == [SHEET]
    rows = list(book[SHEET].iter_rows(values_only=True))
    keys = len(KEYS)
    header = next(n for n, row in enumerate(rows) if row[0] == KEYS[0].header)
    return {
        (row[0], str(row[2])): [
            (label, " ".join(text.split()))
            for label, text in zip(rows[header][keys:], row[keys:], strict=True)
            if text
        ]
        for row in rows[header + 1 :]
    }


@pytest.fixture
def world(db):
    return hubei(["2015Q4", PERIOD], seed=7)


BEDS = "ELD_BEDS_PER_1000"


@pytest.mark.parametrize(
    ("who", "place", "code", "status"),
    [
        ("wuhan", "420100", BEDS, 200),
        ("wuhan", "420600", BEDS, 403),
        ("viewer", "420100", BEDS, 403),
        ("reviewer", "420100", "NOTHING", 400),
        ("auditor", "420100", BEDS, 400),
    ],
)
def test_what_is_not_approved_is_taken_out_by_those_who_see_it(world, who, place, code, status):
    asked = {"what": "derivation", "indicator": code, "period": PERIOD, "region": place}
    answer = client_of(person(who)).get(
        "/exchange/export/", asked | {"basis": "provisional", "format": "xlsx"}
    )
    assert b"".join(answer)
    assert answer.status_code == status
    assert AuditEvent.objects.filter(act="export").exists() is (status == 200)


@pytest.mark.parametrize(("who", "sees"), [("wuhan", True), ("xiangyang", False)])
def test_a_peers_file_stays_out_of_what_is_taken_out(world, who, sees):
    report, measure = world.reports["420100", PERIOD], Measure.objects.get(code="ELD_BEDS")
    wuhan, cell = Region.objects.get(code="420100"), "武汉市.xlsx › 填报 › G17"
    revise(report, wuhan, measure, 1, None, "1", NOON, place=cell)
    assert (cell in taken_out(client_of(person(who)), BEDS, "420100").decode()) is sees


def test_a_derivation_is_offered_where_an_indicator_is_named(world):
    client = client_of(person("viewer"))
    offered = [
        dict(client.get("/exchange/export/", asked).context["form"]["what"].field.choices)
        for asked in ({}, {"indicator": BEDS})
    ]
    assert ["derivation" in one for one in offered] == [False, True]


def test_in_english_every_line_is_english(world):
    client = client_of(person("viewer"))
    client.post("/language/", {"language": "en"})
    told = rows_of(taken_out(client, BEDS, "420100"))
    spoken = [row for row in told if row[0] == told[0][0]]
    assert [row for row in spoken if re.search(r"[\u4e00-\u9fff]", "".join(row))] == []
