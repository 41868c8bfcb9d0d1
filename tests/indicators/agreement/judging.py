"""From values to verdicts, computed again out of the text of the domain, in exact fractions."""

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

from tests.indicators.agreement import plan as data
from tests.indicators.agreement.reckoning import (
    NOT_APPLICABLE,
    NUMBER,
    STARTED,
    Value,
    asked,
    regions_of,
    value,
)

TRENDS = ("rising", "falling")
BASELINE_AT = 0  # 2011H2


@dataclass(frozen=True)
class Row:
    """Everything that the pages say of one promise, place and period."""

    code: str
    place: str
    at: int
    value: Value
    verdict: str
    rule: int
    late: bool = False
    undivided: bool = False
    baseline: Fraction | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target: Fraction | None = None
    target_source: str = ""
    months: tuple[int, int] = (0, 0)
    planned: Fraction | None = None
    completion: Fraction | None = None
    lag: Fraction | None = None
    forecast: Fraction | None = None
    needed: Fraction | None = None
    achieved: Fraction | None = None
    gap: Fraction | None = None
    compared: tuple[Fraction, Fraction] | None = None
    broken: tuple[date, ...] = ()
    uncompared: tuple[date, ...] = ()

    @property
    def promise(self):
        return data.PROMISES[self.code]

    @property
    def time_share(self):
        return Fraction(*self.months)


def months(day):
    """Months completed by the end of the day."""
    is_last = (date.fromordinal(day.toordinal() + 1)).month != day.month
    return day.year * 12 + day.month - 1 + is_last


def better(promise, one, other):
    """How much one value is better than another, in the promise's direction."""
    return other - one if promise.comparator in ("at_most", "falling") else one - other


def meets(promise, number, target):
    return better(promise, number, target) >= 0


def versions(code, place, year=None):
    """Every version of a place's targets in the order in which they were entered."""
    stated = [
        (one.year, one.adopted, Fraction(one.value), one.document)
        for one in data.TARGETS
        if (one.promise, one.place) == (code, place)
    ]
    if code == "OWN_BUILT" and place in data.DIVIDED:
        part = Fraction(data.DIVIDED[place])
        stated.append((2014, data.DIVIDED_ON, part, data.DIVIDED_DOCUMENT))
    return [one for one in stated if year is None or one[0] == year]


def version(code, place, year, on):
    """The target of a year by its version in force, the first from the plan's start; or None."""
    entered = versions(code, place, year)
    known = [one for one in entered if one[1] <= on] or entered[:1]
    return known[-1][2] if known and on >= data.STARTS else None


def target(code, place, year, on):
    """(value, source): its own, the sum of a zone's regions' own, or the province's."""
    promise = data.PROMISES[code]
    own = version(code, place, year, on)
    if own is not None:
        return own, "own"
    if promise.aggregation == "sum" and place in data.ZONES:
        parts = [version(code, one, year, on) for one in data.ZONES[place][1]]
        return (None, "") if None in parts else (sum(parts), "divided")
    if promise.aggregation in ("pooled", "lowest"):
        line = version(code, data.PROVINCE, year, on)
        return (None, "") if line is None else (line, "reference")
    return None, ""


def baseline(code, place, basis):
    """(value, day, source) or three times nothing, before it is asked whether it is used."""
    promise = data.PROMISES[code]
    given = next((one for one in data.BASELINES if one.promise == code), None)
    if given and place == data.PROVINCE and not given.document:
        return Fraction(given.value), given.on, "stated"
    if promise.cumulative:
        return (Fraction(0), data.BASELINE_DAY, "zero") if promise.aggregation == "sum" else NO
    reported = value(code, place, BASELINE_AT, basis)
    if reported.state == NUMBER:
        return reported.value, data.BASELINE_DAY, "reported"
    if given and place == data.PROVINCE:
        return Fraction(given.value), given.on, "adopted"
    return NO


NO = (None, None, "")


@cache
def row(code, place, at, basis):
    promise = data.PROMISES[code]
    now = value(code, place, at, basis)
    on = now.on
    base, base_on, base_source = baseline(code, place, basis)
    start = base_on or data.BASELINE_DAY
    total = months(promise.due) - months(start)
    gone = min(max(months(on) - months(start), 0), total)
    if base is not None and on <= base_on:
        base, base_on, base_source = NO
    facts = {
        "code": code, "place": place, "at": at, "value": now, "months": (gone, total),
        "baseline": base, "baseline_on": base_on, "baseline_source": base_source,
    }  # fmt: skip
    if promise.comparator in TRENDS:
        return trend(promise, facts, basis)
    aim, source = target(code, place, promise.due.year, data.PERIODS[at].ends)
    facts |= {"target": aim, "target_source": source}
    facts |= {"forecast": forecast(promise, facts, basis)}
    if now.state == NUMBER and promise.comparator != "done":
        facts |= {"achieved": achieved(facts)}
    if now.state == NUMBER and aim is not None:
        facts |= beside(promise, facts)
    return Row(**facts, **verdict(promise, facts))


