"""The board as it was known at the end of a past day, rebuilt from changes, moves and versions."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from indicators.assessment.board import read_board
from indicators.assessment.board_rows import board_rows
from indicators.plan.models import Target
from indicators.reporting.models import Basis, Figure, Report, StatusChange
from indicators.reporting.past import end_of
from regions.models import Region
from tests.indicators.assessment.world import ROOT, World, move, revise

pytestmark = pytest.mark.django_db
A, B = "420100", "420600"
FIRST = date(2018, 10, 8)
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Story:
    """A world whose every act leaves its trace, as the verbs leave it."""

    def __init__(self):
        self.world = World.of_a_plan()
        for code in ("N1", "N2"):
            self.world.measure(code)
        self.world.measure("D", by="province")
        self.world.indicator("RATE", "N1+N2", "D")
        self.world.indicator("WORST", "N1", "D", aggregation="lowest")
        self.world.indicator("RISE", "N2", "D", comparator="rising", each_year="strict")
        self.world.open(["2017Q3", "2018Q3"], [A, B], status="draft")
        self.at = datetime(2018, 10, 8, tzinfo=SHANGHAI)
        for report in self.world.reports.values():
            move(report, 1, "draft", self.at)

    def enter(self, region, period, code, text):
        measure, holder = self.world.measures[code], region
        if measure.supplied_by == "province":
            holder = ROOT
        report = self.world.reports[holder, period]
        where = {"report": report, "region": Region.objects.get(code=region), "measure": measure}
        old = Figure.objects.filter(**where).first()
        before = None if old is None else ("不适用" if old.value is None else old.value)
        if text == before or (text or None) == before:
            return
        number = (
            old.revision + 1
            if old
            else report.revisions.filter(measure=measure, region=where["region"]).count() + 1
        )
        revise(number=number, old=before, new=text or None, at=self.at, **where)
        if old:
            old.delete()
        if text:
            state = "not_applicable" if text == "不适用" else "number"
            Figure.objects.create(
                period=report.period, state=state, revision=number,
                value=None if text == "不适用" else Decimal(text), **where,
            )  # fmt: skip

    def go(self, region, period, status):
        report = self.world.reports[region, period]
        last = StatusChange.objects.filter(report=report).order_by("number").last()
        if status == "approved" and not report.submissions.exists():
            self.go(region, period, "submitted")
            last = StatusChange.objects.filter(report=report).order_by("number").last()
        move(report, last.number + 1, status, self.at, before=last.to_status)
        Report.objects.filter(pk=report.pk).update(status=status)

    def adopt(self, value):
        number = Target.objects.filter(indicator__code="RATE").count()
        Target.objects.create(
            indicator=self.world.plan.indicators.get(code="RATE"), year=2020,
            region=Region.objects.get(code=ROOT), value=Decimal(value),
            document_number=f"鄂民〔2018〕{number}号", document_on=self.at.date(), reason="调整",
            adopted_on=self.at.date(), entered_at=self.at,
        )  # fmt: skip

    def chance(self, dice):
        region, period = dice.choice((A, B)), dice.choice(("2017Q3", "2018Q3"))
        act = dice.randrange(10)
        if act < 5:
            text = dice.choice(("", "不适用", "0", *(str(n) for n in range(1, 9))))
            self.enter(region, period, dice.choice(("N1", "N2", "D")), text)
        elif act < 9:
            status = dice.choice(("approved", "approved", "approved", "returned", "submitted"))
            self.go(dice.choice((region, ROOT, ROOT)), period, status)
        else:
            self.adopt(dice.randint(20, 300))


def board(world, basis, known_on=None):
    period = world.periods["2018Q3"]
    read = read_board(plan=world.plan, period=period, basis=basis, known_on=known_on)
    done = read.completeness
    standing = [
        (one.region.code, one.status, one.reopened) for one in (*done.regions, done.province)
    ]
    return list(board_rows(read)), standing


@pytest.mark.parametrize("seed", range(3))
def test_every_past_day_is_rebuilt_as_it_was_left(seed):
    dice, story = random.Random(seed), Story()
    left = {}
    for number in range(12):
        day = FIRST + timedelta(days=number)
        for _ in range(dice.randint(0, 12)):
            story.at = datetime(day.year, day.month, day.day, dice.randint(0, 23), tzinfo=SHANGHAI)
            story.chance(dice)
        left[day] = {basis: board(story.world, basis) for basis in Basis}
    for day, boards in left.items():
        for basis in Basis:
            assert board(story.world, basis, known_on=day) == boards[basis], (day, basis)
    assert len({str(one) for one in left.values()}) >= 6


def test_before_a_report_was_opened_it_does_not_exist():
    story = Story()
    before = read_board(
        plan=story.world.plan, period=story.world.periods["2018Q3"],
        known_on=FIRST - timedelta(days=1),
    )  # fmt: skip
    assert (before.completeness.expected, before.completeness.province) == (0, None)
    assert [row.value.expected for row in before.province] == [0, 0, 0]


def test_a_day_ends_at_midnight_in_shanghai():
    assert end_of(date(2018, 10, 8)).isoformat() == "2018-10-09T00:00:00+08:00"
    story = Story()
    for code in ("N1", "N2", "D"):
        story.enter(A, "2018Q3", code, "5")
    story.at = datetime(2018, 10, 9, tzinfo=SHANGHAI) - timedelta(microseconds=1)
    story.go(A, "2018Q3", "approved")
    story.at = datetime(2018, 10, 9, tzinfo=SHANGHAI)
    story.go(ROOT, "2018Q3", "approved")
    counts = [
        read_board(plan=story.world.plan, period=story.world.periods["2018Q3"], known_on=day)
        .row("RATE", A)
        .value.counted
        for day in (date(2018, 10, 8), date(2018, 10, 9))
    ]
    assert counts == [0, 1]
