"""Sums out of totals are those of looking at each region."""

import random
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import caches

from indicators.assessment import rollup, shortcut, statement
from indicators.assessment.formulas import formulas_of
from indicators.assessment.ledger import Span
from indicators.assessment.places import one, several, whole
from indicators.assessment.shortcut import Shortcut
from indicators.assessment.tables import Question
from indicators.reporting.models import Basis
from regions.models import Region
from tests.indicators.assessment.test_rollup_random import REGIONS, random_world
from tests.indicators.assessment.world import ROOT, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def much(monkeypatch):
    """Everything is much, and all of it is added where that is possible at all."""
    monkeypatch.setattr(statement, "MUCH", -1)
    monkeypatch.setattr(shortcut, "MOST", 1)
    monkeypatch.setattr(rollup, "sees_one_moment", lambda: True)
    monkeypatch.setattr(rollup, "one_moment", nullcontext)


def question_of(world, basis=Basis.OFFICIAL):
    regions = list(Region.objects.filter(code__in=REGIONS))
    places = [whole(Region.objects.get(code=ROOT)), several("two", "两地", regions[1:3])]
    places.append(several("none", "无", [Region.objects.get(code="420200")]))
    spans = [Span.of(period) for period in world.periods.values()]
    return Question(world.ledger(basis), formulas_of(world.plan), spans, places)


@pytest.mark.parametrize("seed", range(8))
def test_a_random_world_says_the_same(seed, request):
    unasked = () if seed % 2 else ("2016Q3", "2017Q2")
    world, _rows, _figures = random_world(Certain(seed), unasked)
    questions = [question_of(world, basis) for basis in Basis]
    one_by_one = [rollup.roll(question) for question in questions]
    caches["sums"].clear()
    request.getfixturevalue("much")
    for question, looked_at in zip(questions, one_by_one, strict=True):
        assert rollup.roll(question) == looked_at
    taken = [Shortcut(question).cells for question in questions]
    assert all(len(cells) > 10 for cells in taken)
    assert any(regions for cells in taken for regions in cells.values())


class Certain(random.Random):
    """Chance that never leaves a period out."""

    def random(self):
        return min(super().random(), 0.89)


def small_world():
    world = World.of_a_plan()
    for code in ("A", "B"):
        world.measure(code)
    world.measure("S", by="province")
    world.indicator("RATIO", "A", "B")
    world.indicator("SUPPLIED", "A", "S")
    world.open(["2016Q1", "2016Q2"], REGIONS)
    numbers = {"A": 1, "B": 2, "S": 4}
    figures = {
        (region, period, code): str(number)
        for region in REGIONS
        for period in world.periods
        for code, number in numbers.items()
    }
    return world, figures


def cells_of(world):
    """By indicator and period the codes of the regions that are looked at; None if all are."""
    question = question_of(world)
    cells = Shortcut(question).cells
    codes = {region.pk: region.code for region in Region.objects.all()}
    return {
        (one.indicator.code, span.name): sorted(codes[pk] for pk in cells[one.key, number])
        if (one.key, number) in cells
        else None
        for one in question.formulas
        for number, span in enumerate(question.spans)
    }


def test_who_reported_everything_is_not_looked_at(much):
    world, figures = small_world()
    world.fill(figures)
    assert set(map(str, cells_of(world).values())) == {"[]"}


@pytest.mark.parametrize(
    ("measure", "text", "looked_at"),
    [("A", "不适用", ["RATIO", "SUPPLIED"]), ("A", "0", []), ("B", "0", ["RATIO"]),
     ("B", "", ["RATIO"]), ("S", "", ["SUPPLIED"])],
)  # fmt: skip
def test_who_lacks_a_number_is(much, measure, text, looked_at):
    world, figures = small_world()
    world.fill(figures | {("420600", "2016Q2", measure): text})
    found = cells_of(world)
    assert {key[0] for key, regions in found.items() if regions == ["420600"]} == {*looked_at}
    assert {key[1] for key, regions in found.items() if regions} <= {"2016Q2"}


def test_whose_report_does_not_count_is_looked_at_though_the_province_supplied_its_figures(much):
    world, figures = small_world()
    world.fill(figures)
    world.at("420600", "2016Q2", "submitted")
    found = cells_of(world)
    assert found["RATIO", "2016Q2"] == found["SUPPLIED", "2016Q2"] == ["420600"]


def test_a_report_that_does_not_count_hides_nobody_else_who_lacks_a_figure(much):
    """One has no report but a supplied figure, the other a report but none: the numbers agree."""
    world, figures = small_world()
    world.fill(figures | {("420100", "2016Q2", "S"): ""})
    world.at("420600", "2016Q2", "submitted")
    assert cells_of(world)["SUPPLIED", "2016Q2"] == ["420100", "420600"]


def test_a_figure_of_a_region_that_is_not_asked_is_in_no_sum(much):
    world, figures = small_world()
    world.reports.pop((REGIONS[-1], "2016Q2")).delete()
    world.fill(figures)
    found = cells_of(world)
    assert found["RATIO", "2016Q2"] == []
    assert found["SUPPLIED", "2016Q2"] is None


def test_a_figure_that_serves_all_or_a_worst_region_needs_each_of_them(much):
    world, figures = small_world()
    world.measure("LINE", scope="province")
    world.indicator("OF_LINE", "A", "LINE")
    world.indicator("WORST", "A", "B", aggregation="lowest")
    world.fill(figures)
    found = cells_of(world)
    assert {found[code, "2016Q1"] for code in ("OF_LINE", "WORST")} == {None}


@pytest.mark.parametrize("known_on", [None, date(2021, 1, 1)])
def test_regions_by_themselves_and_past_days_are_never_taken_from_totals(
    much, monkeypatch, known_on
):
    world, figures = small_world()
    world.fill(figures)
    question = question_of(world)
    own = [] if known_on else [one(Region.objects.get(code="420100"))]
    asked = replace(question, places=question.places + own, ledger=world.ledger(known_on=known_on))
    monkeypatch.setattr(rollup, "Shortcut", None)
    rollup.roll(asked)
    with pytest.raises(TypeError):
        rollup.roll(question)