def beside(promise, facts):
    """Planned value, completion, lag, pace and gap."""
    now, base, aim = facts["value"], facts["baseline"], facts["target"]
    found = {"gap": gap(promise, now, aim)}
    if promise.comparator == "done":
        return found
    found["planned"] = planned(promise, facts)
    left = Fraction(months(promise.due) - months(now.on), 12)
    met = meets(promise, now.value, aim)
    if left > 0:
        found["needed"] = Fraction(0) if met else (aim - now.value) / left
    if base is not None and not meets(promise, base, aim):
        found["completion"] = (now.value - base) / (aim - base)
        found["lag"] = (found["planned"] - now.value) / (aim - base) * 100
    return found


def achieved(facts):
    """What was gained a year since the baseline."""
    if facts["baseline"] is None:
        return None
    gone = Fraction(months(facts["value"].on) - months(facts["baseline_on"]), 12)
    return (facts["value"].value - facts["baseline"]) / gone


def gap(promise, now, aim):
    lacking = aim * (now.below if promise.below else 1) / promise.factor - now.above
    return -lacking if promise.comparator == "at_most" else lacking


def planned(promise, facts):
    """On the polyline baseline → yearly targets → target."""
    on, aim, base = facts["value"].on, facts["target"], facts["baseline"]
    stops = stops_of(facts["code"], facts["place"], facts["at"], base, facts["baseline_on"])
    if not stops:
        return None
    if on >= promise.due or (base is not None and meets(promise, base, aim)):
        return aim
    stops.append((promise.due, aim))
    for (first, low), (last, high) in pairwise(stops):
        if first <= on <= last:
            return low + (high - low) * Fraction(
                months(on) - months(first), months(last) - months(first)
            )
    return None


def stops_of(code, place, at, base, base_on):
    """Where the polyline begins and bends, before it ends at the target."""
    years = range(data.STARTS.year, data.PROMISES[code].due.year)
    ends = data.PERIODS[at].ends
    yearly = [(date(year, 12, 31), target(code, place, year, ends)[0]) for year in years]
    stops = [(day, number) for day, number in yearly if number is not None]
    return [*([] if base is None else [(base_on, base)]), *stops]


def forecast(promise, facts, basis):
    """Least squares over the baseline, the values after its day and this one."""
    now, at = facts["value"], facts["at"]
    if promise.comparator == "done" or now.on >= promise.due or now.state != NUMBER:
        return None
    points = {}
    for one in range(at + 1):
        was = value(facts["code"], facts["place"], one, basis)
        usable = was.state == NUMBER and (promise.aggregation != "sum" or was.complete)
        if usable and (facts["baseline"] is None or was.on > facts["baseline_on"]):
            points[was.on] = was.value
    if facts["baseline"] is not None:
        points[facts["baseline_on"]] = facts["baseline"]
    if len(points) < 2:
        return None
    x = {day: Fraction(months(day)) for day in points}
    mean_x, mean_y = sum(x.values()) / len(x), sum(points.values()) / len(points)
    rise = sum((x[d] - mean_x) * (points[d] - mean_y) for d in points)
    slope = rise / sum((x[d] - mean_x) ** 2 for d in points)
    return mean_y + slope * (months(promise.due) - mean_x)


def verdict(promise, facts):
    """Rules 1, 2 and 4; the others ask for a value and a target."""
    now, aim = facts["value"], facts["target"]
    if now.state == NOT_APPLICABLE:
        return {"verdict": "not_applicable", "rule": 1}
    if now.state != NUMBER:
        return {"verdict": now.state, "rule": 2}
    if aim is None:
        return {"verdict": "not_applicable", "rule": 4, "undivided": True}
    if meets(promise, now.value, aim):
        unknown = promise.aggregation == "lowest" and now.missing
        said = "no_data" if unknown else "achieved"
        return {"verdict": said, "rule": 5, "late": not unknown and now.on > promise.due}
    if now.on >= promise.due:
        return {"verdict": "far_behind", "rule": 6, "late": True}
    return pending(promise, facts)


def pending(promise, facts):
    """Rules 7 to 11: not met, and the due day lies ahead."""
    base, aim, path = facts["baseline"], facts["target"], facts.get("planned")
    if promise.comparator == "done":
        return {"verdict": "not_due", "rule": 7}
    if base is None:
        kept = path is not None and meets(promise, facts["value"].value, path)
        return {"verdict": "on_track" if kept else "not_met", "rule": 8}
    if meets(promise, base, aim):
        return {"verdict": "regressing", "rule": 9}
    if facts["completion"] < 0 and facts["lag"] > 0:
        return {"verdict": "regressing", "rule": 10}
    words = zip(data.THRESHOLDS, ("on_track", "slightly_behind", "behind"), strict=True)
    said = next((word for bound, word in words if facts["lag"] <= bound), "far_behind")
    return {"verdict": said, "rule": 11}


