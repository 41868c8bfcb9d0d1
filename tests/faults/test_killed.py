"""kill -9 in the middle of an import or a submission: all or nothing, and it can be done again."""

import pytest

from tests.faults.cut_acts import Imports, Submissions, cut_again_and_again, told
from tests.faults.cutting import AFTER, BEFORE, Cutter, victim

pytestmark = [pytest.mark.repeated, pytest.mark.usefixtures("own_database", "quick_reading")]


@pytest.mark.parametrize("kind", [Imports, Submissions])
def test_an_act_that_is_killed_happened_or_did_not(kind, kills, note_in_report):
    act, left = kind(), {True: 0, False: 0}
    with victim() as found:
        cutter = Cutter(found)
        for came in cut_again_and_again(act, cutter, kills):
            effects = act.effects()
            assert effects in (act.nothing(), act.all_of_it())
            assert (came, effects) not in [(BEFORE, act.all_of_it()), (AFTER, act.nothing())]
            left[effects == act.all_of_it()] += 1
    note_in_report(
        f"{kind.__name__} killed: {told(cutter.shares)} the act's writing; "
        f"{left[True]} had happened, {left[False]} had not"
    )
