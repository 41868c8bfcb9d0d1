"""Adopting a target: a new version beside the old ones, audited; refused whole or done whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.plan.actions import Document, adopt_target, divide_target, sharing
from indicators.plan.models import Indicator, Target
from regions.models import AuditEvent, Region
from regions.refusals import Conflict, Forbidden, Invalid
from tests.people import NOON, TODAY

pytestmark = pytest.mark.django_db
PAPER = Document("鄂民发〔2018〕12号", date(2018, 9, 30), "中期评估后调整")
D = Decimal


@pytest.fixture
def beds(db):
    return Indicator.objects.get(code="ELD_BEDS_PER_1000")


@pytest.fixture
def total(db):
    """A sum over the regions that has a target of the province for its last year."""
    stated = Target.objects.filter(indicator__aggregation="sum", indicator__is_active=True)
    return stated.select_related("indicator__plan").first()


@pytest.fixture
def province(db):
    return Region.objects.get(code="420000")


def adopt(beds, province, by, **facts):
    known = {"indicator": beds, "region": province, "year": 2020, "value": D(36), "at": NOON}
    return adopt_target(**known | {"document": PAPER, "by": by} | facts)


def test_a_new_version_stands_beside_the_old_one_from_the_day_of_entry(beds, province, manager):
    stated = beds.targets.get()
    made = adopt(beds, province, manager)
    assert list(beds.targets.order_by("pk")) == [stated, made]
    assert (beds.targets.first().value, made.value, made.adopted_on) == (D(35), D(36), TODAY)
    assert (made.document_number, made.entered_by) == (PAPER.number, manager)
    event = AuditEvent.objects.order_by("number").last()
    assert (event.act, event.reason, event.region_code) == (
        "target_adopted", PAPER.reason, "420000",
    )  # fmt: skip
    assert event.new == {"document": PAPER.number, "value": "36"}


def test_pressed_twice_it_has_one_effect(beds, province, manager):
    seen = beds.targets.get().pk
    first = adopt(beds, province, manager, seen=seen)
    assert adopt(beds, province, manager, seen=seen) == first
    assert beds.targets.count() == 2


def test_what_was_not_seen_is_not_superseded(beds, province, manager):
    seen = beds.targets.get().pk
    adopt(beds, province, manager, seen=seen)
    with pytest.raises(Conflict):
        adopt(beds, province, manager, seen=seen, value=D(37))
    with pytest.raises(Conflict):
        adopt(beds, province, manager, seen=0, value=D(37))
    assert beds.targets.count() == 2


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "viewer", "administrator", "stranger"])
def test_only_a_manager_adopts(beds, province, who, request):
    with pytest.raises(Forbidden):
        adopt(beds, province, request.getfixturevalue(who))
    assert beds.targets.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"year": 2015},
        {"year": 2021},
        {"value": D(10) ** 11},
        {"value": D("1.00001")},
        {"value": D("nan")},
        {"document": Document(" ", PAPER.on, PAPER.reason)},
        {"document": Document("号" * 61, PAPER.on, PAPER.reason)},
        {"document": Document(PAPER.number, PAPER.on, "\n")},
        {"document": Document(PAPER.number, PAPER.on, "因" * 501)},
        {"document": Document(PAPER.number, TODAY + timedelta(days=1), PAPER.reason)},
    ],
)
def test_what_is_no_target_is_refused(beds, province, manager, facts):
    with pytest.raises(Invalid):
        adopt(beds, province, manager, **facts)
    assert beds.targets.count() == 1


def test_a_county_and_who_is_alone_have_none(beds, province, manager):
    with pytest.raises(Invalid):
        adopt(beds, Region.objects.filter(level="county", kind="county").first(), manager)
    single = Indicator.objects.aimed().filter(aggregation="single").first()
    with pytest.raises(Invalid):
        adopt(single, Region.objects.get(code="420100"), manager)


def test_a_trend_and_a_text_take_none(province, manager):
    trend = Indicator.objects.active().filter(comparator="rising").first()
    text = Indicator.objects.filter(is_active=False).first()
    for indicator in (trend, text):
        with pytest.raises(Invalid):
            adopt(indicator, province, manager, year=2020)


def parts_of(total):
    regions = sharing(total.indicator, on=TODAY)
    rest = total.value - len(regions) + 1
    return {region: rest if at == 0 else D(1) for at, region in enumerate(regions)}


def divide(total, parts, by, **facts):
    known = {"indicator": total.indicator, "year": total.year, "parts": parts, "at": NOON}
    return divide_target(**known | {"document": PAPER, "by": by} | facts)


def test_a_division_is_adopted_in_one(total, manager):
    parts = parts_of(total)
    made = divide(total, parts, manager)
    assert {one.region: one.value for one in made} == parts
    assert (len(made), sum(one.value for one in made)) == (len(parts), total.value)
    assert divide(total, parts, manager) == made
    assert AuditEvent.objects.filter(act="target_adopted").count() == len(parts)


@pytest.mark.parametrize(("more", "said"), [(1, "超出"), (-1, "少")])
def test_a_sum_that_differs_is_refused_with_the_difference(total, manager, more, said):
    parts = parts_of(total)
    parts[next(iter(parts))] += more
    with pytest.raises(Invalid) as refusal:
        divide(total, parts, manager)
    assert said in str(refusal.value)
    assert "1" in str(refusal.value)
    assert total.indicator.targets.count() == 1


def test_a_region_left_out_or_a_part_that_is_no_number_undoes_all(total, manager):
    parts = parts_of(total)
    first, *_, last = parts
    with pytest.raises(Invalid):
        divide(total, {key: value for key, value in parts.items() if key != last}, manager)
    unstorable = parts | {last: D("0.00001"), first: parts[first] + 1 - D("0.00001")}
    with pytest.raises(Invalid):
        divide(total, unstorable, manager)
    assert total.indicator.targets.count() == 1
    assert not AuditEvent.objects.filter(act="target_adopted").exists()


def test_only_a_sum_with_a_target_is_divided(beds, total, manager):
    with pytest.raises(Invalid):
        divide(beds.targets.get(), parts_of(total), manager)
    with pytest.raises(Invalid):
        divide(total, parts_of(total), manager, year=2017)


def test_each_sees_the_provinces_and_their_own(total, manager, wuhan, xiangyang, viewer, stranger):
    divide(total, parts_of(total), manager)
    mine = total.indicator.targets
    for who, codes in [(wuhan, ["420000", "420100"]), (xiangyang, ["420000", "420600"])]:
        seen = mine.visible_to(who).order_by("region__code")
        assert [one.region.code for one in seen] == codes
    assert mine.visible_to(viewer).count() == mine.count()
    assert mine.visible_to(stranger).count() == 0
