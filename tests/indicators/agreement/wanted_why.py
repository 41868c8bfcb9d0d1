"""What the derivation of a verdict must say, out of the independent computation."""

from datetime import timedelta

from tests.indicators.agreement import plan as data
from tests.indicators.agreement import writing as w
from tests.indicators.agreement.judging import gap as lacking_in
from tests.indicators.agreement.judging import opinion, row, target, versions
from tests.indicators.agreement.reckoning import (
    NAMES,
    NOT_APPLICABLE,
    NUMBER,
    Value,
    asked,
    counts,
    divided,
    figure,
    measures,
    regions_of,
    shown,
    stood,
)
from tests.indicators.agreement.wanted import gap, judged, reported, short

SOURCES = {
    "stated": "规划原文", "adopted": "省厅采用", "reported": "基期填报", "zero": "累计数从0起",
    "own": "本级目标", "reference": "全省目标，作参考", "divided": "所辖各地目标之和", "": "",
}  # fmt: skip
OPINIONS = {
    "target_achieved": "已达标 目标已经实现，不再计算比值。",
    "on_track": "符合进度 R ≥ 95%：按已有增速，可如期实现目标。",
    "accelerate": "需加快 60% ≤ R < 95%：方向正确，速度不足，需要加快。",
    "limited": "进展有限 0 ≤ R < 60%：向目标推进有限。",
    "deterioration": "恶化 R < 0：与目标背道而驰。",
}


def facts(code, place, at, basis):
    """{term: what is said}."""
    one = row(code, place, at, basis)
    said = {
        "基期": baseline(one),
        "基期版本": one.baseline_source == "adopted" and begun(one),
        "目标": promise(one),
        "目标版本": entered(one),
        "时序": f"{one.months[0]}/{one.months[1]} 个月 = {w.percent(one.time_share, 1)}",
        "现值": worth(one),
        "计入": counted(one),
        "缺报原因": "；".join(
            f"{data.NAMES[region]} {lack(one, region, basis)}" for region in one.value.missing
        ),
        "计划值": one.planned is not None and w.number(one.planned, 2),
        "完成进度": one.completion is not None and completion(one),
        "滞后": one.lag is not None and lag(one),
        "预测": one.forecast is not None and forecast(one),
        "年均速度": (one.needed, one.achieved) != (None, None)
        and f"需要每年 {w.signed(one.needed, 2)}，已有每年 {w.signed(one.achieved, 2)}",
        "另一方法（Open SDG）": second(one),
        "与上年同期相比": trend(one),
        "缺口": one.gap is not None and lacking(one),
        "缺口主要来自": one.gap is not None and most(one),
    }
    return {term: text for term, text in said.items() if text}


def baseline(one):
    if one.baseline is None:
        return "无"
    there = w.judged(one.baseline, one.promise.decimals, one.target, one.promise.comparator)
    return f"{one.baseline_on} {there} {SOURCES[one.baseline_source]}"


def begun(one):
    [there] = [b for b in data.BASELINES if (b.promise, b.place) == (one.code, one.place)]
    return f"{there.on} {there.value} {there.adopted} 采用 {there.document}"


def promise(one):
    said = f"{one.promise.due} {w.promised(one.promise, one.target)} {SOURCES[one.target_source]}"
    return said.strip()


def entered(one):
    """Every version of whoever's target it is, the superseded ones too."""
    holders = {
        "own": [one.place], "reference": [data.PROVINCE], "": [],
        "divided": data.ZONES.get(one.place, ("", ()))[1],
    }  # fmt: skip
    return " ".join(
        f"{data.NAMES[place] + ' ' if one.place in data.ZONES else ''}"
        f"{year}: {w.number(number)} {adopted} 采用 {document}".rstrip()
        for place in holders[one.target_source]
        for year, adopted, number, document in sorted(versions(one.code, place))
    )


def worth(one):
    now = one.value
    if now.value is None:
        return "—"
    below = f" ÷ {w.number(now.below)} 个" if one.promise.below else ""
    times = f" × {one.promise.factor}" if one.promise.factor != 1 else ""
    stands = f" 截至 {now.on}（年末填报）" if now.stands else ""
    return f"{w.number(now.above)} 个{below}{times} = {judged(one)} 单位{stands}"


def counted(one):
    said, now = reported(one), one.value
    for word, regions in (
        ("缺", now.missing), ("不适用", now.not_applicable), ("最差者", now.worst),
    ):  # fmt: skip
        if regions:
            said += f" {word}：{'、'.join(data.NAMES[region] for region in regions)}"
    return said


def lack(one, region, basis):
    """Why a region is missing."""
    periods = range(1, one.at + 1) if one.promise.cumulative else [one.at]
    for at in periods:
        stand = max(stood(m, at) for m in measures(one.promise))
        if region not in asked(stand):
            return "未报"
        if not counts(region, stand, basis):
            what = data.REPORTS[region, NAMES[stand]]
            return {"never": "未报", "waiting": "已提交，尚未通过", "reopened": "重审中"}[what]
    return "空"


def completion(one):
    value, base, aim = (w.number(n, 2) for n in (one.value.value, one.baseline, one.target))
    return f"（{value} − {base}）÷（{aim} − {base}）= {w.percent(one.completion, 1)}"


