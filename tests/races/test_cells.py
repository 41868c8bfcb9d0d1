"""Two people at one report: the same cell, different cells. Each in a process of their own."""

import pytest

from indicators.reporting.consistency import faults
from indicators.reporting.models import Figure, Revision
from regions.audit import first_bad
from tests.indicators.reporting.quarter import WUHAN, plausible, report_of
from tests.races.track import order, race, racers

pytestmark = pytest.mark.races


def write(by, measure, value, seen=0):
    cell = [WUHAN, measure, str(value), seen]
    return order("enter", by, report_of(), cells=[cell])


def same_cell(rounds, *options):
    """Both want the same cell; what came of each round, and what stood there afterwards."""
    measures = [cell.measure for cell in plausible(report_of())]
    with racers(2, *options) as found:
        for number in range(rounds):
            measure, lap = measures[number % len(measures)], number // len(measures)
            first = 2 * number + 1
            outcomes = race(
                found,
                write("wuhan", measure, first, seen=lap),
                write("wuhan2", measure, first + 1, seen=lap),
            )
            stands = str(Figure.objects.get(measure__code=measure).value)
            yield outcomes, [str(first), str(first + 1)], stands, lap + 1


def one_wins_the_other_is_told(outcomes, wanted, stands, revision):
    """The loser hears what the winner wrote; one revision was made."""
    if sorted(outcome["outcome"] for outcome in outcomes) != ["done", "told"]:
        return False
    told = next(outcome for outcome in outcomes if outcome["outcome"] == "told")
    winner = wanted[1 - outcomes.index(told)]
    return told["there"] == [winner] and stands == winner


def test_the_same_cell_one_wins_and_the_other_is_told(own_database, rounds):
    laps = list(same_cell(rounds))
    assert [lap for lap in laps if not one_wins_the_other_is_told(*lap)] == []
    assert Revision.objects.count() == rounds
    assert list(faults()) == []
    assert first_bad() is None


def test_the_same_cell_with_a_wide_moment_between_reading_and_writing(own_database):
    laps = list(same_cell(5, "--slowly"))
    assert [lap for lap in laps if not one_wins_the_other_is_told(*lap)] == []


@pytest.mark.parametrize("safeguard", ["compare", "lock"])
def test_without_its_safeguard_the_same_race_is_seen_to_fail(own_database, safeguard):
    laps = list(same_cell(5, "--slowly", "--without", safeguard))
    assert [lap for lap in laps if not one_wins_the_other_is_told(*lap)] != []


def test_different_cells_are_both_kept(own_database, rounds):
    measures = [cell.measure for cell in plausible(report_of())]
    outcomes = []
    with racers(2) as found:
        for number in range(rounds):
            lap, place = divmod(number, len(measures) // 2)
            pair = measures[2 * place : 2 * place + 2]
            outcomes += race(
                found,
                write("wuhan", pair[0], number + 1, seen=lap),
                write("wuhan2", pair[1], number + 1, seen=lap),
            )
    assert {outcome["outcome"] for outcome in outcomes} == {"done"}
    assert Revision.objects.count() == 2 * rounds
    assert report_of().version == 2 * rounds
    assert list(faults()) == []
    assert first_bad() is None
