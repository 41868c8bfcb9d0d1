"""The roll-up against plain decimals, on small worlds made by chance."""

import random
from decimal import Decimal, localcontext
from itertools import product

import pytest

from indicators.assessment.formulas import formulas_of
from indicators.assessment.ledger import Span
from indicators.assessment.places import one, several, whole
from indicators.assessment.rollup import roll
from indicators.assessment.tables import Question
from indicators.reporting.models import Basis
from regions.models import Region
from tests.indicators.assessment import independent_values as plain
from tests.indicators.assessment.world import ROOT, World, names

REGIONS = ("420100", "420600", "422800", "429021")
STATES = {"number": "数值", "not_applicable": "不适用", "not_reported": "未报", "not_due": "未到期"}
TWENTY = Decimal("1e-20")


def random_world(dice, unasked=()):
    """Periods with a hole now and then, measures of every sort, figures in every state.

    `unasked`: periods that do not ask the last region.
    """
    world = World.of_a_plan()
    quarters = ["2015Q4", *names("2016Q1", "2017Q2")][dice.randint(0, 1) :]
    for number in range(8):
        kind = dice.choice(("stock", "flow"))
        asked = dice.choice(("every_period",) * 3 + ("year_end",)) if kind == "stock" else ""
        world.measure(f"M{number}", kind, asked or "every_period", dice.choice(("region",) * 4))
    world.measure("LINE", scope="province")
    world.measure("SUPPLIED", by="province")
    rows = [indicator(dice, world, number) for number in range(10)]
    opened = [name for name in quarters if name == quarters[-1] or dice.random() < 0.9]
    world.open(opened, REGIONS)
    for period in unasked:
        world.reports.pop((REGIONS[-1], period)).delete()
    for region in (*REGIONS, ROOT):
        for period in opened:
            status = dice.choice(("approved",) * 5 + ("submitted", "draft"))
            if (region, period) in world.reports:
                world.at(region, period, status)
    figures = {
        (ROOT if measure.scope == "province" else region, period, code): figure(dice)
        for region in REGIONS
        for period in opened
        for code, measure in world.measures.items()
        if measure.asked == "every_period" or period.endswith("Q4")
    }
    world.fill(figures)
    return world, rows, figures


def figure(dice):
    return dice.choice(("", "不适用", "0", "0", *(str(dice.randint(1, 9)) for _ in range(8))))


def indicator(dice, world, number):
    """A sum, a ratio, or a lowest of either, of one measure or several that are read alike."""
    codes = [code for code in world.measures if code.startswith("M")]
    first = world.measures[dice.choice(codes)]
    alike = [c for c in codes if is_like(world.measures[c], first)]
    parts = dice.sample(alike, dice.randint(1, min(3, len(alike))))
    aggregation = dice.choice(("pooled", "sum", "lowest"))
    cumulative = first.kind == "flow" and dice.random() < 0.6
    below = (
        dice.choice([*alike, "LINE", "SUPPLIED"]) if first.kind == "stock" else dice.choice(alike)
    )
    facts = {
        "aggregation": aggregation,
        "accumulation": "cumulative" if cumulative else "none",
        "comparator": dice.choice(("at_least", "at_most")),
    }
    below = "" if aggregation == "sum" or dice.random() < 0.2 else below
    world.indicator(f"I{number}", "+".join(parts), below, **facts)
    row = {"code": f"I{number}", "numerator": "+".join(parts), "denominator": below}
    return row | facts | {"factor": "100", "tier": "A"}


def is_like(one_measure, other):
    return (one_measure.kind, one_measure.asked) == (other.kind, other.asked)


def plain_world(world, rows, figures, basis):
    """What the other computation gets: the rows of an export."""
    measures = {
        code: {"kind": one_measure.kind, "asked": one_measure.asked, "scope": one_measure.scope}
        for code, one_measure in world.measures.items()
    }
    exported = []
    for (region, period), report in world.reports.items():
        report.refresh_from_db()
        exported += [(region, period, "", "未报", "")]
    for (region, period, code), text in figures.items():
        holder = ROOT if world.measures[code].supplied_by == "province" else region
        counts = world.reports[holder, period].status in basis.statuses
        state = {"": "空", "不适用": "不适用"}.get(text, "数值") if counts else "未报"
        exported.append((region, period, code, state, text))
    return plain.World(measures, rows, {}, exported)


def same(ours, theirs):
    with localcontext() as context:
        context.prec = 60
        if (ours.value is None) != (theirs.value is None):
            return False
        near = ours.value is None or abs(ours.value - theirs.value) < TWENTY
    return near and (
        STATES[ours.state],
        ours.numerator,
        ours.denominator,
        ours.counted,
        ours.expected,
    ) == (theirs.state, theirs.numerator, theirs.denominator, theirs.counted, theirs.expected)


NAMES = dict(zip(REGIONS, ("武汉市", "襄阳市", "恩施土家族苗族自治州", "神农架林区"), strict=True))


def named(codes):
    return tuple(NAMES[code] for code in codes)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_every_value_of_a_random_world_is_that_of_plain_decimals(seed):
    world, rows, figures = random_world(random.Random(seed))
    regions = list(Region.objects.filter(code__in=REGIONS))
    places = {
        whole(Region.objects.get(code=ROOT)): list(REGIONS),
        several("two", "两地", regions[1:3]): list(REGIONS[1:3]),
        **{one(region): [region.code] for region in regions},
    }
    keys = {row["code"]: world.plan.indicators.get(code=row["code"]).pk for row in rows}
    spans = [Span.of(period) for period in world.periods.values()]
    for basis in Basis:
        question = Question(world.ledger(basis), formulas_of(world.plan), spans, list(places))
        values = roll(question)
        other = plain_world(world, rows, figures, basis)
        for row, place, period in product(rows, places, world.periods):
            with localcontext() as context:
                context.prec = 60
                theirs = other.value(row, places[place], period)
            ours = values[keys[row["code"]], place.key, period]
            assert same(ours, theirs), (row, place.key, period, ours, theirs)
            assert (ours.missing, ours.not_applicable, ours.worst) == tuple(
                map(named, (theirs.missing, theirs.na, theirs.worst))
            )
