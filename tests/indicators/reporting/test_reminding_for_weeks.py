"""Weeks of reminders among random submissions: Done-when of the reminders, as a whole."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core import mail

from indicators.reporting import actions
from indicators.reporting.errors import Refused
from indicators.reporting.models import Status
from indicators.reporting.reminding import remind
from tests.indicators.reporting.quarter import NOON, WUHAN, XIANGYANG, filled, opened, report_of
from tests.indicators.reporting.reminded import DAY, give_addresses
from tests.people import person

pytestmark = pytest.mark.django_db
CLERKS = {WUHAN: ["wuhan", "wuhan2"], XIANGYANG: ["xiangyang"]}
NAMES = {WUHAN: "武汉市", XIANGYANG: "襄阳市"}
DUE = date(2018, 10, 15)
DAYS = 21  # the last one is the last day of writing
RETURN = {"code": "wrong_data", "reason": "床位数有误"}
MORNING = NOON - timedelta(hours=4)


@pytest.fixture(autouse=True)
def period(db):
    give_addresses()
    opened()
    for code, (clerk, *_colleague) in CLERKS.items():
        filled(report_of(code), person(clerk))


class Weeks:
    """What happened, as a bystander writes it down who knows nothing of notices."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.wrong = []
        self.urged = set()  # person and region, not mailed yet nor handed in since
        self.moves = Counter()

    def play(self):
        for number in range(DAYS):
            moment = MORNING + number * DAY
            late = {user for code in CLERKS if is_late(code, moment) for user in CLERKS[code]}
            due = set(self.urged)
            had = self.run(moment)
            forgotten = due & self.urged
            for hours in (self.chance.choice((1, 2)), 2):
                moment += timedelta(hours=hours)
                self.something(moment)
                had += self.run(moment)
            self.something(moment)
            twice, missed = {user for user in had if had[user] > 1}, late - set(had)
            if twice or missed or forgotten:
                self.wrong.append((number, twice, missed, forgotten))

    def run(self, moment):
        """One run of `remind`; every line of its mails is of a report that has not come."""
        mail.outbox.clear()
        remind(at=moment)
        mails = [(message.to[0].partition("@")[0], message.body) for message in mail.outbox]
        for user, body in mails:
            for code in CLERKS:
                lines = [line for line in body.splitlines() if NAMES[code] in line]
                if lines and not is_with_clerk(code):
                    self.wrong.append((moment, user, "was handed in", lines))
                if sum("催报" in line for line in lines) != self.told_now(user, code):
                    self.wrong.append((moment, user, "was not asked for, or twice", lines))
        return Counter(user for user, _body in mails)

    def told_now(self, user, code):
        """How many urges a mail to the person must carry now: 1 or 0."""
        found = {(user, code)} & self.urged
        self.urged -= found
        return len(found)

    def something(self, moment):
        for code in CLERKS:
            choices = {
                Status.DRAFT: ["submit", "urge", "", "", ""],
                Status.RETURNED: ["submit", "urge", "", ""],
                Status.SUBMITTED: ["withdraw", "send_back", "approve_all", ""],
                Status.APPROVED: ["reopen", "", ""],
            }
            verb = self.chance.choice(choices[report_of(code).status])
            with suppress(Refused):
                self.do(verb, code, moment) if verb else None

    def do(self, verb, code, at):
        report, clerk = report_of(code), CLERKS[code][0]
        reviewer, facts = person("reviewer"), {"report": report, "at": at}
        if verb == "submit":
            actions.submit(by=person(clerk), responsible="李局长", **facts)
            self.urged -= {(user, code) for user in CLERKS[code]}
        elif verb == "urge":
            if actions.urge(by=person("manager"), **facts):
                self.urged |= {(user, code) for user in CLERKS[code]}
        elif verb == "withdraw":
            actions.withdraw(by=person(clerk), **facts)
        elif verb == "approve_all":
            actions.approve_all(reports=[report], by=reviewer, at=at)
        elif verb == "reopen":
            actions.reopen(by=reviewer, **RETURN, **facts)
        else:
            actions.begin_review(by=reviewer, **facts)
            actions.send_back(by=reviewer, **RETURN, **facts)
        self.moves[verb] += 1


def is_with_clerk(code):
    return report_of(code).status in {Status.DRAFT, Status.RETURNED}


def is_late(code, moment):
    """Its day is over; of a returned one, the day until which to correct it."""
    report, day = report_of(code), moment.date()
    returned = report.status == Status.RETURNED
    until = report.correct_until if returned else DUE
    return is_with_clerk(code) and until < day


@pytest.mark.parametrize("seed", range(2))
def test_no_mail_for_what_came_none_twice_a_day_and_one_to_everybody_late(seed):
    weeks = Weeks(seed)
    weeks.play()
    assert weeks.wrong == []
    assert set(weeks.moves) >= {"submit", "urge", "send_back"}
