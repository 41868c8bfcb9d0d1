"""Adopting a baseline: a version with its own day, audited, where the plan states none."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.plan.actions import Document, adopt_baseline
from indicators.plan.models import Baseline, Indicator
from regions.models import AuditEvent, Region
from regions.refusals import Conflict, Forbidden, Invalid
from tests.people import NOON, TODAY, person

pytestmark = pytest.mark.django_db
PAPER = Document("鄂民发〔2018〕12号", date(2018, 9, 30), "基期未报，按2016年末数补定")
D, DAY = Decimal, date(2016, 12, 31)


def adopt(by, code="URBAN_COMM_SW", region="420100", **facts):
    known = {
        "indicator": Indicator.objects.select_related("plan__region").get(code=code),
        "region": Region.objects.get(code=region),
        "on": DAY, "value": D("12.5"), "document": PAPER, "by": by, "at": NOON,
    }  # fmt: skip
    return adopt_baseline(**known | facts)


def test_it_has_its_own_day_and_counts_from_the_day_of_entry(manager):
    made = adopt(manager)
    assert list(Baseline.objects.adopted()) == [made]
    assert (made.on, made.value, made.adopted_on, made.entered_by) == (
        DAY, D("12.5"), TODAY, manager,
    )  # fmt: skip
    event = AuditEvent.objects.order_by("number").last()
    assert (event.act, event.object_label, event.reason, event.region_code) == (
        "baseline_adopted", "URBAN_COMM_SW 武汉市 2016-12-31", PAPER.reason, "420100",
    )  # fmt: skip
    assert event.new == {"document": PAPER.number, "value": "12.5"}


def test_pressed_twice_it_has_one_effect_and_another_is_a_new_version(manager):
    first = adopt(manager, seen=0)
    assert adopt(manager, seen=0) == first
    second = adopt(manager, on=DAY + timedelta(days=90), seen=first.pk)
    assert list(Baseline.objects.adopted().order_by("pk")) == [first, second]


def test_what_was_not_seen_is_not_covered(manager):
    adopt(manager)
    with pytest.raises(Conflict):
        adopt(manager, value=D(13), seen=0)
    assert Baseline.objects.adopted().count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"code": "ELD_BEDS_NEW"},  # cumulative: starts at 0
        {"code": "RETIRED_CADRE"},  # a cumulative ratio: nowhere
        {"code": "PLACE_CENSUS_DONE"},  # done or not
        {"code": "ELD_BEDS_PER_1000", "region": "420000"},  # the plan says 30
        {"region": "420102"},  # a county reports to its prefecture
        {"code": "LOTTERY_RANK"},  # the province alone
        {"on": date(2015, 12, 30)},
        {"on": date(2020, 12, 31)},
        {"on": TODAY + timedelta(days=1)},
        {"value": D("1.00001")},
        {"document": Document(" ", PAPER.on, PAPER.reason)},
        {"document": Document(PAPER.number, PAPER.on, "因" * 501)},
        {"document": Document(PAPER.number, TODAY + timedelta(days=1), PAPER.reason)},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_stored(manager, facts):
    with pytest.raises(Invalid):
        adopt(manager, **facts)
    assert not Baseline.objects.adopted().exists()
    assert not AuditEvent.objects.filter(act="baseline_adopted").exists()


@pytest.mark.parametrize("who", ["wuhan", "reviewer", "viewer", "administrator"])
def test_only_a_manager_adopts(db, who):
    with pytest.raises(Forbidden):
        adopt(person(who))


@pytest.mark.parametrize("code", ["URBAN_DIBAO_RATIO", "LOTTERY_RANK"])
def test_a_trend_and_the_provinces_own_may_have_one(manager, code):
    region = "420000" if code == "LOTTERY_RANK" else "420100"
    assert adopt(manager, code=code, region=region).indicator.code == code
