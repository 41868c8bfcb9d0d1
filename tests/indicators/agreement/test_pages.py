"""Every number on the pages agrees with the independent computation, on the screen and on paper."""

import pytest

from tests.indicators.agreement import plan as data
from tests.indicators.agreement import wanted, wanted_why
from tests.indicators.agreement.judging import row
from tests.indicators.agreement.reading import Page, not_printed
from tests.indicators.agreement.reckoning import asked
from tests.indicators.agreement.writing import verdict
from tests.people import client_of, person

OFFICIAL, PROVISIONAL = "official", "provisional"
PEOPLE = {OFFICIAL: "viewer", PROVISIONAL: "reviewer"}
NOT_PRINTED = not_printed()


def moments(*chosen):
    names = [f"{data.PERIODS[at].name}-{basis}" for at, basis in chosen]
    return pytest.mark.parametrize(("at", "basis"), chosen, ids=names)


@pytest.fixture(scope="module")
def clients(own_plan):
    return {basis: client_of(person(name)) for basis, name in PEOPLE.items()}


@pytest.fixture
def readings(clients):
    """A page read twice, as it is on the screen and as it is on paper."""

    def readings(url, at, basis, **more):
        query = {"period": data.PERIODS[at].name, "basis": basis, **more}
        answer = clients[basis].get(url, query)
        assert answer.status_code == 200
        page = Page(answer.content.decode())
        yield page
        yield page.take_out(NOT_PRINTED)

    return readings


@moments(*((at, OFFICIAL) for at in range(1, 7)), (4, PROVISIONAL))
def test_the_overview(readings, at, basis):
    for page in readings("/overview/", at, basis):
        assert page.tables() == {"指标": wanted.overview(at, basis)}
        assert page.texts("p", "lead") == [wanted.lead(at, basis)]
        assert page.items("ul", "verdict-counts") == wanted.verdict_counts(at, basis)
        assert page.texts("span", "reported") == [wanted.completeness(at, basis)]


@moments((3, OFFICIAL), (6, OFFICIAL), (4, PROVISIONAL))
def test_the_score_card_of_a_region(readings, at, basis):
    for region in asked(at):
        for page in readings(f"/regions/{region}/", at, basis):
            assert page.tables() == {
                "指标": wanted.score_card(region, at, basis),
                "填报期": wanted.history(region, at, basis),
            }
            assert wanted.timeliness(region, at) in page.texts("p")
            assert page.texts("p", "lead") == [wanted.score_lead(region, at, basis)]
            assert page.items("ol", "extremes") == wanted.extremes(region, at, basis)


@moments((5, OFFICIAL))
def test_the_overview_from_other_sides(readings, at, basis):
    for page in readings("/overview/zones/", at, basis):
        assert page.tables() == {"指标": wanted.side_by_side(at, basis)}
    for page in readings("/overview/heat/", at, basis):
        cells = [line[1:] for line in page.tables()["指标"]]
        assert cells == wanted.heat(at, basis)
    for page in readings("/regions/", at, basis):
        standings = {"地区": asked(at), "功能区": data.ZONES}
        assert page.tables() == {
            heading: wanted.standings(places, at, basis) for heading, places in standings.items()
        }


@moments((5, OFFICIAL))
def test_the_page_of_an_indicator(readings, at, basis):
    for code in data.PROMISES:
        for page in readings(f"/indicators/{code}/", at, basis):
            tables = page.tables()
            for heading, rows in wanted.tables(code, at, basis).items():
                assert tables[heading] == rows
            tiles, _definition, why = page.facts()
            assert tiles == wanted.tiles(code, at, basis)
            assert why == wanted_why.facts(code, data.PROVINCE, at, basis)
            assert marks_of(page) == wanted.chart(code, at, basis)


def marks_of(page):
    """{name of a line: its numbers by day}."""
    lines = page.script("course-data")["data"]
    return [(one["name"], dict(zip(one["x"], one["y"], strict=True))) for one in lines]


@pytest.mark.parametrize("code", data.PROMISES)
def test_the_derivation_for_places_of_every_kind(readings, code):
    """The whole, a zone, a region that is reviewed again or waiting, one founded meanwhile."""
    for place in places(code):
        check_derivation(readings, code, place, 5, OFFICIAL)


def places(code):
    alone = data.PROMISES[code].aggregation == "single"
    return [data.PROVINCE, *([] if alone else ("900200", "900300", "900500", "own-south"))]


@moments((6, OFFICIAL), (4, PROVISIONAL), (3, OFFICIAL))
def test_the_derivation_of_every_promise(readings, at, basis):
    for code in data.PROMISES:
        check_derivation(readings, code, places(code)[-1], at, basis)


def check_derivation(readings, code, place, at, basis):
    one = row(code, place, at, basis)
    for page in readings(f"/indicators/{code}/why/", at, basis, region=place):
        assert page.facts() == [wanted_why.facts(code, place, at, basis)]
        [ruling] = page.texts("p", "why-ruling")
        assert ruling.startswith(f"{verdict(one)} 规则 {one.rule} ")
        assert page.listed() == wanted_why.tables(code, place, at, basis)
