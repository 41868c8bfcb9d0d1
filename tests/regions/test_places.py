"""Verbs on regions, and what the database holds of them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from regions import actions
from regions.matching import Matcher
from regions.models import AuditEvent, Region, RegionName
from regions.refusals import Forbidden, Invalid
from tests.people import NOON


def region(code):
    return Region.objects.get(code=code)


def test_a_renamed_region_is_known_by_both_names(manager):
    renamed = actions.rename(
        region=region("420923"), name_zh="云梦市", on=date(2019, 1, 1), by=manager, at=NOON
    )
    names = [(n.name_zh, n.effective_from, n.effective_to) for n in renamed.names.all()]
    assert names == [
        ("云梦县", date(1949, 10, 1), date(2018, 12, 31)),
        ("云梦市", date(2019, 1, 1), None),
    ]
    matcher = Matcher(Region.objects.all())
    assert {matcher.find(name).code for name in ("云梦县", "云梦市")} == {"420923"}
    event = AuditEvent.objects.last()
    assert (event.act, event.old, event.new) == (
        "region_renamed",
        {"name": "云梦县"},
        {"name": "云梦市", "on": "2019-01-01"},
    )


@pytest.mark.parametrize(
    ("name", "on", "why"),
    [
        ("云梦县", date(2019, 1, 1), "another name"),
        (" ", date(2019, 1, 1), "another name"),
        ("云梦市", date(1949, 10, 1), "began on that day"),
    ],
)
def test_a_senseless_rename_is_refused(manager, name, on, why):
    with translation.override("en"), pytest.raises(Invalid, match=why):
        actions.rename(region=region("420923"), name_zh=name, on=on, by=manager)
    assert region("420923").name_zh == "云梦县"


def test_only_a_manager_renames(reviewer):
    with pytest.raises(Forbidden):
        actions.rename(region=region("420923"), name_zh="云梦市", on=date(2019, 1, 1), by=reviewer)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"effective_to": date(1900, 1, 1)}, "region_dates_in_order"),
        ({"parent": None}, "region_only_a_province_has_no_parent"),
        ({"code": "012345"}, "region_code_has_six_characters"),
    ],
)
def test_the_database_holds_what_a_region_must_be(db, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Region.objects.filter(code="420100").update(**fields)


def test_no_region_stands_below_itself(db):
    own = region("420100")
    with pytest.raises(IntegrityError, match="not_its_own_parent"), transaction.atomic():
        Region.objects.filter(pk=own.pk).update(parent=own)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"effective_from": date(1949, 10, 1)}, "(?i)unique"),
        (
            {"effective_from": date(2000, 1, 1), "effective_to": date(1999, 1, 1)},
            "region_name_dates_in_order",
        ),
    ],
)
def test_the_database_holds_what_a_name_must_be(db, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RegionName.objects.create(region=region("420100"), name_zh="x", **fields)


def test_there_are_117_regions_and_103_counties(db):
    counts = (
        Region.objects.count(),
        Region.objects.provinces().count(),
        Region.objects.prefectures().count(),
        Region.objects.counties().count(),
        Region.objects.within(region("420100")).count(),
        Region.objects.within(region("420000")).count(),
    )
    assert counts == (117, 1, 17, 103, 14, 117)


def test_regions_are_dated(db):
    Region.objects.filter(code="420684").update(effective_to=date(2018, 6, 30))
    gone = region("420684")
    assert gone in Region.objects.in_force(on=date(2018, 6, 30))
    assert gone not in Region.objects.in_force(on=date(2018, 7, 1))


def test_each_prefecture_stands_in_exactly_one_zone(db):
    assert [r.zones.count() for r in Region.objects.prefectures()] == [1] * 17


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Hubei", "Hubei"),
        ("Enshi Tujia and Miao Autonomous Prefecture", "Enshi"),
        ("Changyang Tujia Autonomous County", "Changyang"),
        ("Shennongjia Forestry District", "Shennongjia"),
        ("West Lake District", "West Lake"),
        ("Tiemen", "Tiemen"),
    ],
)
def test_an_english_short_name_leaves_out_the_kind_of_place(name, short):
    with translation.override("en"):
        assert Region(name_en=name, name_zh="某地").short_name == short
