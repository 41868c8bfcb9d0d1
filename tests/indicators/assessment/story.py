"""A story of many days, told by chance but always the same, through the verbs that people use.

Bureaus fill, submit, withdraw and correct; reviewers approve late, return and reopen; files are
imported and undone; time is granted; targets and baselines are adopted. What the
verbs refuse does not happen.
"""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from indicators.exchange.models import ImportBatch, Outcome
from indicators.exchange.undoing import undo
from indicators.plan.models import Baseline, Indicator, Target
from indicators.reporting import actions
from indicators.reporting.cells import Cell
from indicators.reporting.errors import Incomplete, Refused
from indicators.reporting.models import Report
from indicators.reporting.moves import MOVES
from indicators.reporting.worksheet import read_sheet
from regions.models import Membership, Region, User
from tests.people import person

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = date(2018, 7, 2)
PROVINCE = "420000"
BUREAUS = ("420100", "420600", "429005")
OPENINGS = {0: ("2018Q2", 6), 1: ("2017Q2", 900), 4: ("2015Q4", 900), 14: ("2018Q3", 900)}
"""By day of the story: the period that is opened, and for how many days it can be written to."""

ACTS = {
    "fill": 4, "enter": 4, "submit": 7, "withdraw": 1, "begin_review": 7, "approve": 6,
    "release_review": 1, "send_back": 1, "reopen": 2, "file": 2, "undo": 2, "extend": 1,
    "target": 1, "baseline": 1,
}  # fmt: skip
"""How often each is tried before the round begins again."""
WRITABLE = ("draft", "returned")
UNITS = {"COUNTY_TOTAL": 1, "PREF_LEVEL_TOTAL": 1, "GOV_UNIT_TOTAL": 2}
"""A hard rule of the plan wants them to add up; by chance they hardly ever would."""


def live_for_days():
    """Five days of a story, after which the first period has approved figures."""
    story = Story(seed=8)
    for number in range(5):
        story.live(number, acts=5)
    return story


