"""The map: an outline for each of the 17, labels inside them, and a file that can be replaced."""

import json

import pytest

from indicators.dashboard.maps import middle, outline, read_atlas
from regions.models import Region
from tests.indicators.assessment.invented import prepared
from tests.people import client_of, person

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
URL = "/indicators/ELD_BEDS_PER_1000/"


def page():
    return client_of(person("viewer")).get(URL, {"period": "2018Q3"})


@pytest.fixture
def world(in_hubei, db):
    return prepared()


def test_the_middle_is_the_centre_of_gravity_whatever_the_direction():
    assert middle(SQUARE) == (2.0, 2.0)
    assert middle(SQUARE[::-1]) == (2.0, 2.0)


def test_a_label_stands_in_the_largest_part():
    island = [(10.0, 10.0), (11.0, 10.0), (11.0, 11.0), (10.0, 11.0)]
    found = outline([island, SQUARE])
    assert (found.x, found.y) == (2.0, 2.0)
    assert found.path.count("M") == 2


def test_every_prefecture_has_an_outline(world, settings):
    codes = set(Region.objects.prefectures().values_list("code", flat=True))
    atlas = read_atlas(settings.MAP_FILE)
    assert atlas.outlines.keys() == codes
    inside = [
        0 < one.x < atlas.width and 0 < one.y < atlas.height for one in atlas.outlines.values()
    ]
    assert all(inside)


def test_the_map_shows_the_verdicts_of_the_ranking(world):
    context = page().context
    shown = {one.row.place.key: one.row.judgement.verdict for one in context["map"].areas}
    assert shown == {row.place.key: row.judgement.verdict for row in context["page"]}


def test_the_approval_number_has_its_place(world, settings):
    assert "审图号" not in page().content.decode()
    settings.MAP_APPROVAL = "鄂S(2020)001号"
    assert "审图号：鄂S(2020)001号" in page().content.decode()


def test_a_file_that_knows_none_of_the_regions_leaves_the_map_out(world, settings, tmp_path):
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": {"code": "990000"}, "geometry": shape}
    file = tmp_path / "other.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    settings.MAP_FILE = file
    assert page().context["map"] is None
