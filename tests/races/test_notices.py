"""Two who tell the same, or remind, at one moment: each thing is told, counted and mailed once."""

import pytest

from indicators.reporting import actions
from indicators.reporting.models import Status
from indicators.reporting.notifying import TO_FILL
from regions.models import AuditEvent, Notice, User
from tests.indicators.reporting.quarter import filled, opened, report_of
from tests.people import NOON, person
from tests.races.track import order, race, racers

pytestmark = pytest.mark.races

DUE_SOON = 4  # Wuhan's two, Xiangyang's one, and the manager for the province's report


@pytest.fixture
def report(own_database):
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.cn")
    opened()
    return filled()


def numbers(outcomes):
    assert [each["outcome"] for each in outcomes] == ["done"] * len(outcomes), outcomes
    return [[int(number) for number in each["what"].split()] for each in outcomes]


def test_asked_for_twice_at_one_moment_people_are_told_and_recorded_once(report, rounds):
    with racers(2) as found:
        for _round in range(rounds):
            press = order("urge", "manager", report)
            assert sorted(numbers(race(found, press, press))) == [[0], [2]]
            assert Notice.objects.count() == 2
            Notice.objects.all().delete()
    assert AuditEvent.objects.filter(act="urge").count() == rounds


def test_two_runs_at_one_moment_tell_and_mail_everybody_once(report, rounds):
    with racers(2) as found:
        for _round in range(rounds):
            run = order("remind", "manager")
            one, other = numbers(race(found, run, run))
            told, sent, failed = (sum(pair) for pair in zip(one, other, strict=True))
            assert (told, sent, failed) == (DUE_SOON, DUE_SOON, 0)
            assert Notice.objects.unmailed().count() == 0
            Notice.objects.all().delete()


def test_handed_in_while_it_is_asked_for_and_reminded_of_nothing_is_left_to_do(report, rounds):
    with racers(3) as found:
        for _round in range(rounds):
            outcomes = race(
                found,
                order("urge", "manager", report),
                order("submit", "wuhan", report),
                order("remind", "manager"),
            )
            said = [each["outcome"] for each in outcomes]
            assert said in (["done"] * 3, ["told", "done", "done"]), outcomes
            assert report_of().status == Status.SUBMITTED
            standing = Notice.objects.standing().filter(kind__in=TO_FILL)
            assert not standing.filter(subject="report 2018Q3/420100").exists()
            actions.withdraw(report=report_of(), by=person("wuhan"), at=NOON)
            Notice.objects.all().delete()
