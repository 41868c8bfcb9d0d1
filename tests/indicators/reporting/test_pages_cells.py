"""Cells saved as they are left: each by itself, a block as a whole, and what is answered."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.reporting.actions import enter
from indicators.reporting.models import Explanation, Figure, Revision
from tests.indicators.reporting.pages import WUHAN_EDIT, browser, inputs, sheet_of
from tests.indicators.reporting.quarter import (
    NOON,
    number,
    opened,
    plausible,
    report_of,
    submitted,
)
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
URL = "/reports/2018Q3/420100/cells/"
BEDS, PILOTS, POOR = "420100-ELD_BEDS", "420100-PILOTS", "420100-DIBAO_POOR"
MOST_STATEMENTS = 20
PAST_DJANGO = {"sqlite": 2, "postgresql": 0}  # revision and figure, where Django does not count
THE_TESTS_OWN = 1  # who sends


@pytest.fixture(autouse=True)
def period(db):
    return opened()


def opened_page(username="wuhan"):
    return sheet_of(browser(username).get(WUHAN_EDIT))


def send(typed, *, username="wuhan", page=None, client=None, **more):
    """What the grid sends of these cells: typed, and as the page showed them."""
    page = page or opened_page(username)
    names = {"-".join(name.split("-")[1:]) for name in typed}
    kinds = ("value", "shown", "seen", "why", "told")
    sent = {f"{kind}-{name}": page[f"{kind}-{name}"] for name in names for kind in kinds}
    client = client or browser(username)
    return client.post(URL, {"who": person(username).pk, **sent, **typed, **more})


def states(answer):
    return dict(re.findall(r'id="state-(\S+)" class="cell-state" data-state="(\w+)"', text(answer)))


def text(answer):
    return answer.content.decode()


def findings(answer):
    """What is said beside each cell that the answer names."""
    found = re.findall(r'<div id="finding-(\S+)".*?>(.*?)</div>', text(answer), flags=re.S)
    return {name: " ".join(re.sub(r"<[^>]*>", " ", said).split()) for name, said in found}


def contents():
    rows = Figure.objects.filter(region__code="420100").order_by("measure__code")
    return {f.measure.code: f.value for f in rows.select_related("measure")}


def test_a_cell_is_saved_and_its_new_revision_told():
    answer = send({f"value-{BEDS}": "62,310"})
    assert (answer.status_code, states(answer)) == (200, {BEDS: "saved"})
    kept = inputs(answer)
    assert (kept[f"shown-{BEDS}"], kept[f"seen-{BEDS}"]) == ("62310", "1")
    assert contents() == {"ELD_BEDS": Decimal(62310)}
    assert re.search(r'progress-count">1 / (\d+)<', text(answer))[1] == str(
        len(plausible(report_of()))
    )


def test_the_answer_takes_its_places_by_itself():
    answer = text(send({f"value-{BEDS}": "62310"}))
    ids = re.findall(r'id="([^"]+)"[^>]*hx-swap-oob="true"', answer)
    pieces = [f"{piece}-{BEDS}" for piece in ("kept", "state", "finding", "change")]
    assert ids == [*pieces, "grid-progress", "grid-refusal"]


def test_a_text_that_is_no_number_stays_unsaved_with_the_way_out():
    answer = send({f"value-{BEDS}": "约12"})
    assert (answer.status_code, states(answer), contents()) == (422, {BEDS: "invalid"}, {})
    assert findings(answer)[BEDS] != ""


def test_one_bad_cell_of_a_block_holds_the_others_back():
    answer = send({f"value-{BEDS}": "六万", f"value-{PILOTS}": "3"})
    assert answer.status_code == 422
    assert states(answer) == {BEDS: "invalid", PILOTS: "held"}
    assert contents() == {}
    again = send({f"value-{BEDS}": "60000", f"value-{PILOTS}": "3"})
    assert states(again) == {BEDS: "saved", PILOTS: "saved"}
    assert contents() == {"ELD_BEDS": 60000, "PILOTS": 3}


def test_the_bad_cell_left_out_lets_the_others_in():
    answer = send({f"value-{BEDS}": "", f"value-{PILOTS}": "3"})
    assert (answer.status_code, contents()) == (200, {"PILOTS": 3})


def test_a_colleague_was_faster_both_values_are_shown():
    page = opened_page()
    send({f"value-{BEDS}": "62310"}, username="wuhan2")
    answer = send({f"value-{BEDS}": "62000", f"value-{PILOTS}": "3"}, page=page)
    assert answer.status_code == 409
    assert states(answer) == {BEDS: "conflict", PILOTS: "held"}
    assert findings(answer)[BEDS].startswith("汪洋已填入 62310，您填的是 62000。")
    kept = inputs(answer)
    assert (kept[f"shown-{BEDS}"], kept[f"seen-{BEDS}"]) == ("62310", "1")
    assert contents() == {"ELD_BEDS": 62310}


def test_having_seen_it_one_may_insist():
    page = opened_page()
    send({f"value-{BEDS}": "62310"}, username="wuhan2")
    clash = inputs(send({f"value-{BEDS}": "62000"}, page=page))
    answer = send({f"value-{BEDS}": "62000"}, page=page | clash)
    assert (answer.status_code, contents()) == (200, {"ELD_BEDS": 62000})


def test_a_report_that_was_submitted_meanwhile_says_so():
    page = opened_page()
    submitted()
    before = contents()
    answer = send({f"value-{BEDS}": "5"}, page=page | {f"seen-{BEDS}": "1"})
    assert (answer.status_code, states(answer)) == (409, {BEDS: "held"})
    assert "已提交" in text(answer)
    assert contents() == before


def test_what_was_typed_before_somebody_else_logged_in_is_not_theirs():
    answer = send({f"value-{BEDS}": "5"}, who=person("wuhan2").pk)
    assert (answer.status_code, contents()) == (409, {})
    assert "王芳" in text(answer)


def test_an_explanation_is_saved_with_its_cell():
    send({f"value-{BEDS}": "62310", f"why-{BEDS}": "新建三所"})
    send({f"why-{BEDS}": "新建三所养老院"})
    told = Explanation.objects.order_by("pk").values_list("revision", "text")
    assert list(told) == [(1, "新建三所"), (1, "新建三所养老院")]
    assert Revision.objects.count() == 1
    assert inputs(browser("wuhan").get(WUHAN_EDIT))[f"why-{BEDS}"] == "新建三所养老院"


def test_a_new_number_voids_the_explanation_of_the_old_one():
    send({f"value-{BEDS}": "62310", f"why-{BEDS}": "新建三所"})
    answer = send({f"value-{BEDS}": "50000"})
    assert list(Explanation.objects.values_list("revision", "text")) == [(1, "新建三所")]
    assert "新建三所" in findings(answer)[BEDS]
    assert inputs(answer)[f"told-{BEDS}"] == ""


def test_an_explanation_that_was_not_sent_anew_keeps_standing_beside_its_number():
    send({f"value-{BEDS}": "62310", f"why-{BEDS}": "新建三所"})
    answer = send({f"value-{BEDS}": "62310"})
    assert inputs(answer)[f"told-{BEDS}"] == "新建三所"


def part_and_whole():
    """Two cells of Wuhan's report of which one may not exceed the other."""
    asked = {cell.measure for cell in plausible(report_of())}
    from indicators.plan.models import Measure

    part = next(m for m in Measure.objects.exclude(part_of=None) if m.code in asked
                and m.part_of.code in asked)  # fmt: skip
    return f"420100-{part.code}", f"420100-{part.part_of.code}"


