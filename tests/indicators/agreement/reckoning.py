"""From figures to values, computed again: exact fractions, and no line of the product's.

Written from the text of the domain alone (From figures to a value); rules are numbered as there.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache

from tests.indicators.agreement import plan as data

NUMBER, NOT_APPLICABLE, NOT_REPORTED, NOT_DUE = "number", "not_applicable", "no_data", "not_due"
NAMES = [one.name for one in data.PERIODS]
STARTED = [at for at, one in enumerate(data.PERIODS) if one.starts >= data.STARTS]
YEAR_ENDS = [at for at, one in enumerate(data.PERIODS) if one.ends.month == 12]
OFFICIAL, PROVISIONAL = "official", "provisional"


@dataclass(frozen=True)
class Value:
    """What a set of regions has for a promise in a period."""

    state: str
    value: Fraction | None = None
    above: Fraction | None = None
    below: Fraction | None = None
    counted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    worst: tuple[str, ...] = ()
    on: date = date.min
    stands: bool = False
    parts: dict = field(default_factory=dict)

    @property
    def expected(self):
        return len(self.counted) + len(self.missing)

    @property
    def complete(self):
        return not self.missing


def figures():
    """{(measure, region, period's place in the row): text}."""
    rows = (line.split() for line in data.FIGURES.strip().split("\n"))
    return {
        (measure, region, at): text
        for measure, region, *texts in rows
        for at, text in enumerate(texts)
    }


FIGURES = figures()


def asked(at):
    """The regions that a period asks."""
    return [c for c, one in data.REGIONS.items() if one.exists_from <= data.PERIODS[at].ends]


def counts(holder, at, basis):
    """Whether a report is in the basis."""
    what = data.REPORTS.get((holder, NAMES[at]))
    return what is None or (what == data.WAITING and basis == PROVISIONAL)


def figure(measure, region, at, basis):
    """A fraction, 不适用, or None for what is blank, not reported or outside the basis."""
    facts = data.MEASURES[measure]
    place = data.PROVINCE if facts.scope == "province" else region
    holder = region if facts.by == "bureau" else data.PROVINCE
    text = FIGURES.get((measure, place, at), data.BLANK)
    if text in (data.BLANK, "×") or not counts(holder, at, basis):
        return None
    return NOT_APPLICABLE if text == data.NONE else Fraction(text)


def measures(promise):
    return (*promise.above, *([promise.below] if promise.below else []))


def stood(measure, at):
    """The period whose figure of a measure stands at this one; None before the first."""
    if data.MEASURES[measure].asked == "every_period" or at in YEAR_ENDS:
        return at
    return max((end for end in YEAR_ENDS if end < at), default=None)


def one_period(promise, region, at, basis):
    """(state, above, below) of one region by rules 1-4; below is 1 where there is none."""
    found = {one: figure(one, region, stood(one, at), basis) for one in measures(promise)}
    below = found[promise.below] if promise.below else Fraction(1)
    if below == NOT_APPLICABLE or (below == 0 and not is_flow(promise)):
        return NOT_APPLICABLE, None, None
    above = [found[one] for one in promise.above]
    if below is None or None in above:
        return NOT_REPORTED, None, None
    numbers = [one for one in above if one != NOT_APPLICABLE]
    if not numbers:
        return NOT_APPLICABLE, None, None
    return NUMBER, sum(numbers), below


def is_flow(promise):
    return any(data.MEASURES[one].kind == "flow" for one in promise.above)


def of_region(promise, region, at, basis):
    """(state, above, below, is partly in) of one region over all periods that the value uses."""
    periods = [one for one in STARTED if one <= at] if promise.cumulative else [at]
    periods = [one for one in periods if region == data.PROVINCE or region in asked(one)]
    told = [one_period(promise, region, one, basis) for one in periods]
    there = [(above, below) for state, above, below in told if state == NUMBER]
    above, below = (sum(pair[k] for pair in there) for k in (0, 1))
    if any(state == NOT_REPORTED for state, *_ in told):
        return NOT_REPORTED, above, below, bool(there)
    if not there or (promise.below and below == 0):
        return NOT_APPLICABLE, None, None, False
    return NUMBER, above, below, True


def regions_of(promise, place, at):
    if promise.aggregation == "single":
        return [data.PROVINCE] if place == data.PROVINCE else []
    inside = set(data.ZONES[promise.zone][1]) if promise.zone else set(data.REGIONS)
    if place in data.ZONES:
        inside &= set(data.ZONES[place][1])
    elif place != data.PROVINCE:
        inside &= {place}
    return [one for one in asked(at) if one in inside]


@cache
def value(code, place, at, basis, only=None):
    """The value of a promise; `only` restricts it to some regions."""
    promise = data.PROMISES[code]
    stand = {stood(one, at) for one in measures(promise)}
    on = data.PERIODS[at].ends
    if None in stand or (promise.cumulative and at not in STARTED):
        return Value(NOT_DUE, on=on)
    stands = at not in stand
    if stands:
        on = data.PERIODS[max(stand)].ends
    regions = [one for one in regions_of(promise, place, at) if only is None or one in only]
    told = {one: of_region(promise, one, at, basis) for one in regions}
    facts = {
        name: tuple(one for one in regions if told[one][0] == state)
        for name, state in (
            ("counted", NUMBER), ("missing", NOT_REPORTED), ("not_applicable", NOT_APPLICABLE),
        )
    } | {"on": on, "stands": stands, "parts": told}  # fmt: skip
    if promise.aggregation == "lowest":
        return lowest(promise, told, facts)
    there = [told[one] for one in regions if told[one][3]]
    if not there:
        return Value(NOT_REPORTED if facts["missing"] else NOT_APPLICABLE, **facts)
    above, below = (sum(one[k] for one in there) for k in (1, 2))
    return Value(NUMBER, divided(promise, above, below), above, shown(promise, below), **facts)


def divided(promise, above, below):
    return above * promise.factor / (below if promise.below else 1)


def shown(promise, below):
    return below if promise.below else None


def lowest(promise, told, facts):
    """The worst of those counted; ties are all named."""
    own = {one: divided(promise, *told[one][1:3]) for one in facts["counted"]}
    if not own:
        return Value(NOT_REPORTED if facts["missing"] else NOT_APPLICABLE, **facts)
    worst = (max if promise.comparator in ("at_most", "falling") else min)(own.values())
    named = tuple(one for one, number in own.items() if number == worst)
    _state, above, below, _ = told[named[0]]
    return Value(NUMBER, worst, above, shown(promise, below), worst=named, **facts)
