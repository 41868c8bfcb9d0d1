"""Names and codes of regions as people write them."""

import time
from decimal import Decimal

import pytest
from django.utils import translation

from regions.matching import Matcher, NoMatch
from regions.models import Region


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def matcher(db):
    return Matcher(Region.objects.all())


WRITTEN = [
    ("420100", "420100"),
    (420100, "420100"),
    (420100.0, "420100"),
    (Decimal("420100"), "420100"),
    ("420100.0", "420100"),
    ("４２０１００", "420100"),
    (" 420100\t", "420100"),
    ("武汉市", "420100"),
    ("武汉", "420100"),
    ("湖北省武汉市", "420100"),
    ("湖北武汉", "420100"),
    ("\u3000武汉市\xa0", "420100"),
    ("Wuhan", "420100"),
    ("WUHAN", "420100"),
    ("襄樊市", "420600"),
    ("恩施州", "422800"),
    ("恩施土家族苗族自治州", "422800"),
    ("恩施", "422800"),
    ("恩施市", "422801"),
    ("恩施州恩施市", "422801"),
    ("神农架", "429021"),
    ("神农架林区", "429021"),
    ("神农架(林区)", "429021"),
    ("神农架（林区）", "429021"),
    ("仙桃", "429004"),
    ("潜江市", "429005"),
    ("湖北省天门市", "429006"),
    ("湖北省", "420000"),
    ("湖北", "420000"),
    ("江岸区", "420102"),
    ("武汉市江岸区", "420102"),
    ("湖北省武汉市江岸区", "420102"),
    ("京山县", "420882"),
    ("京山市", "420882"),
    ("420100 武汉市", "420100"),
    ("武汉市（420100）", "420100"),
]


@pytest.mark.parametrize(("written", "code"), WRITTEN)
def test_a_region_is_found_as_people_write_it(matcher, written, code):
    assert matcher.find(written).code == code


REFUSED = [
    ("", "empty", ()),
    ("  \u3000", "empty", ()),
    (None, "empty", ()),
    ("黄刚市", "unknown", ("黄冈市",)),
    ("湖北省黄刚市", "unknown", ("黄冈市",)),
    ("武 汉 市", "unknown", ("武汉市",)),
    ("恩施土家族", "unknown", ("恩施土家族苗族自治州",)),
    ("武昌", "unknown", ("武昌区",)),
    ("长沙市", "unknown", ()),
    ("上海", "unknown", ()),
    ("合计", "unknown", ()),
    ("武汉市\u200b", "invisible", ("武汉市",)),
    ("\ufeff420100", "invisible", ("武汉市",)),
    ("420101", "unknown_code", ("武汉市",)),
    (420199, "unknown_code", ("武汉市",)),
    (430100, "unknown_code", ()),
    (420100.5, "unknown", ()),
    (float("nan"), "unknown", ()),
    (True, "unknown", ()),
    ("42010", "unknown", ()),
    ("420100 襄阳市", "disagree", ("武汉市", "襄阳市")),
]


@pytest.mark.parametrize(("written", "code", "suggestions"), REFUSED)
def test_what_is_no_region_is_refused_with_help(matcher, written, code, suggestions):
    with pytest.raises(NoMatch) as refusal:
        matcher.find(written)
    assert (refusal.value.code, refusal.value.suggestions) == (code, suggestions)


def test_a_refusal_speaks_to_people(matcher):
    with pytest.raises(NoMatch) as refusal:
        matcher.find("黄刚市")
    assert (refusal.value.message, refusal.value.fix) == (
        "No region is called that",
        "Did you mean 黄冈市?",
    )


def test_an_invisible_character_is_named(matcher):
    with pytest.raises(NoMatch) as refusal:
        matcher.find("武汉\u200b市")
    assert refusal.value.message == "It contains an invisible character: ZERO WIDTH SPACE (U+200B)"
    assert refusal.value.shown == "武汉\u200b市"


def test_two_regions_of_one_name_are_told_apart_by_their_codes(matcher, db):
    Region.objects.filter(code="420102").update(aliases=["城关"])
    Region.objects.filter(code="420502").update(aliases=["城关"])
    fresh = Matcher(Region.objects.all())
    with pytest.raises(NoMatch) as refusal:
        fresh.find("城关")
    assert (refusal.value.code, refusal.value.fix) == (
        "ambiguous",
        "Write the code: 420102 江岸区, 420502 西陵区",
    )
    assert fresh.find("武汉市城关").code == "420102"


PAIRS = [("420100", "武汉"), (420100, ""), ("", "武汉市"), (None, "湖北省武汉市")]


@pytest.mark.parametrize(("code", "name"), PAIRS)
def test_code_and_name_agree_or_one_of_them_is_enough(matcher, code, name):
    assert matcher.agree(code, name).code == "420100"


def test_code_and_name_of_different_regions_are_refused(matcher):
    with pytest.raises(NoMatch) as refusal:
        matcher.agree("420100", "襄阳市")
    assert (refusal.value.code, refusal.value.message) == (
        "disagree",
        "Code and name belong to different regions",
    )
    assert refusal.value.shown == "420100 襄阳市"


def test_neither_code_nor_name_is_empty(matcher):
    with pytest.raises(NoMatch) as refusal:
        matcher.agree(None, " ")
    assert refusal.value.code == "empty"


@pytest.mark.parametrize("province_only", [True, False])
def test_the_regions_are_read_in_two_queries(db, django_assert_num_queries, province_only):
    regions = Region.objects.filter(code="420000") if province_only else Region.objects.all()
    with django_assert_num_queries(2):
        Matcher(regions).find("湖北省")


def test_300_000_look_ups_take_no_time(matcher):
    names = ["武汉市", "420600", 420700, "湖北省黄冈市", "恩施州"] * 60_000
    started = time.process_time()
    for name in names:
        matcher.find(name)
    assert time.process_time() - started < 3


def test_the_same_wrong_name_is_looked_at_once(matcher, monkeypatch):
    looked = []
    monkeypatch.setattr(matcher, "nearest", lambda way: looked.append(way) or [])
    for _ in range(3):
        with pytest.raises(NoMatch):
            matcher.find("黄刚市")
    assert looked == ["黄刚市"]
