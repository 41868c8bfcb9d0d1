"""What the pages must say, cell by cell, out of the independent computation."""

from collections import Counter
from fractions import Fraction

from tests.indicators.agreement import plan as data
from tests.indicators.agreement import writing as w
from tests.indicators.agreement.judging import (
    change,
    ranks,
    row,
    step_up,
    stops_of,
    versions,
)
from tests.indicators.agreement.reckoning import STARTED, asked, counts

NUMBERED = {code: f"指标{number}" for number, code in enumerate(data.PROMISES, 1)}


def judged(one):
    return w.judged(one.value.value, one.promise.decimals, one.target, one.promise.comparator)


def decimals(promise):
    return max(data.MEASURES[part].decimals for part in promise.above)


def gap(one, number):
    """Rounded up to the decimals of what is counted, which all stay."""
    up = step_up(number, decimals(one.promise))
    return w.number(up, decimals(one.promise))


def bar(one):
    if one.completion is None:
        return ""
    text = w.completion(one.completion)
    return f"完成进度 {text}，时序进度 {w.percent(one.time_share)} {text}"


def short(one):
    """By how much the forecast falls short; ≤ 0 meets the target."""
    lacking = one.target - one.forecast
    return -lacking if one.promise.comparator == "at_most" else lacking


def forecast(one):
    text = w.number(one.forecast, one.promise.decimals)
    if one.forecast is None or one.target is None:
        return text
    return f"{text} {'✓可达目标' if short(one) <= 0 else '✗达不到目标'}"


def reported(one):
    return f"{len(one.value.counted)}/{one.value.expected}"


def by_theme(codes):
    return sorted(codes, key=lambda code: data.PROMISES[code].theme)


def name_of(code):
    return f"{NUMBERED[code]} （单位）"


def standing(one):
    """The period whose value stands, beside it."""
    there = next(p for p in data.PERIODS if p.ends == one.value.on)
    return f" {w.period(there.name)}" if one.value.stands else ""


def overview(at, basis):
    rows = [row(code, data.PROVINCE, at, basis) for code in by_theme(data.PROMISES)]
    return [
        [
            name_of(one.code),
            judged(one) + standing(one),
            w.promised(one.promise, one.target),
            bar(one),
            w.verdict(one),
            w.signed(change(one, 1, basis), one.promise.decimals),
            w.signed(change(one, 2, basis), one.promise.decimals),
            forecast(one),
            reported(one),
            "",
        ]
        for one in rows
    ]


def tally(rows):
    """(achieved, on track, at risk, others) and how many stand at each verdict."""
    found = Counter(one.verdict for one in rows)
    at_risk = sum(found[verdict] for verdict in w.AT_RISK)
    first = (found["achieved"], found["on_track"], at_risk)
    return (*first, len(rows) - sum(first)), found


def lead(at, basis):
    rows = [row(code, data.PROVINCE, at, basis) for code in data.PROMISES]
    (achieved, on_track, at_risk, others), found = tally(rows)
    gone = Fraction(max(0, at * 6), 36)
    return (
        f"{len(rows)} 项指标：已达标 {achieved}，达到序时进度 {on_track}，有风险 {at_risk}"
        f"（其中严重滞后 {found['far_behind']}、倒退 {found['regressing']}），其余 {others} 项"
        f"未到期、未报或无基期。规划时间已过 {w.percent(gone)}。"
    )


def verdict_counts(at, basis):
    _sums, found = tally([row(code, data.PROVINCE, at, basis) for code in data.PROMISES])
    return [f"{word} {found[code]}" for code, word in w.VERDICTS.items()]


def completeness(at, basis):
    there = asked(at)
    missing = [one for one in there if not counts(one, at, basis)]
    said = f"已报 {len(there) - len(missing)}/{len(there)}"
    again = {r for (r, name), what in data.REPORTS.items() if what == data.REOPENED
             and name == data.PERIODS[at].name}  # fmt: skip
    names = [data.REGIONS[r].short + ("（重审中）" if r in again else "") for r in missing]
    return f"{said}（缺：{'、'.join(names)}）" if names else said