def against(facts, at, basis):
    """(the earlier value, this one) over the regions counted in both; None if not comparable."""
    code, place = facts["code"], facts["place"]
    if at < 2:
        return None
    both = set(value(code, place, at, basis).counted) & set(
        value(code, place, at - 2, basis).counted
    )
    found = [value(code, place, one, basis, frozenset(both)) for one in (at - 2, at)]
    return None if not both else tuple(one.value for one in found)


def trend(promise, facts, basis):
    now, at = facts["value"], facts["at"]
    if now.state != NUMBER:
        rule = 1 if now.state == NOT_APPLICABLE else 2
        return Row(**facts, verdict=now.state, rule=rule)
    strict = promise.each_year == "strict"

    def good(pair):
        return better(promise, pair[1], pair[0]) > 0 or (pair[0] == pair[1] and not strict)

    pair = against(facts, at, basis)
    ends = [one for one in STARTED if one < at and data.PERIODS[one].ends.month == 12]
    ends = [one for one in ends if regions_of(promise, facts["place"], one)]
    pairs = {data.PERIODS[one].ends: against(facts, one, basis) for one in ends}
    broken = tuple(day for day, one in pairs.items() if one and not good(one))
    uncompared = tuple(day for day, one in pairs.items() if one is None)
    told = {"compared": pair, "broken": broken, "uncompared": uncompared, "rule": 3}
    return Row(**facts, **told, verdict=course(promise, facts, pair, good, broken, uncompared))


def course(promise, facts, pair, good, broken, uncompared):
    """The verdict on a trend: this comparison, and the year ends before it."""
    if pair is None:
        return "not_due" if facts["at"] < 2 else "no_data"
    if facts["value"].on >= promise.due:
        kept = "no_data" if uncompared else "achieved"
        return "far_behind" if broken or not good(pair) else kept
    if not good(pair):
        return "behind" if pair[0] == pair[1] else "regressing"
    return "slightly_behind" if broken else "on_track"


def opinion(row):
    """(R rounded to 20 decimals, category) of the second opinion."""
    promise, now, aim = row.promise, row.value, row.target
    if promise.comparator in (*TRENDS, "done") or now.state != NUMBER or aim is None:
        return None, ""
    if meets(promise, now.value, aim):
        return None, "target_achieved"
    start = row.baseline, row.baseline_on
    if row.baseline is None:
        start = earliest(row)
    old, since = start
    if old is None or now.on >= promise.due or min(old, aim) <= 0 or now.value < 0 or old == aim:
        return None, ""
    gone = months(now.on) - months(since)
    if gone < 12:
        return None, ""

    def growth(new, over):
        return math.expm1(math.log(new / old) * 12 / over) if new else -1.0

    ratio = growth(now.value, gone) / abs(growth(aim, months(promise.due) - months(since)))
    ratio *= -1 if promise.comparator == "at_most" else 1
    words = ((0.95, "on_track"), (0.6, "accelerate"), (0, "limited"))
    return ratio, next((word for bound, word in words if ratio >= bound), "deterioration")


def earliest(row):
    for at in range(row.at):
        was = value(row.code, row.place, at, "official")
        if was.state == NUMBER:
            return was.value, was.on
    return None, None


def ranks(code, at, basis):
    """{region: rank} by exact values, 1 2 2 4."""
    promise = data.PROMISES[code]
    found = {}
    for region in asked(at):
        one = row(code, region, at, basis)
        score = one.completion if promise.aggregation == "sum" else one.value.value
        if one.value.state == NUMBER and one.value.complete and score is not None:
            sign = -1 if promise.comparator in ("at_most", "falling") else 1
            found[region] = score * (1 if promise.aggregation == "sum" else sign)
    return {r: 1 + sum(other > mine for other in found.values()) for r, mine in found.items()}


def change(row, periods, basis):
    """Against the value so many periods before; a sum only where both are complete."""
    if row.at < periods:
        return None
    was, now = value(row.code, row.place, row.at - periods, basis), row.value
    known = NUMBER == was.state == now.state
    whole = row.promise.aggregation != "sum" or (was.complete and now.complete)
    return now.value - was.value if known and whole else None


def step_up(number, decimals):
    """A gap as it is shown: rounded up to the measure's decimals."""
    return None if number is None else Fraction(math.ceil(number * 10**decimals), 10**decimals)
