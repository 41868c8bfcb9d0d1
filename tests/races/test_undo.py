"""An import is undone while somebody edits one of its figures, or undoes it too."""

from uuid import uuid4

import pytest

from indicators.exchange.models import ImportBatch, Outcome
from indicators.reporting.actions import enter
from indicators.reporting.consistency import faults
from indicators.reporting.models import Figure, Revision
from regions.audit import first_bad
from tests.indicators.reporting.quarter import WUHAN, blank, number, plausible, report_of
from tests.people import NOON, person
from tests.races.track import order, race, racers

pytestmark = pytest.mark.races


def imported(measures):
    """A confirmed import of two figures, one of which will be edited."""
    report, by, key = report_of(), person("wuhan"), uuid4()
    cells = [number(measure, 7) for measure in measures]
    enter(report=report, cells=cells, by=by, via="import", at=NOON, batch=key)
    return ImportBatch.objects.create(
        pk=key, name="数据.xlsx", size=1, uploaded_by=by, uploaded_at=NOON, ended_at=NOON,
        outcome=Outcome.CONFIRMED, periods=[report.period.name], regions=[WUHAN],
    )  # fmt: skip


def undoing(batch):
    return order("undo", "wuhan", batch=str(batch.pk))


def pairs(rounds):
    measures = [cell.measure for cell in plausible(report_of())]
    return [(measures[n % len(measures)], measures[(n + 1) % len(measures)]) for n in range(rounds)]


def values(pair):
    found = Figure.objects.filter(measure__code__in=pair)
    return {code: int(value) for code, value in found.values_list("measure__code", "value")}


def editing(measure):
    seen = Figure.objects.get(measure__code=measure, report=report_of()).revision
    cells = [[WUHAN, measure, "9", seen]]
    return order("enter", "wuhan2", report_of(), cells=cells)


@pytest.mark.parametrize("options", [(), ("--slowly",)])
def test_either_all_is_undone_or_the_edit_stands_and_nothing_is(own_database, rounds, options):
    wrong = []
    with racers(2, *options) as found:
        for pair in pairs(min(rounds, 20)):
            clear(pair)
            batch = imported(pair)
            undo, edit = race(found, undoing(batch), editing(pair[0]))
            outcomes = undo["outcome"], edit["outcome"]
            batch.refresh_from_db()
            left = {("done", "told"): {}, ("told", "done"): {pair[0]: 9, pair[1]: 7}}
            ended = {"done": "undone", "told": "confirmed"}
            if values(pair) != left.get(outcomes) or batch.outcome != ended[outcomes[0]]:
                wrong.append((undo, edit, values(pair)))
    assert wrong == []
    assert (list(faults()), first_bad()) == ([], None)


def test_of_two_at_once_one_undoes_and_the_other_is_told(own_database, rounds):
    outcomes = []
    with racers(2) as found:
        for pair in pairs(min(rounds, 20)):
            batch = imported(pair)
            before = Revision.objects.count()
            told = race(found, undoing(batch), undoing(batch))
            outcomes.append(sorted(one["outcome"] for one in told))
            assert Revision.objects.count() == before + 2
    assert {tuple(pair) for pair in outcomes} == {("done", "told")}


def clear(pair):
    """What the round before left."""
    cells = [blank(measure) for measure in pair]
    enter(report=report_of(), cells=cells, by=person("wuhan"), via="form", at=NOON)