def side_by_side(at, basis):
    """Value and verdict of the province and of each zone."""
    return [[name_of(code), *in_zones(code, at, basis)] for code in data.PROMISES]


def in_zones(code, at, basis):
    alone = data.PROMISES[code].aggregation == "single"
    rows = [
        row(code, place, at, basis) for place in (data.PROVINCE, *([] if alone else data.ZONES))
    ]
    cells = [f"{judged(one)} {w.verdict(one)}" for one in rows]
    return cells + ["—"] * (1 + len(data.ZONES) - len(cells))


def heat(at, basis):
    """The verdicts of the province and of every region."""
    places = (data.PROVINCE, *asked(at))
    alone = {code for code, one in data.PROMISES.items() if one.aggregation == "single"}
    return [
        [
            w.verdict(row(code, place, at, basis))
            if place == data.PROVINCE or code not in alone
            else ""
            for place in places
        ]
        for code in data.PROMISES
    ]


def standings(places, at, basis):
    """How many promises stand where, place by place."""
    found = []
    for place in places:
        (achieved, on_track, at_risk, others), counted = tally(
            [row(code, place, at, basis) for code in of_regions()]
        )
        numbers = (achieved, on_track, at_risk, counted["far_behind"], others)
        found.append([data.NAMES[place], *map(str, numbers)])
    return found


def of_regions():
    return [code for code, one in data.PROMISES.items() if one.aggregation != "single"]


def target_cell(one):
    reference = " 参考" if one.target_source == "reference" else ""
    return w.promised(one.promise, one.target) + reference


def rank(one, basis):
    """(rank, its change) as they are written."""
    now = ranks(one.code, one.at, basis).get(one.place)
    before = ranks(one.code, one.at - 1, basis).get(one.place) if one.at else None
    return now, w.signed(before - now if now and before else None)


def score_card(region, at, basis):
    rows = [row(code, region, at, basis) for code in by_theme(of_regions())]
    return [
        [
            name_of(one.code), judged(one), target_cell(one), of_the_whole(one, basis), bar(one),
            w.verdict(one), str(rank(one, basis)[0] or "—"), rank(one, basis)[1],
            gap(one, one.gap), "",
        ]
        for one in rows
    ]  # fmt: skip


def of_the_whole(one, basis):
    """The province's value; of a sum what part of it the region's own is."""
    whole = row(one.code, data.PROVINCE, one.at, basis)
    said = judged(whole)
    if whole.promise.aggregation == "sum":
        own, total = one.value.value, whole.value.value
        said = w.MISSING if own is None or not total else f"占 {w.percent(own / total, 1)}"
    return said if said == w.MISSING or not whole.value.missing else f"暂定 {said}"


def score_lead(region, at, basis):
    rows = [row(code, region, at, basis) for code in of_regions()]
    (achieved, on_track, at_risk, others), _found = tally(rows)
    return (
        f"{len(rows)} 项指标：已达标 {achieved}，达到序时进度 {on_track}，有风险 {at_risk}，"
        f"其余 {others} 项未作判定。"
    )


def history(region, at, basis):
    """How many promises stood where in each period so far, the latest first."""
    found = []
    for period in reversed([one for one in STARTED if one <= at]):
        sums, _found = tally([row(code, region, period, basis) for code in of_regions()])
        found.append([w.period(data.PERIODS[period].name), *map(str, sums)])
    return found


def timeliness(region, at):
    """Of the year's two reports; whoever used an extension is late all the same."""
    year = data.PERIODS[at].ends.year
    due = [one for one in STARTED if data.PERIODS[one].ends.year == year and region in asked(one)]
    reports = [(region, data.PERIODS[one].name) for one in due]
    missing = sum(data.REPORTS.get(one) == data.NEVER for one in reports)
    late = sum(one in data.EXTENDED for one in reports)
    good = len(reports) - missing - late
    return (
        f"报送及时率 {year}年应报 {len(reports)} 期：按时 {good}（报送及时率 "
        f"{w.percent(Fraction(good, len(reports)), 1)}），迟报 {late}，未报 {missing}；退回 0 次。"
    )


