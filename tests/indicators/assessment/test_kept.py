"""What is kept of the roll-up is what the roll-up would say: after every verb, for every place."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.assessment import kept_sums
from indicators.assessment.board import read_board
from indicators.assessment.board_rows import board_rows
from indicators.assessment.kept import WITNESS
from indicators.plan.models import Plan
from indicators.reporting.models import Basis
from regions.models import Zone
from tests.indicators.assessment.story import PROVINCE, Story

pytestmark = pytest.mark.django_db
DAYS, ACTS_A_DAY = 9, 5


def places():
    """None of them one region, whose sums are not kept."""
    return [PROVINCE, *Zone.objects.values_list("code", flat=True)]


def board(period, basis=Basis.OFFICIAL, known_on=None):
    facts = {"plan": Plan.objects.get(), "period": period, "places": places()}
    return list(board_rows(read_board(**facts, basis=basis, known_on=known_on)))


def statements(period, **facts):
    with CaptureQueriesContext(connection) as asked:
        rows = board(period, **facts)
    return rows, len(asked)


class Watched(Story):
    """After each act the board out of what is kept is compared with one read from the figures."""

    def __init__(self, seed):
        super().__init__(seed)
        self.seen = set()

    def try_one(self, act):
        super().try_one(act)
        kept, before = board(self.periods[0]), dict(caches["sums"]._cache)
        caches["sums"].clear()
        assert kept == board(self.periods[0]), act
        caches["sums"]._cache.update(before)
        self.seen.add(str(kept))


def test_after_every_verb_it_equals_the_full_sum():
    story = Watched(seed=8)
    for number in range(DAYS):
        story.live(number, acts=ACTS_A_DAY)
    assert len(story.seen) > DAYS // 2
    assert story.done["approve"] > 1
    assert story.done["reopen"] > 0


@pytest.fixture
def lived():
    """A period with approved figures, nothing of it kept."""
    story = Story(seed=8)
    for number in range(3):
        story.live(number, acts=ACTS_A_DAY)
    return story.periods[0]


def test_a_second_reading_asks_for_no_sums(lived):
    first, cold = statements(lived)
    second, warm = statements(lived)
    assert (second, cold - warm) == (first, 4)  # three that add, and one that tells the last move


@pytest.mark.parametrize("facts", [{"basis": Basis.PROVISIONAL}, {"known_on": date(2018, 7, 5)}])
def test_neither_the_provisional_basis_nor_a_past_day_is_kept(lived, facts):
    cold, warm = (statements(lived, **facts)[1] for _ in range(2))
    assert (cold, len(caches["sums"]._cache)) == (warm, 0)


def test_a_restored_database_finds_nothing_kept(lived):
    kept = board(lived)
    witness = caches["sums"].get(WITNESS)
    caches["sums"].set(WITNESS, witness | {"at": witness["at"] - timedelta(seconds=1)})
    with CaptureQueriesContext(connection) as asked:
        assert board(lived) == kept
    assert sum("regional" in one["sql"] for one in asked) == 3


def test_a_full_disk_keeps_nothing_and_stops_no_page(lived, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(type(caches["sums"]), "set", refuse)
    assert board(lived) == board(lived)
    assert {record.message for record in caplog.records} == {"The sums cannot be kept."}


def test_much_is_read_in_parts_and_says_the_same(lived, monkeypatch):
    at_once, few = statements(lived)
    caches["sums"].clear()
    monkeypatch.setattr(kept_sums, "CELLS_A_STATEMENT", 200)
    in_parts, many = statements(lived)
    assert in_parts == at_once
    assert many > few
