"""The reference data as loaded: all of it, again and again, all or nothing."""

import json
from collections import Counter
from datetime import date

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.plan import loading
from indicators.plan.loading import load_plan
from indicators.plan.models import (
    Baseline,
    Indicator,
    Measure,
    Numerator,
    Plan,
    Target,
    Theme,
)
from regions.loading import FOLDER, rows
from regions.models import AuditEvent, Level, Region, RegionName, Zone

TABLES = (Region, RegionName, Zone, Plan, Theme, Measure, Indicator, Numerator, Target, Baseline)
DAY = date(2018, 10, 10)


def stored():
    return {table.__name__: serializers.serialize("json", table.objects.order_by("pk"))
            for table in TABLES}  # fmt: skip


def adopted(value, **more):
    facts = {"document_number": "鄂民发〔2018〕1号", "document_on": DAY, "reason": "调整"}
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    root = Region.objects.get(code="420000")
    whose = {"indicator": beds, "region": root, "adopted_on": DAY}
    return Target.objects.create(value=value, year=2020, **whose, **facts, **more)


@pytest.fixture
def changed(monkeypatch):
    """The fixtures as read, with one row of a file altered."""

    def change(file, key, **facts):
        def altered(name):
            return [
                row | facts if name == file and key in row.values() else row for row in rows(name)
            ]

        monkeypatch.setattr(loading, "rows", altered)

    return change


def test_everything_of_the_files_is_there(db):
    counts = [table.objects.count() for table in (Indicator, Measure, Theme, Region, Zone)]
    assert counts == [210, 141, 88, 117, 4]
    levels = Counter(Region.objects.values_list("level", flat=True))
    assert levels == {Level.PROVINCE: 1, Level.PREFECTURE: 17, Level.COUNTY: 99}


def test_the_four_run_by_the_province_count_as_counties_too(db):
    direct = Region.objects.filter(kind="province_run_county")
    codes = [region.code for region in direct.order_by("code")]
    assert codes == ["429004", "429005", "429006", "429021"]
    assert Region.objects.filter(level=Level.COUNTY).count() + len(codes) == 103


def test_the_zones_hold_each_of_the_seventeen_once(db):
    held = [
        code for zone in Zone.objects.all() for code in zone.regions.values_list("code", flat=True)
    ]
    seventeen = Region.objects.filter(level=Level.PREFECTURE).values_list("code", flat=True)
    assert sorted(held) == sorted(seventeen)


def test_each_clause_stands_word_for_word(db):
    listed = [(int(row["number"]), row["code"], row["quote"]) for row in rows("indicators.csv")]
    assert list(Indicator.objects.values_list("number", "code", "quote")) == listed


def test_the_numerators_are_those_of_the_files(db):
    parts = {
        row["code"]: [c for c in row["numerator"].split("+") if c] for row in rows("indicators.csv")
    }
    held = {code: [] for code in parts}
    for code, measure in Numerator.objects.order_by("indicator", "position").values_list(
        "indicator__code", "measure__code"
    ):
        held[code].append(measure)
    assert held == parts


def test_the_core_starts_active_and_nothing_else(db):
    active = Indicator.objects.active().values_list("code", flat=True)
    core = [row["code"] for row in rows("indicators.csv") if row["tier"] == "A"]
    assert sorted(active) == sorted(core)


def test_the_targets_stated_are_the_provinces_from_the_plans_start(db):
    listed = sorted(
        (row["code"], int(row["target_year"])) for row in rows("indicators.csv") if row["target"]
    )
    facts = ("document_number", "region__code", "adopted_on")
    assert sorted(Target.objects.values_list("indicator__code", "year")) == listed
    assert set(Target.objects.values_list(*facts)) == {("", "420000", date(2016, 1, 1))}


def test_no_baseline_is_stated_but_the_beds(db):
    found = Baseline.objects.values_list("indicator__code", "on", "value")
    assert [(code, str(on), str(value)) for code, on, value in found] == [
        ("ELD_BEDS_PER_1000", "2015-12-31", "30")
    ]


