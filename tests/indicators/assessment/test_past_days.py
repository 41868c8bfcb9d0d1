"""Any past day is rebuilt: board, reports and exports equal what was saved at its end."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from indicators.assessment.board import read_board
from indicators.assessment.board_rows import board_rows
from indicators.exchange.asked_cells import Selection, asked_cells
from indicators.plan.models import Plan
from indicators.reporting.models import Basis, Report, ReportingPeriod
from indicators.reporting.past import visible_on
from indicators.reporting.views.detail import contents
from regions.models import Region
from tests.indicators.assessment.story import ACTS, BUREAUS, FIRST, PROVINCE, Story
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.days]
ACTS_A_DAY = 4
COUNTED_ANEW = 20
"""So many days; nobody but the test itself can count what its transaction has written."""


def board(period, basis, known_on=None):
    """All rows in all columns, and who had reported."""
    read = read_board(plan=Plan.objects.get(), period=period, basis=basis, known_on=known_on)
    return list(board_rows(read)), read.completeness


def page(report, known_on=None):
    """Everything on the page of a report, as plain values."""
    [known] = visible_on(person("reviewer"), known_on).filter(pk=report.pk)
    shown = contents(known, known_on)
    rows = [(entry.line, [change.pk for change in history]) for entry, history in shown["rows"]]
    moves, submissions = ([one.pk for one in shown[n]] for n in ("changes", "submissions"))
    returned = shown["returned"].pk if shown["returned"] else None
    return shown["status"], rows, returned, shown["progress"], moves, submissions


def export(period, known_on=None):
    regions = list(Region.objects.filter(code__in=[PROVINCE, *BUREAUS]))
    return list(asked_cells(Selection([period], regions, known_on=known_on)))


def seen_by_the_viewer(known_on=None):
    return set(visible_on(person("viewer"), known_on).values_list("pk", flat=True))


def everything(period, basis, code, known_on=None):
    report = Report.objects.get(period=period, region__code=code)
    return {
        "board": board(period, basis, known_on),
        "page": page(report, known_on),
        "export": export(period, known_on),
        "seen": seen_by_the_viewer(known_on),
    }


def test_every_past_day_is_rebuilt_as_it_was_saved_at_its_end(days):
    dice, story = random.Random(days), Story(seed=9)
    chosen = set(dice.sample(range(days + days // 4), days))
    saved = {}
    for number in range(days + days // 4):
        story.live(number, acts=ACTS_A_DAY)
        if number % COUNTED_ANEW == 0:
            connection.cursor().execute("ANALYZE")
        if number in chosen:
            period = dice.choice(story.periods)
            asked = (period, dice.choice(list(Basis)), dice.choice([PROVINCE, *BUREAUS]))
            saved[FIRST + timedelta(days=number)] = (asked, everything(*asked))
    for day, (asked, then) in saved.items():
        rebuilt = everything(*asked, known_on=day)
        assert [what for what in then if rebuilt[what] != then[what]] == [], (day, asked)
    assert set(ACTS) == {act for act, times in story.done.items() if times}
    assert ReportingPeriod.objects.count() == len(story.periods)
    assert len({str(then["board"]) for _asked, then in saved.values()}) > days // 2
    assert min(map(values_in, saved.values())) > 0


def values_in(one):
    """How many rows of a saved board have a value: a story without any proves nothing."""
    _asked, then = one
    return sum(row["数值"] is not None for row in then["board"][0])
