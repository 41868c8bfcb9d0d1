"""Sums out of totals are those of looking at each region."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from indicators.assessment import rollup
from indicators.assessment.formulas import formulas_of
from indicators.assessment.ledger import Span
from indicators.assessment.places import one, several, whole
from indicators.assessment.shortcut import Shortcut
from indicators.assessment.tables import Question
from indicators.reporting.models import Basis, Figure, Report
from regions.models import Region
from tests.indicators.assessment.test_rollup_random import REGIONS, random_world
from tests.indicators.assessment.world import ROOT, World

pytestmark = pytest.mark.django_db


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
    lowest = {one.key for one in questions[0].formulas if one.lowest and is_read_once(one)}
    assert all(len(cells) > 10 for cells in taken)
    assert any(regions for cells in taken for regions in cells.values())
    assert not lowest or any(cell[0] in lowest for cells in taken for cell in cells)


def is_read_once(formula):
    """One measure above the line, and one period."""
    return len(formula.numerators) == 1 and not formula.mode.flows


class Certain(random.Random):
    """Chance that never leaves a period out."""

    def random(self):
        return min(super().random(), 0.89)


def small_world():
    world = World.of_a_plan()
    for code in ("A", "B"):
        world.measure(code)
    world.measure("S", by="province")
    world.measure("LINE", scope="province")
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


def world_with_a_line(line):
    """`line` is the province's figure of the second quarter; in the first it is 3."""
    world, figures = small_world()
    world.indicator("OF_LINE", "A", "LINE")
    world.indicator("WORST", "A", "B", aggregation="lowest")
    world.indicator("WORST_OF_LINE", "A", "LINE", aggregation="lowest")
    lines = {(ROOT, "2016Q1", "LINE"): "3", (ROOT, "2016Q2", "LINE"): line}
    world.fill(figures | lines | {("420600", "2016Q1", "A"): "0", ("422800", "2016Q1", "A"): ""})
    return world


def test_for_the_worst_only_those_are_looked_at_who_lack_something(much):
    found = cells_of(world_with_a_line("3"))
    assert found["WORST", "2016Q1"] == found["WORST_OF_LINE", "2016Q1"] == ["422800"]
    assert found["WORST", "2016Q2"] == found["WORST_OF_LINE", "2016Q2"] == []


@pytest.mark.parametrize("line", ["", "0", "不适用", "-3"])
def test_a_figure_that_serves_all_and_is_no_proper_number_needs_each_of_them(much, line):
    found = cells_of(world_with_a_line(line))
    assert found["WORST_OF_LINE", "2016Q1"] == ["422800"]
    assert found["WORST_OF_LINE", "2016Q2"] is None


def test_a_figure_that_is_added_for_all_regions_needs_each_of_them(much):
    found = cells_of(world_with_a_line("3"))
    assert found["OF_LINE", "2016Q1"] is found["OF_LINE", "2016Q2"] is None


@pytest.mark.parametrize("comparator", ["at_least", "at_most"])
def test_the_worst_is_named_with_all_that_tie_with_it(request, comparator):
    """1/2 = 2/4 in two regions; the same, and the same names, by either way of reading."""
    world = World.of_a_plan()
    world.measure("A")
    world.measure("B")
    world.indicator("WORST", "A", "B", aggregation="lowest", comparator=comparator)
    world.open(["2016Q1"], REGIONS)
    worst, other = (("1", "2"), "9") if comparator == "at_least" else (("3", "6"), "1")
    numbers = dict(zip(REGIONS, (worst[0], worst[1], other, other), strict=True))
    below = dict(zip(REGIONS, ("2", "4", "6", "6"), strict=True))
    for code, number in numbers.items():
        world.fill({(code, "2016Q1", "A"): number, (code, "2016Q1", "B"): below[code]})
    question = question_of(world)
    one_by_one = rollup.roll(question)
    caches["sums"].clear()
    request.getfixturevalue("much")
    assert rollup.roll(question) == one_by_one
    [formula] = question.formulas
    found = one_by_one[formula.key, ROOT, "2016Q1"]
    assert [region.code for region in found.worst_regions] == [*REGIONS[:2]]


def added_again(question):
    """The values, and of which periods the figures were added up for them."""
    with CaptureQueriesContext(connection) as asked:
        values = rollup.roll(question)
    names = {period.pk: period.name for period in question.ledger.periods}
    lists = (
        re.search(r"COUNT\(NULLIF.*?period_id IN \((.*?)\)", one["sql"], re.S) for one in asked
    )
    return values, [[names[int(pk)] for pk in found[1].split(", ")] for found in lists if found]


def test_once_a_report_has_moved_only_its_period_is_added_again(much):
    world, figures = small_world()
    world.fill(figures)
    assert added_again(question_of(world))[1] == [["2016Q1", "2016Q2"]]
    Figure.objects.filter(region__code="420100", period__name="2016Q2").update(value=7)
    Report.objects.filter(region__code="420100", period__name="2016Q2").update(
        version=F("version") + 1
    )
    values, periods = added_again(question_of(world))
    assert periods == [["2016Q2"]]
    caches["sums"].clear()
    assert rollup.roll(question_of(world)) == values


def test_totals_of_what_is_not_approved_yet_are_not_kept(much):
    world, figures = small_world()
    world.fill(figures)
    question = question_of(world, Basis.PROVISIONAL)
    both = [
        added_again(replace(question, ledger=world.ledger(Basis.PROVISIONAL))) for _ in range(2)
    ]
    assert [periods for _, periods in both] == [[["2016Q1", "2016Q2"]]] * 2
    assert caches["sums"]._cache == {}


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
