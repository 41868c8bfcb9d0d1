"""Two managers adopt for one indicator at a time: of two who saw the same, one is told."""

import pytest

from indicators.plan.actions import last_of_year, sharing
from indicators.plan.models import Indicator
from regions.audit import first_bad
from tests.people import TODAY
from tests.races.track import order, race, racers

pytestmark = pytest.mark.races


@pytest.mark.parametrize("verb", ["adopt_target", "divide_target"])
def test_of_two_who_saw_the_same_one_adopts_and_the_other_is_told(own_database, rounds, verb):
    one = Indicator.objects.filter(targets__isnull=False, aggregation="sum").first()
    each = 1 if verb == "adopt_target" else len(sharing(one, on=TODAY))
    wrong = []
    with racers(2) as found:
        for number in range(1, min(rounds, 10) + 1):
            seen, before = last_of_year(one, one.due_on.year), one.targets.count()
            facts = {"indicator": one.code, "seen": seen}
            orders = [order(verb, "manager", value=number * 2 + n, **facts) for n in (0, 1)]
            told = sorted(race(found, *orders), key=lambda each: each["outcome"])
            outcomes = [(each["outcome"], each["what"]) for each in told]
            made = one.targets.count() - before
            if (outcomes[0][0], outcomes[1], made) != ("done", ("told", "Conflict"), each):
                wrong.append((outcomes, made))
    assert wrong == []
    assert first_bad() is None