def test_what_a_check_says_of_another_cell_comes_along():
    part, whole = part_and_whole()
    send({f"value-{whole}": "10"})
    over = send({f"value-{part}": "12"})
    assert set(findings(over)) == {part}
    settled = send({f"value-{whole}": "20"})
    assert findings(settled) == {whole: "", part: ""}


def test_as_last_period_is_carried_and_says_so():
    opened("2018Q2", due=NOON.date())
    wuhan = person("wuhan")
    enter(
        report=report_of(period="2018Q2"),
        cells=[number("ELD_BEDS", 61204)],
        by=wuhan,
        via="form",
        at=NOON,
    )
    page = opened_page()
    assert inputs(browser("wuhan").get(WUHAN_EDIT))[f"offered-{BEDS}"] == "61204"
    answer = send({f"value-{BEDS}": "61204"}, page=page, **{f"carried-{BEDS}": "61204"})
    assert (answer.status_code, contents()) == (200, {"ELD_BEDS": 61204})
    assert list(
        Revision.objects.filter(report__period__name="2018Q3").values_list("via", flat=True)
    ) == ["carried"]


def test_another_number_is_not_carried_whatever_the_page_says():
    opened("2018Q2", due=NOON.date())
    report = report_of(period="2018Q2")
    enter(report=report, cells=[number("ELD_BEDS", 61204)], by=person("wuhan"), via="form", at=NOON)
    send({f"value-{BEDS}": "61205"}, **{f"carried-{BEDS}": "61205"})
    last = Revision.objects.filter(report__period__name="2018Q3").get()
    assert (last.via, last.new_value) == ("form", 61205)


def test_a_cell_of_the_provinces_is_not_taken():
    answer = browser("wuhan").post(
        URL, {"who": person("wuhan").pk, "value-420100-POP_60_PLUS": "5", "shown-x": ""}
    )
    assert (answer.status_code, contents(), states(answer)) == (200, {}, {})


def test_a_cell_takes_at_most_twenty_statements():
    report = report_of()
    enter(report=report, cells=plausible(report), by=person("wuhan"), via="form", at=NOON)
    page, client = opened_page(), browser("wuhan")
    send({f"value-{PILOTS}": "2"}, page=page, client=client)
    with CaptureQueriesContext(connection) as asked:
        answer = send(
            {f"value-{BEDS}": "62310", f"why-{BEDS}": "新建三所"}, page=page, client=client
        )
    assert states(answer) == {BEDS: "saved"}
    own = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    assert len(own) + PAST_DJANGO[connection.vendor] - THE_TESTS_OWN <= MOST_STATEMENTS