def lag(one):
    return f"{w.points(one.lag)} ≤0 达到序时进度，≤8 略滞后，≤25 滞后，以上为严重滞后"


def forecast(one):
    said = f"{one.promise.due} {w.number(one.forecast, one.promise.decimals)}"
    if one.target is None:
        return said
    missing = short(one)
    return (
        f"{said} 可达目标"
        if missing <= 0
        else f"{said} 差 {w.number(missing, one.promise.decimals)}"
    )


def second(one):
    ratio, said = opinion(one)
    if not said:
        return ""
    return OPINIONS[said] + (f" R = {w.percent(w.Fraction(ratio), 1)}" if ratio is not None else "")


def trend(one):
    said = []
    if one.compared:
        earlier, now = (w.number(number, one.promise.decimals) for number in one.compared)
        said.append(f"{earlier} → {now} 按两期都计入的地区计算")
    for words, days in (("不符合要求的年末", one.broken), ("无法比较的年末", one.uncompared)):
        if days:
            said.append(f"{words}：{'、'.join(map(str, days))}")
    return " ".join(said)


def lacking(one):
    return f"{gap(one, one.gap)} 个 {'尚缺' if one.gap > 0 else '已达到，超过部分为超出'}"


def most(one):
    """The five who lack most, where several add up to the gap."""
    own = [] if one.promise.aggregation == "lowest" else parts(one)
    lack_most = [(region, part) for region, _own, part in own if part is not None and part > 0]
    if len(own) < 2:
        return ""
    return "、".join(f"{data.NAMES[region]} {gap(one, part)}" for region, part in lack_most[:5])


def parts(one):
    """(region, (state, above, below, is in), gap) of each region, the largest gap first."""
    told = []
    for region in regions_of(one.promise, one.place, one.at):
        own = one.value.parts[region]
        told.append((region, own, part_of_gap(one, region, own)))
    return sorted(told, key=lambda part: (part[2] is None, -(part[2] or 0)))


def part_of_gap(one, region, own):
    """By the target that the whole is judged by, of a sum by the region's own."""
    aim = one.target
    if one.promise.aggregation == "sum" and region != one.place:
        aim = target(one.code, region, one.promise.due.year, data.PERIODS[one.at].ends)[0]
    if aim is None or not own[3] or one.promise.comparator in ("rising", "falling"):
        return None
    return lacking_in(one.promise, Value(NUMBER, above=own[1], below=own[2]), aim)


def contributions(code, place, at, basis):
    one = row(code, place, at, basis)
    return [
        [
            data.NAMES[region],
            w.number(own[1] if own[3] else None),
            w.number(shown(one.promise, own[2]) if own[3] else None),
            w.number(divided(one.promise, *own[1:3]) if own[3] else None, one.promise.decimals),
            gap(one, part),
        ]
        for region, own, part in parts(one)
    ]


PARTS = ["地区", "分子", "分母", "现值", "缺口"]
FILED = ["地区", "填报期", "数据项", "填报值", "报表", "已提交", "已通过", "单元格"]


def tables(code, place, at, basis):
    """Who contributes, where there are several, and what it rests on."""
    own = contributions(code, place, at, basis)
    several = [[PARTS, *own]] if len(own) > 1 else []
    return [*several, [FILED, *figures(code, place, at, basis)]]


def figures(code, place, at, basis):
    """The figures that are listed, with their reports: of a cumulative whole the last period's."""
    one = row(code, place, at, basis)
    every = one.promise.cumulative and place in data.REGIONS
    last = max(stood(measure, at) for measure in measures(one.promise))
    periods = range(1, at + 1) if every else [last]
    return [
        listed(measure, region, period, basis)
        for region, _own, _gap in parts(one)
        for period in periods
        for measure in measures(one.promise)
        if not every or region in asked(period)
    ]


def listed(measure, region, at, basis):
    facts = data.MEASURES[measure]
    holder = region if facts.by == "bureau" else data.PROVINCE
    there = figure(measure, region, at, basis)
    what = data.REPORTS.get((holder, NAMES[at]))
    day = data.PERIODS[at].ends + timedelta(days=6)
    day = data.EXTENDED.get((holder, NAMES[at]), day)
    has_report = holder in (data.PROVINCE, *asked(at))
    counting = has_report and counts(holder, at, basis)
    shown_as = "空" if counting else "未报"
    if there is not None:
        shown_as = "不适用" if there == NOT_APPLICABLE else w.number(there, facts.decimals)
    return [
        data.NAMES[region],
        w.period(NAMES[at]),
        measure,
        shown_as,
        f"{SHORT[holder]} {STATUS[what]}" if has_report else SHORT[holder],
        f"{'郭敏' if holder == data.PROVINCE else '路人'} {day}" if counting else "—",
        f"沈静 {day}" if counting and what is None else "—",
        "—" if there is None else "表单",
    ]


SHORT = {data.PROVINCE: "试验"} | {code: one.short for code, one in data.REGIONS.items()}
STATUS = {
    None: "已通过", data.NEVER: "草稿", data.WAITING: "已提交", data.REOPENED: "已退回 重审中",
}  # fmt: skip
