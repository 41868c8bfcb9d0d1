"""The plan from its files: all of it, as often as one likes, or nothing."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.plan import loading
from indicators.plan.models import Baseline, Indicator, Measure, Numerator, Plan, Target, Theme
from regions.loading import FOLDER
from regions.models import AuditEvent, Region, Zone

MODELS = (Plan, Theme, Measure, Indicator, Numerator, Baseline, Target, Region, Zone)


def rows(name):
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def everything():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def test_all_of_the_plan_is_there(db):
    counts = {model.__name__: model.objects.count() for model in (Indicator, Measure, Theme, Zone)}
    assert counts == {"Indicator": 210, "Measure": 141, "Theme": 88, "Zone": 4}
    assert Counter(Region.objects.values_list("level", flat=True)) == {
        "province": 1,
        "prefecture": 17,
        "county": 99,
    }
    assert len(Region.objects.filter(kind="province_run_county")) == 4


def test_each_of_the_17_stands_in_exactly_one_zone(db):
    placed = Counter(code for zone in Zone.objects.all()
                     for code in zone.regions.values_list("code", flat=True))  # fmt: skip
    units = Region.objects.filter(level="prefecture").values_list("code", flat=True)
    assert placed == dict.fromkeys(units, 1)


def test_each_clause_is_verbatim(db):
    stored = dict(Indicator.objects.values_list("number", "quote"))
    assert stored == {int(row["number"]): row["quote"] for row in rows("indicators.csv")}


def test_tier_a_is_active_and_nothing_else(db):
    assert set(Indicator.objects.filter(is_active=True).values_list("tier", flat=True)) == {"A"}
    assert Indicator.objects.filter(is_active=True).count() == 41


def test_a_part_names_its_whole(db):
    stored = dict(Measure.objects.exclude(part_of=None).values_list("code", "part_of__code"))
    assert stored == {r["code"]: r["part_of"] for r in rows("measures.csv") if r["part_of"]}


def test_the_one_stated_baseline_is_that_of_the_beds(db):
    [baseline] = Baseline.objects.select_related("indicator", "region")
    assert (baseline.indicator.code, baseline.region.code) == ("ELD_BEDS_PER_1000", "420000")
    assert (baseline.value, baseline.on) == (Decimal(30), date(2015, 12, 31))


def test_once_more_changes_nothing_but_the_trail(db):
    before, records = everything(), AuditEvent.objects.count()
    loading.load_plan()
    assert everything() == before
    assert AuditEvent.objects.count() == records + 1
    assert AuditEvent.objects.order_by("-number")[0].act == "plan_loaded"


def test_what_the_province_switched_on_or_adopted_stays(db):
    indicator = Indicator.objects.filter(tier="B").first()
    Indicator.objects.filter(pk=indicator.pk).update(is_active=True)
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    Target.objects.create(
        indicator=beds,
        region=beds.plan.region,
        year=2020,
        value=36,
        document_number="鄂民政发〔2018〕1号",
        document_on=date(2018, 5, 1),
        reason="中期评估",
        adopted_on=date(2018, 5, 2),
    )
    loading.load_plan()
    assert Indicator.objects.get(pk=indicator.pk).is_active
    assert [str(t.value) for t in beds.targets.order_by("adopted_on")] == ["35", "36"]


def test_a_broken_file_leaves_nothing_behind(db, monkeypatch):
    before, records = everything(), AuditEvent.objects.count()
    read = loading.rows

    def broken(name):
        found = read(name)
        if name == "measures.csv":
            found[0]["name_zh"] = "改名"
        if name == "indicators.csv":
            found[-1]["theme"] = "nowhere"
        return found

    monkeypatch.setattr(loading, "rows", broken)
    with pytest.raises(KeyError):
        loading.load_plan()
    assert (everything(), AuditEvent.objects.count()) == (before, records)


def test_what_the_plan_states_counts_from_its_start_and_the_rest_from_its_adoption(db):
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    stated = beds.targets.get()
    known = {"indicator": beds, "region": stated.region, "year": 2020, "value": 36}
    document = {"document_number": "1号", "document_on": date(2018, 5, 1), "reason": "评估"}
    later = Target.objects.create(**known, **document, adopted_on=date(2018, 5, 2))
    assert list(beds.targets.known_on(date(2018, 5, 1))) == [stated]
    assert set(beds.targets.known_on(date(2018, 5, 2))) == {stated, later}


def test_in_english_everything_has_an_english_name_and_number(db):
    with translation.override("en"):
        names = [str(each) for model in (Indicator, Measure, Theme) for each in model.objects.all()]
        sections = [indicator.numbered_section for indicator in Indicator.objects.all()]
    assert [name for name in names if re.search("[\u4e00-\u9fff（）]", name)] == []
    assert [section for section in sections if not re.fullmatch(r"[0-9()]+", section)] == []


def test_in_chinese_the_sections_are_as_printed(db):
    theme = Theme.objects.get(section="二（二）1")
    assert str(theme) == "二（二）1 推动养老服务多元开放发展"
