"""The whole board once more, from exported figures and the plan's own csv files.

As `independent_values`: from the description of the domain alone, in plain decimals, without any
module of Minzheng. Covers what the plan's indicators use: no yearly targets, no adopted versions.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from tests.indicators.assessment.independent_values import (
    EPSILON,
    LOWER,
    MISSING,
    NA,
    PROVINCE,
    World,
    end_of,
    equal,
    months,
)

__all__ = ["World", "board", "printed"]
TRENDS = ("rising", "falling")


@dataclass
class Place:
    code: str
    regions: list


def places(world, period):
    yield Place(PROVINCE, world.regions(period))
    for region in world.regions(period):
        yield Place(region, [region])
    for zone, members in world.zones.items():
        yield Place(zone, [one for one in world.regions(period) if one in members])


def board(world, period):
    """Rows by (indicator, place)."""
    with localcontext() as context:
        context.prec = 60
        return {
            (indicator["code"], place.code): row(world, indicator, place, period)
            for indicator in world.indicators
            for place in places(world, period)
            if indicator["aggregation"] != "single" or place.code == PROVINCE
        }


def region_list(indicator, place):
    return [PROVINCE] if indicator["aggregation"] == "single" else place.regions


def row(world, indicator, place, period):
    regions = region_list(indicator, place)
    value = world.value(indicator, regions, period)
    base, base_day, base_source = baseline(world, indicator, place)
    target, target_source = target_of(indicator, place)
    usable = base is not None and value.day > base_day
    judged = {"verdict": None, "rule": None, "completion": None, "lag": None, "forecast": None}
    judged |= verdict(world, indicator, place, period, value, base if usable else None, target)
    due = date.fromisoformat(indicator["due_date"])
    start = base_day if base is not None else date(2015, 12, 31)
    whole = months(due) - months(start)
    gone = min(max(months(value.day) - months(start), 0), whole)
    gap = None
    if target is not None and value.value is not None:
        below = Decimal(1) if value.denominator is None else value.denominator
        gap = target * below / int(indicator["factor"] or 1) - value.numerator
        gap = -gap if indicator["comparator"] in LOWER else gap
    return judged | {
        "value": value,
        "baseline": base if usable else None,
        "baseline_source": base_source if usable else None,
        "target": target,
        "target_source": target_source,
        "time_share": Decimal(gone) / whole,
        "gap": gap,
    }


def baseline(world, indicator, place):
    cumulative = indicator["accumulation"] == "cumulative"
    if indicator["baseline"] and not cumulative and place.code == PROVINCE:
        return Decimal(indicator["baseline"]), date(2015, 12, 31), "stated"
    if cumulative:
        return (None, None, None) if indicator["denominator"] else (
            Decimal(0), date(2015, 12, 31), "zero",
        )  # fmt: skip
    period = world.baseline_period
    if period not in world.asked:
        return None, None, None
    value = world.value(indicator, region_list(indicator, place), period)
    return (value.value, value.day, "reported") if value.value is not None else (None,) * 3


def target_of(indicator, place):
    if not indicator["target"] or indicator["comparator"] in TRENDS:
        return None, None
    if place.code == PROVINCE:
        return Decimal(indicator["target"]), "own"
    if indicator["aggregation"] == "sum":
        return None, None
    return Decimal(indicator["target"]), "reference"


def verdict(world, indicator, place, period, value, base, target):
    said = {NA: (1, "not_applicable"), MISSING: (2, "no_data"), "未到期": (2, "not_due")}
    if value.state in said:
        return dict(zip(("rule", "verdict"), said[value.state], strict=True))
    if indicator["comparator"] in TRENDS:
        return {"rule": 3, "verdict": trend(world, indicator, place, period, value)}
    due = date.fromisoformat(indicator["due_date"])
    ahead = {}
    if indicator["comparator"] != "done":
        ahead["forecast"] = forecast(world, indicator, place, period, value, base, due)
    if target is None:
        return ahead | {"rule": 4, "verdict": "not_applicable"}
    ahead |= pace(indicator, value, base, target, due)
    return ahead | judged_by_target(indicator, value, base, target, due, ahead)


def meets(indicator, one, bound):
    if equal(one, bound):
        return True
    return one < bound if indicator["comparator"] in LOWER else one > bound


def pace(indicator, value, base, target, due):
    """Completion and lag; empty without a baseline or where it meets the target already."""
    if base is None or indicator["comparator"] == "done" or meets(indicator, base, target):
        return {}
    completion = (value.value - base) / (target - base)
    start = date(2015, 12, 31)
    share = Decimal(months(value.day) - months(start)) / (months(due) - months(start))
    return {"completion": completion, "lag": (min(share, Decimal(1)) - completion) * 100}


def judged_by_target(indicator, value, base, target, due, ahead):
    if meets(indicator, value.value, target):
        unknown = indicator["aggregation"] == "lowest" and not value.complete
        return {"rule": 5, "verdict": "no_data" if unknown else "achieved"}
    if value.day >= due:
        return {"rule": 6, "verdict": "far_behind"}
    if indicator["comparator"] == "done":
        return {"rule": 7, "verdict": "not_due"}
    if base is None:
        return {"rule": 8, "verdict": "not_met"}
    if meets(indicator, base, target):
        return {"rule": 9, "verdict": "regressing"}
    completion, lag = ahead["completion"], ahead["lag"]
    if completion <= -EPSILON and lag >= EPSILON:
        return {"rule": 10, "verdict": "regressing"}
    steps = ((0, "on_track"), (10, "slightly_behind"), (30, "behind"))
    found = (word for bound, word in steps if lag < bound or equal(lag, Decimal(bound)))
    return {"rule": 11, "verdict": next(found, "far_behind")}


def forecast(world, indicator, place, period, value, base, due):
    """Least squares by months over the baseline, the values after its day and this one."""
    if value.day >= due:
        return None
    points = {}
    for quarter in world.quarters(period)[:-1]:
        if quarter in world.asked:
            one = world.value(indicator, region_list(indicator, place), quarter)
            incomplete_sum = indicator["aggregation"] == "sum" and not one.complete
            if one.value is not None and not incomplete_sum and one.day < value.day:
                points[months(one.day)] = one.value
    if base is not None:
        first = months(date(2015, 12, 31))
        points = {month: number for month, number in points.items() if month > first}
        points[first] = base
    if value.complete or indicator["aggregation"] != "sum":
        points[months(value.day)] = value.value
    if len(points) < 2:
        return None
    middle = Decimal(sum(points)) / len(points)
    mean = sum(points.values(), Decimal(0)) / len(points)
    slope = sum((m - middle) * (v - mean) for m, v in points.items()) / sum(
        (m - middle) ** 2 for m in points
    )
    return mean + slope * (months(due) - middle)


def trend(world, indicator, place, period, value):
    """The trends' own table: this year against the last, every year end against the one before."""
    regions = region_list(indicator, place)
    this = compare(world, indicator, place, regions, period)
    if this in ("first", "missing"):
        return "not_due" if this == "first" else "no_data"
    ends = [f"{year}Q4" for year in range(2016, value.day.year + 1)]
    before = [end for end in ends if end_of(end) < value.day]
    judged = [compare(world, indicator, place, regions, end) for end in before]
    past = [good(indicator, one) for one in judged if one not in ("first", "missing")]
    if value.day >= date.fromisoformat(indicator["due_date"]):
        if not good(indicator, this) or False in past:
            return "far_behind"
        return "no_data" if "missing" in judged else "achieved"
    if not good(indicator, this):
        return "behind" if equal(*this) else "regressing"
    return "slightly_behind" if False in past else "on_track"


