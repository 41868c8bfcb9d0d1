"""What is kept of the roll-up is what the roll-up would say: after every verb, for every place."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.assessment import kept, statement
from indicators.assessment.board import read_board
from indicators.assessment.board_rows import board_rows
from indicators.assessment.formulas import formulas_of
from indicators.assessment.kept import WITNESS, Shelf, goes_on
from indicators.assessment.ledger import Ledger, Span
from indicators.assessment.places import whole
from indicators.assessment.tables import Question
from indicators.plan.models import Plan
from indicators.reporting.models import Basis, Report, ReportingPeriod
from regions.models import Zone
from tests.indicators.assessment.story import BUREAUS, PROVINCE, WRITABLE, Story, live_for_days

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
        shown, before = board(self.periods[0]), dict(caches["sums"]._cache)
        caches["sums"].clear()
        assert shown == board(self.periods[0]), act
        caches["sums"]._cache.update(before)
        self.seen.add(str(shown))


@pytest.mark.parametrize("size", ["little", "much"])
def test_after_every_verb_it_equals_the_full_sum(size, request):
    """`much` keeps the totals of each period too, and makes sums of kept ones and new ones."""
    if size == "much":
        request.getfixturevalue(size)
    story = Watched(seed=8)
    for number in range(DAYS):
        story.live(number, acts=ACTS_A_DAY)
    assert len(story.seen) > DAYS // 2
    assert story.done["approve"] > 1
    assert story.done["reopen"] > 0


@pytest.fixture
def lived(in_lived, db):
    """A period with approved figures, nothing of it kept."""
    return ReportingPeriod.objects.order_by("pk")[0]


def test_a_second_reading_asks_for_no_sums(lived):
    first, cold = statements(lived)
    second, warm = statements(lived)
    assert (second, cold - warm) == (first, 4)  # two that add, two that tell the last record


@pytest.mark.parametrize("facts", [{"basis": Basis.PROVISIONAL}, {"known_on": date(2018, 7, 5)}])
def test_neither_the_provisional_basis_nor_a_past_day_is_kept(lived, facts):
    cold, warm = (statements(lived, **facts)[1] for _ in range(2))
    assert (cold, len(caches["sums"]._cache)) == (warm, 0)


def test_a_restored_database_finds_nothing_kept(lived):
    before = board(lived)
    witness = caches["sums"].get(WITNESS)
    caches["sums"].set(WITNESS, witness | {"hash": "0" * 64})
    with CaptureQueriesContext(connection) as asked:
        assert board(lived) == before
    assert sum("regional" in one["sql"] for one in asked) == 2


def test_it_is_noticed_where_a_restored_database_lacks_no_more_than_a_draft():
    """It goes back to an old version without any move of a report, and may come to another."""
    story = live_for_days()
    lived = story.periods[0]
    draft = Report.objects.filter(region__code__in=BUREAUS, status__in=WRITABLE).first()
    with transaction.atomic():
        story.fill(draft)
        board(lived)
        assert goes_on(caches["sums"].get(WITNESS))
        transaction.set_rollback(True)
    assert not goes_on(caches["sums"].get(WITNESS))


def shelf_of_one(plan):
    """One indicator in three periods."""
    ledger = Ledger.of(plan)
    spans = [*map(Span.of, ledger.periods)][:3]
    return Shelf(Question(ledger, formulas_of(plan)[:1], spans, [whole(plan.region)]), "test")


def test_what_is_used_outlasts_what_is_not(lived, monkeypatch):
    """Else each write would push out what no write has touched for years."""
    monkeypatch.setattr(kept, "ENTRIES", 2)
    plan = Plan.objects.get()
    shelf = shelf_of_one(plan)
    [formula] = shelf.modes
    for span in range(3):
        shelf.keep({(formula, span): span})
        shelf.get(formula, 0)
    fresh = shelf_of_one(plan)
    assert [fresh.get(formula, span) for span in range(3)] == [0, None, 2]


def test_a_full_disk_keeps_nothing_and_stops_no_page(lived, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(type(caches["sums"]), "set", refuse)
    assert board(lived) == board(lived)
    assert {record.message for record in caplog.records} == {"The sums cannot be kept."}


def test_much_is_read_in_parts_and_says_the_same(lived, monkeypatch):
    at_once, few = statements(lived)
    caches["sums"].clear()
    monkeypatch.setattr(statement, "CELLS_A_STATEMENT", 200)
    in_parts, many = statements(lived)
    assert in_parts == at_once
    assert many > few