class Story:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.at = datetime.combine(FIRST, time(), SHANGHAI)
        self.done = Counter()
        self.files = []
        self.deck = []
        self.periods = []
        self.reporters = {PROVINCE: person("manager")} | {
            code: reporter_of(code) for code in BUREAUS
        }
        active = Indicator.objects.active().select_related("plan")
        self.indicators = list(active.exclude(comparator__in=("rising", "falling")))

    def live(self, number, acts):
        """One day; the first and the last moment of it belong to it."""
        start = datetime.combine(FIRST + timedelta(days=number), time(), SHANGHAI)
        end = start + timedelta(days=1, microseconds=-1)
        hours = [start + timedelta(seconds=self.dice.randrange(86400)) for _ in range(acts)]
        if number in OPENINGS:
            self.at = start
            self.open(*OPENINGS[number])
        for at in sorted([*hours, end]):
            self.at = at
            self.try_one(self.next_act())

    def next_act(self):
        """Dealt out of a shuffled deck, so that each act has its turn."""
        if not self.deck:
            self.deck = [act for act, times in ACTS.items() for _ in range(times)]
            self.dice.shuffle(self.deck)
        return self.deck.pop()

    def open(self, name, days):
        last = self.at.date() + timedelta(days=days)
        period = actions.open_period(
            name=name, by=person("manager"), at=self.at, opens=self.at.date(), due=self.at.date(),
            locks=last,
        )  # fmt: skip
        self.periods.append(period)
        for report in period.reports.filter(region__code__in=[PROVINCE, *BUREAUS[:1]]):
            self.bring_in(report.pk)

    def bring_in(self, key):
        """A report goes the whole way at once, so that there are values to be judged."""
        for act in ("fill", "submit", "begin_review", "approve"):
            with suppress(Refused):
                getattr(self, act)(Report.objects.select_related("period", "region").get(pk=key))

    def try_one(self, act):
        with suppress(Refused):
            self.done[act] += bool(getattr(self, act)(self.any_report(act)))

    def any_report(self, act):
        """One that stands where the act wants it, if any does; the province's twice as likely."""
        before = MOVES[act].before if act in MOVES else WRITABLE
        reports = Report.objects.filter(region__code__in=[PROVINCE, *BUREAUS])
        found = list(reports.select_related("period", "region").order_by("pk"))
        fit = [one for one in found if one.status in before] or found
        return self.dice.choice([*fit, *(one for one in fit if one.region.code == PROVINCE)])

    def by(self, report):
        return self.reporters[report.region.code]

    def cells(self, report, *, part=1.0):
        """Something for all cells of the report, or for a part of them."""
        return [
            self.cell(line)
            for line in read_sheet(report)
            if not line.is_supplied and self.dice.random() < part
        ]

    def cell(self, line):
        """Parts hold little, so that they seldom exceed their wholes."""
        measure, luck = line.measure, self.dice.random()
        told = self.dice.choice(("", "", "据台账", "新建两所"))
        where = (line.region.code, measure.code)
        if measure.code in UNITS:
            return Cell(*where, "number", Decimal(UNITS[measure.code]), explanation=told)
        if luck < 0.02:
            state = "blank" if luck < 0.01 else "not_applicable"
            return Cell(*where, state, explanation=told)
        value = Decimal(luck < 0.99 if measure.part_of else self.dice.randint(60, 330))
        value = min(value, measure.maximum or value)
        return Cell(*where, "number", max(value, measure.minimum or 0), explanation=told)

    def fill(self, report, part=1.0):
        cells = self.cells(report, part=part)
        by = self.by(report)
        return actions.enter(report=report, cells=cells, by=by, via="form", at=self.at).revisions

    def enter(self, report):
        return self.fill(report, part=0.1)

    def submit(self, report):
        facts = {"report": report, "by": self.by(report), "responsible": "李局长", "at": self.at}
        try:
            return actions.submit(**facts)
        except Incomplete as refusal:
            texts = {(f.region, f.measure): "数据属实" for f in refusal.findings}
            return actions.submit(**facts, explanations=texts)

    def withdraw(self, report):
        return actions.withdraw(report=report, by=self.by(report), at=self.at)

    def begin_review(self, report):
        return actions.begin_review(report=report, by=person("reviewer"), at=self.at)

    def approve(self, report):
        return actions.approve(report=report, by=person("reviewer"), at=self.at)

    def release_review(self, report):
        return actions.release_review(report=report, by=person("reviewer"), at=self.at)

    def send_back(self, report):
        line = self.dice.choice([one for one in read_sheet(report) if not one.is_supplied])
        remark = actions.Remarked(*line.key, "wrong_data", "请核实")
        return actions.send_back(
            report=report, by=person("reviewer"), at=self.at, code="wrong_data", reason="数据有误",
            remarks=[remark],
        )  # fmt: skip

    def reopen(self, report):
        return actions.reopen(
            report=report, by=person("reviewer"), at=self.at, code="other", reason="重审",
            correct_until=self.at.date() + timedelta(days=30),
        )  # fmt: skip

    def file(self, report):
        """A file over half of what is in the report, confirmed."""
        by, key = self.by(report), UUID(int=self.dice.getrandbits(128))
        cells = self.cells(report, part=0.5)
        actions.enter_many(
            cells_by_report={report: cells}, by=by, via="import", at=self.at, batch=key,
        )  # fmt: skip
        batch = ImportBatch.objects.create(
            pk=key, name="数据.xlsx", size=1, uploaded_by=by, uploaded_at=self.at, ended_at=self.at,
            outcome=Outcome.CONFIRMED, periods=[report.period.name], regions=[report.region.code],
        )  # fmt: skip
        self.files.append(batch)
        return True

    def undo(self, report):
        """The last file that still can be is taken back whole."""
        for batch in reversed(self.files):
            with suppress(Refused):
                undo(batch=batch, by=batch.uploaded_by, at=self.at)
                self.files.remove(batch)
                return True
        return False

    def extend(self, report):
        until = report.period.locks_on + timedelta(days=self.dice.randint(5, 300))
        return actions.extend(
            period=report.period, region=report.region, until=until, reason="机构改革",
            by=person("manager"), at=self.at,
        )  # fmt: skip

    def target(self, report):
        indicator = self.dice.choice(self.indicators)
        return Target.objects.create(**self.version(indicator, report), year=indicator.due_on.year)

    def baseline(self, report):
        indicator = self.dice.choice(self.indicators)
        return Baseline.objects.create(**self.version(indicator, report), on=date(2016, 12, 31))

    def version(self, indicator, report):
        today = self.at.date()
        return {
            "indicator": indicator, "region": report.region, "value": self.dice.randint(1, 300),
            "document_number": f"鄂民发〔2018〕{self.done.total()}号", "document_on": today,
            "reason": "调整", "adopted_on": today, "entered_at": self.at,
        }  # fmt: skip


def reporter_of(code):
    """The cast's own, or somebody made for the story."""
    held = Membership.objects.filter(region__code=code, role="reporter").first()
    if held:
        return held.user
    user = User.objects.create_user(f"r{code}", None, name="填报员", must_change_password=False)
    Membership.objects.create(user=user, region=Region.objects.get(code=code), role="reporter")
    return user