def extremes(region, at, basis):
    """The three furthest ahead and the three furthest behind."""
    rows = [row(code, region, at, basis) for code in of_regions()]
    lagging = sorted((one for one in rows if one.lag is not None), key=lambda one: one.lag)
    worst = [one for one in reversed(lagging) if one.lag > 0][:3]
    best = [one for one in lagging if one not in worst][:3]
    return [f"{NUMBERED[one.code]} {w.verdict(one)} {w.lag(one.lag)}" for one in (*best, *worst)]


def tiles(code, at, basis):
    one = row(code, data.PROVINCE, at, basis)
    return {
        "现值（单位）": judged(one),
        "目标": w.promised(one.promise, one.target),
        "完成进度": w.completion(one.completion),
        "时序进度": w.percent(one.time_share),
        f"预测（{one.promise.due}）": w.number(one.forecast, one.promise.decimals),
        "已报": reported(one),
    }


def ranking(code, at, basis):
    rows = [row(code, region, at, basis) for region in asked(at)]
    rows.sort(key=lambda one: rank(one, basis)[0] or 99)
    return [
        [
            str(rank(one, basis)[0] or "未排名"), rank(one, basis)[1],
            data.NAMES[one.place] + small(one), w.number(one.value.above),
            w.number(one.value.below), judged(one), target_cell(one), w.verdict(one),
            gap(one, one.gap),
        ]
        for one in rows
    ]  # fmt: skip


def small(one):
    below = one.value.below
    return " 分母较小" if below is not None and below < 20 else ""


def zones(code, at, basis):
    rows = [row(code, zone, at, basis) for zone in data.ZONES]
    return [
        [
            data.NAMES[one.place], judged(one), w.promised(one.promise, one.target),
            w.verdict(one), reported(one),
        ]
        for one in rows
    ]  # fmt: skip


def series(code, at, basis):
    rows = [row(code, data.PROVINCE, one, basis) for one in STARTED if one <= at]
    return [
        [
            w.period(data.PERIODS[one.at].name), w.number(one.value.above),
            w.number(one.value.below), w.number(one.value.value, one.promise.decimals),
            reported(one),
        ]
        for one in rows
    ]  # fmt: skip


def tables(code, at, basis):
    found = {"填报期": series(code, at, basis)}
    if data.PROMISES[code].aggregation != "single":
        found |= {"名次": ranking(code, at, basis), "功能区": zones(code, at, basis)}
    return found


def chart(code, at, basis):
    """Superseded targets, the target, the planned path, the forecast, the baseline, the values."""
    one, promise = row(code, data.PROVINCE, at, basis), data.PROMISES[code]
    lines = []
    own = [v for v in versions(code, data.PROVINCE) if v[0] == promise.due.year]
    adopted = [v for v in own if v[1] <= data.PERIODS[at].ends]
    for version in adopted:
        word = "目标" if version is adopted[-1] else "原目标"
        level = dict.fromkeys((version[1], promise.due), version[2])
        lines.append((f"{word} {w.promised(promise, version[2])}", level))
    if one.target is not None and promise.comparator != "done":
        stops = stops_of(code, data.PROVINCE, at, one.baseline, one.baseline_on)
        path = {"计划进度": dict([*stops, (promise.due, one.target)])} if stops else {}
        lines += path.items()
    points = [row(code, data.PROVINCE, each, basis) for each in STARTED if each <= at]
    known = {each.value.on: each.value.value for each in points}
    if one.forecast is not None:
        lines.append(("预测", {one.value.on: one.value.value, promise.due: one.forecast}))
    if one.baseline is not None:
        lines.append(("基期", {one.baseline_on: one.baseline}))
    lines.append(("数值", known))
    return [
        (name, {str(day): None if y is None else float(y) for day, y in line.items()})
        for name, line in lines
    ]