def test_loading_again_changes_nothing_and_is_on_record(db):
    before, events = stored(), AuditEvent.objects.count()
    load_plan()
    assert (stored(), AuditEvent.objects.count()) == (before, events + 1)
    assert AuditEvent.objects.last().act == "plan_loaded"


def test_what_the_province_switched_stays(db):
    core, other = Indicator.objects.filter(tier="A")[0], Indicator.objects.filter(tier="B")[0]
    Indicator.objects.filter(pk=core.pk).update(is_active=False)
    Indicator.objects.filter(pk=other.pk).update(is_active=True)
    load_plan()
    now = Indicator.objects.in_bulk([core.pk, other.pk])
    assert (now[core.pk].is_active, now[other.pk].is_active) == (False, True)


def test_an_adopted_target_is_not_touched(db):
    adopted(36)
    before = stored()["Target"]
    load_plan()
    assert stored()["Target"] == before


def test_thresholds_that_the_province_set_stay(db):
    Plan.objects.update(slight_lag=12)
    load_plan()
    assert Plan.objects.get().slight_lag == 12


@pytest.mark.parametrize(
    ("file", "key", "wrong"),
    [
        ("indicators.csv", "210", {"theme": "nowhere"}),
        ("indicators.csv", "210", {"numerator": "NOTHING"}),
        ("indicators.csv", "210", {"due_date": "2020-13-01"}),
        ("measures.csv", "ELD_BEDS", {"part_of": "NOTHING"}),
    ],
)
def test_a_broken_row_leaves_nothing(db, changed, file, key, wrong):
    Theme.objects.update(name_zh="待改")
    before, events = stored(), AuditEvent.objects.count()
    changed(file, key, **wrong)
    with pytest.raises((KeyError, ValueError)):
        load_plan()
    assert (stored(), AuditEvent.objects.count()) == (before, events)


def test_a_measure_no_longer_in_the_formula_goes(db, changed):
    changed("indicators.csv", "ELD_BEDS_PER_1000", numerator="ELD_BEDS_BUILT")
    load_plan()
    parts = Indicator.objects.get(code="ELD_BEDS_PER_1000").measures
    assert list(parts.values_list("code", flat=True)) == ["ELD_BEDS_BUILT"]


def test_the_plan_is_dated_as_its_file_says(db):
    facts = json.loads((FOLDER / "plan.json").read_text(encoding="utf-8"))
    plan = Plan.objects.get()
    assert {name: str(getattr(plan, name)) for name in facts} == facts


def test_what_was_known_on_a_day_is_what_was_stated_or_adopted_by_then(db):
    adopted(36)
    beds = Target.objects.filter(indicator__code="ELD_BEDS_PER_1000")
    known = {
        day: [
            str(value)
            for value in beds.known_on(date.fromisoformat(day)).values_list("value", flat=True)
        ]
        for day in ("2015-01-01", "2018-10-09", "2018-10-10")
    }
    assert known == {"2015-01-01": ["35"], "2018-10-09": ["35"], "2018-10-10": ["35", "36"]}


def test_what_was_altered_is_as_the_files_have_it_again(db):
    before = stored()
    for table in (Region, Zone, Theme, Measure, Indicator):
        table.objects.update(name_zh="改")
    Region.objects.filter(level=Level.COUNTY).update(parent=Region.objects.get(code="420000"))
    Measure.objects.update(part_of=None, minimum=None, decimals=3)
    Indicator.objects.update(denominator=None, due_on=DAY)
    Numerator.objects.update(position=9)
    load_plan()
    assert stored() == before


def test_where_nothing_has_changed_no_row_is_asked_for_by_itself(db):
    with CaptureQueriesContext(connection) as asked:
        load_plan()
    assert len(asked) < len(rows("indicators.csv"))
