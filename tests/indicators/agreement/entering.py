"""The plan of these tests put into an installation: what is reported goes through the verbs."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from indicators.plan import models
from indicators.plan.actions import Document, adopt_baseline, adopt_target, divide_target
from indicators.reporting import actions
from indicators.reporting.cells import Cell
from indicators.reporting.errors import Incomplete
from indicators.reporting.models import Report
from regions.memberships import grant
from regions.models import Region, Zone
from tests.indicators.agreement import plan as data
from tests.people import person

CHINA = ZoneInfo("Asia/Shanghai")
REASON = "按省政府要求"


def noon(day):
    return datetime.combine(day, time(12), CHINA)


def enter_everything():
    """The whole plan, from its regions to the last approval."""
    place_regions()
    plan = state_plan()
    due = sorted(
        [
            *((one.ends + timedelta(days=1), 0, report, one) for one in data.PERIODS),
            *((one.adopted, 1, adopt, one) for one in data.TARGETS if one.document),
            *((one.adopted, 1, begin, one) for one in data.BASELINES if one.document),
            (data.DIVIDED_ON, 1, divide, data.DIVIDED),
        ],
        key=lambda act: act[:2],
    )
    for day, _order, act, what in due:
        act(plan, what, day)


def place_regions():
    top = Region.objects.create(
        code=data.PROVINCE, name_zh="试验省", short_name_zh="试验", kind="province",
        level="province",
    )  # fmt: skip
    for position, (code, one) in enumerate(data.REGIONS.items(), 1):
        Region.objects.create(
            code=code, name_zh=one.name, short_name_zh=one.short, kind=one.kind,
            level="prefecture", parent=top, position=position, effective_from=one.exists_from,
        )  # fmt: skip
    for code, (name, regions) in data.ZONES.items():
        zone = Zone.objects.create(code=code, name_zh=name)
        zone.regions.set(Region.objects.filter(code__in=regions))
    for name in ("manager", "reviewer", "viewer"):
        grant(user=person(name), region=top, role=name, by=person("administrator"))
    for code in data.REGIONS:
        region = Region.objects.get(code=code)
        grant(user=person("stranger"), region=region, role="reporter", by=person("administrator"))


def state_plan():
    """What loaders bring: the promises with what the plan itself states."""
    plan = models.Plan.objects.create(
        code="own", name_zh="试验规划", region=Region.objects.get(code=data.PROVINCE),
        starts_on=data.STARTS, ends_on=data.ENDS, baseline_on=data.BASELINE_DAY,
        periodicity="half", on_track_lag=data.THRESHOLDS[0], slight_lag=data.THRESHOLDS[1],
        behind_lag=data.THRESHOLDS[2],
    )  # fmt: skip
    for code in ("1", "2"):
        models.Theme.objects.create(
            plan=plan, code=code, section=code, name_zh=f"第{code}章", position=int(code)
        )
    for position, (code, one) in enumerate(data.MEASURES.items()):
        models.Measure.objects.create(
            code=f"OWN_{code}", name_zh=code, unit_zh="个", kind=one.kind, supplied_by=one.by,
            scope=one.scope, asked=one.asked, decimals=one.decimals, position=position,
        )  # fmt: skip
    for number, (code, promise) in enumerate(data.PROMISES.items(), 1):
        state_promise(plan, number, code, promise)
    for one in data.TARGETS:
        if not one.document:
            state(models.Target, one, plan, year=one.year)
    for one in data.BASELINES:
        if not one.document:
            state(models.Baseline, one, plan, on=one.on)
    return plan


def state_promise(plan, number, code, promise):
    below = promise.below and models.Measure.objects.get(code=f"OWN_{promise.below}")
    made = models.Indicator.objects.create(
        plan=plan, number=number, code=code, tier="A", is_active=True, name_zh=f"指标{number}",
        theme=plan.themes.get(code=promise.theme), section=promise.theme, quote="条文",
        kind="quantified", comparator=promise.comparator, each_year=promise.each_year,
        denominator=below or None, factor=promise.factor, unit_zh="单位",
        decimals=promise.decimals, due_on=promise.due, aggregation=promise.aggregation,
        accumulation="cumulative" if promise.cumulative else "none",
        zone=Zone.objects.get(code=promise.zone) if promise.zone else None,
    )  # fmt: skip
    for position, part in enumerate(promise.above):
        measure = models.Measure.objects.get(code=f"OWN_{part}")
        models.Numerator.objects.create(indicator=made, measure=measure, position=position)


def state(model, one, plan, **when):
    """What the plan itself states has no document."""
    region, value = Region.objects.get(code=one.place), Decimal(one.value)
    promise = plan.indicators.get(code=one.promise)
    model.objects.create(
        indicator=promise, region=region, value=value, adopted_on=one.adopted, **when
    )


def adopt(plan, one, day):
    adopt_target(**adopted(plan, one, day), year=one.year)


def begin(plan, one, day):
    adopt_baseline(**adopted(plan, one, day), on=one.on)


def adopted(plan, one, day):
    return {
        "indicator": plan.indicators.get(code=one.promise),
        "region": Region.objects.get(code=one.place),
        "value": Decimal(one.value),
        "document": Document(one.document, day, REASON),
        "by": person("manager"),
        "at": noon(day),
    }


def divide(plan, parts, day):
    regions = {one.code: one for one in Region.objects.filter(code__in=parts)}
    divide_target(
        indicator=plan.indicators.get(code="OWN_BUILT"),
        year=2014,
        parts={regions[code]: Decimal(value) for code, value in parts.items()},
        document=Document(data.DIVIDED_DOCUMENT, day, REASON),
        by=person("manager"),
        at=noon(day),
    )


def report(plan, period, day):
    """The period opens; each report is filled, submitted and approved, or whatever befell it."""
    opened = actions.open_period(name=period.name, plan=plan, by=person("manager"), at=noon(day))
    for one in opened.reports.select_related("period", "region"):
        until = data.EXTENDED.get((one.region.code, period.name))
        if until:
            actions.extend(
                period=opened, region=one.region, until=until, reason=REASON,
                by=person("manager"), at=noon(day),
            )  # fmt: skip
        hand_in(one, noon(until or day + timedelta(days=5)))


def hand_in(report, at):
    what = data.REPORTS.get((report.region.code, report.period.name))
    if what == data.NEVER:
        return
    by = person("manager" if report.region.is_province else "stranger")
    cells = list(cells_of(report))
    actions.enter(report=report, cells=cells, by=by, via="form", at=at)
    submit(report, by, at)
    if what == data.WAITING:
        return
    actions.approve_all(reports=[again(report)], by=person("reviewer"), at=at)
    if what == data.REOPENED:
        actions.reopen(
            report=again(report), by=person("reviewer"), at=at, code="other", reason=REASON,
            correct_until=date(2030, 1, 1),
        )  # fmt: skip


def again(report):
    return Report.objects.select_related("period", "region").get(pk=report.pk)


def submit(report, by, at):
    facts = {"report": again(report), "by": by, "responsible": "负责人", "at": at}
    try:
        actions.submit(**facts)
    except Incomplete as refusal:
        texts = {(one.region, one.measure): data.EXPLAINED for one in refusal.findings}
        actions.submit(**facts, explanations=texts)


def cells_of(report):
    """Bureau measures stand in the region's report, all others in the province's."""
    at = [one.name for one in data.PERIODS].index(report.period.name)
    for line in data.FIGURES.split("\n"):
        measure, region, *values = line.split() or ("", "")
        if not measure or values[at] in ("×", data.BLANK):
            continue
        holder = region if data.MEASURES[measure].by == "bureau" else data.PROVINCE
        if holder == report.region.code:
            yield cell(region, measure, values[at])


def cell(region, measure, text):
    if text == data.NONE:
        return Cell(region, f"OWN_{measure}", "not_applicable")
    return Cell(region, f"OWN_{measure}", "number", Decimal(text))