def compare(world, indicator, place, regions, period):
    earlier = f"{int(period[:4]) - 1}{period[4:]}"
    if earlier < world.start:
        base = baseline(world, indicator, place)[0]
        if earlier != world.baseline_period or base is None:
            return "first"
    if period not in world.asked or earlier not in world.asked:
        return "missing"
    pair = world.both(indicator, regions, period, earlier)
    return pair or "missing"


def good(indicator, pair):
    now, earlier = pair
    if equal(now, earlier):
        return indicator["each_year"] != "strict"
    return now < earlier if indicator["comparator"] in LOWER else now > earlier


def rounded(number, places=12):
    if number is None:
        return None
    with localcontext() as context:
        context.prec = 100
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def printed(one):
    """The columns that are compared, as decimals."""
    value = one["value"]
    return {
        "分子": rounded(value.numerator),
        "分母": rounded(value.denominator),
        "数值": rounded(value.value),
        "基期值": rounded(one["baseline"]),
        "目标值": rounded(one["target"]),
        "时序进度": rounded(one["time_share"], 6),
        "完成进度": rounded(one["completion"], 6),
        "滞后百分点": rounded(one["lag"]),
        "判定": one["verdict"],
        "判定依据": one["rule"],
        "预测值": rounded(one["forecast"]),
        "缺口": rounded(one["gap"]),
        "已报": value.counted,
        "应报": value.expected,
        "基期来源": one["baseline_source"],
        "目标来源": one["target_source"],
    }
