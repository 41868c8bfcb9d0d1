"""/indicators/<code>/what-if/: a trial calculation that can be passed on and stores nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.plan.models import Indicator
from indicators.reporting.models import Figure, Revision
from tests.indicators.assessment.invented import prepared
from tests.people import client_of, person

pytestmark = pytest.mark.django_db
LAST, BEDS = "2018Q3", "/indicators/ELD_BEDS_PER_1000/what-if/"


@pytest.fixture
def world(in_hubei, db):
    return prepared()


def page(url=BEDS, username="viewer", **asked):
    return client_of(person(username)).get(url, {"period": LAST, **asked})


def shown(**asked):
    return page(**asked).context["what_if"]


def test_without_suppositions_the_page_offers_every_reported_region(world):
    found = shown()
    assert [line.moved for line in [found.province, *found.regions]] == [False] * 18
    offered = {line.before.place.key for line in found.regions if line.field}
    assert offered == {
        line.before.place.key for line in found.regions if line.before.value.is_number
    }


def test_more_beds_in_one_region_move_its_row_its_zone_and_the_province(world):
    first = next(line for line in shown().regions if line.field)
    more = first.before.value.numerator + 5000
    found = shown(**{first.field: str(more)})
    moved = {line.before.place.key for line in [*found.regions, *found.zones] if line.moved}
    zone = first.before.place.region.zones.get().code
    assert moved == {first.before.place.key, zone}
    province = found.province
    assert province.after.value.numerator == province.before.value.numerator + 5000
    assert province.after.gap == province.before.gap - 5000


def test_the_figure_of_the_province_is_seen_as_it_moves(world):
    html = page(target="20").content.decode()
    assert "试算结果" in html
    assert 'value="20"' in html


def test_what_is_no_number_is_told_beside_its_field_and_changes_nothing(world):
    found = shown(**{"n-420100": "约七万", "target": "3五"})
    wuhan = next(line for line in found.regions if line.before.place.key == "420100")
    assert (wuhan.typed, wuhan.moved, found.province.moved) == ("约七万", False, False)
    assert wuhan.fault
    assert found.target_fault
    html = page(**{"n-420100": "约七万"}).content.decode()
    assert html.count('aria-invalid="true"') == 1
    assert wuhan.fault in html


def test_the_address_is_shortened_to_what_was_typed(world):
    answer = page(**{"n-420100": "", "n-420600": " 70000 ", "target": ""})
    assert answer.status_code == 302
    assert answer.url == f"{BEDS}?period={LAST}&n-420600=70000"
    assert client_of(person("viewer")).get(answer.url).status_code == 200


def test_nothing_is_stored(world):
    before = (
        Figure.objects.count(),
        Revision.objects.count(),
        list(Figure.objects.values("value")),
    )
    page(**{"n-420100": "1", "target": "99"})
    after = (Figure.objects.count(), Revision.objects.count(), list(Figure.objects.values("value")))
    assert after == before


def test_a_trend_says_why_there_is_nothing_to_try(world):
    trend = Indicator.objects.active().filter(comparator="rising").first()
    answer = page(f"/indicators/{trend.code}/what-if/")
    assert (answer.context["what_if"].offers, answer.status_code) == (False, 200)
    assert "本指标无法试算" in answer.content.decode()


@pytest.mark.parametrize("url", ["/indicators/NONE/what-if/", "/indicators/x%20/what-if/"])
def test_what_does_not_exist_is_a_404(world, url):
    assert page(url).status_code == 404


def test_a_reporter_tries_nothing(world):
    assert page(username="wuhan").status_code == 403


def test_before_the_first_report_the_page_says_so(db):
    assert client_of(person("viewer")).get(BEDS).status_code == 200


def test_it_costs_the_same_for_one_supposition_and_for_three(world):
    page()
    costs = []
    for asked in ({"n-420100": "1"}, {"n-420100": "1", "n-420600": "2", "target": "3"}):
        with CaptureQueriesContext(connection) as queries:
            page(**asked)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 40
