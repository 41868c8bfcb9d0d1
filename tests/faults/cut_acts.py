"""The two acts that are cut off, and what must be true of them whatever happened."""

from indicators.exchange.importing import confirm
from indicators.exchange.models import ImportBatch
from indicators.reporting.actions import submit, withdraw
from indicators.reporting.consistency import faults
from indicators.reporting.models import Figure, Revision, StatusChange, Submission
from regions.audit import first_bad
from regions.models import AuditEvent
from tests.faults.cutting import AFTER, BEFORE, WITHIN
from tests.faults.large_import import LargeImport
from tests.indicators.reporting.quarter import filled, report_of
from tests.people import NOON, person

LEAST_WITHIN = 0.2  # of all rounds


def sound():
    return (list(faults()), first_bad()) == ([], None)


def acts(name):
    return AuditEvent.objects.filter(act=name).count()


def figures():
    keys = ("region__code", "report__period__name", "measure__code")
    return {tuple(key): int(value) for *key, value in Figure.objects.values_list(*keys, "value")}


class Imports:
    """One large file after another, each with other numbers than the one before."""

    def __init__(self):
        self.file, self.step = LargeImport(), 0

    def begin(self):
        """What to tell the process: confirm a fresh preview."""
        self.step += 1
        self.batch = self.file.brought(self.step)
        self.entered, self.confirmed = acts("enter"), acts("import_confirmed")
        return "confirm", "manager", self.batch.pk

    def effects(self):
        return (
            ImportBatch.objects.get(pk=self.batch.pk).outcome,
            figures() == self.file.cells(self.step),
            Revision.objects.filter(batch=self.batch.pk).count(),
            acts("enter") - self.entered,
            acts("import_confirmed") - self.confirmed,
        )

    def all_of_it(self):
        return ("confirmed", True, self.batch.new + self.batch.changed, 1, 1)

    def nothing(self):
        return ("previewed", False, 0, 0, 0)

    def again(self):
        fresh = ImportBatch.objects.get(pk=self.batch.pk)
        confirm(batch=fresh, by=person("manager"), at=NOON)


class Submissions:
    """Wuhan's report is submitted, and withdrawn for the next time."""

    def __init__(self):
        filled()

    def begin(self):
        report = report_of()
        if report.status != "draft":
            withdraw(report=report, by=person("wuhan"), at=NOON)
        self.number, self.before = self.counts()[1], self.counts()
        return "submit", "wuhan", report.pk

    def counts(self):
        report = report_of()
        moves = StatusChange.objects.filter(report=report).count()
        filed = Submission.objects.filter(report=report).count()
        return report.status, filed, moves, acts("submit")

    def effects(self):
        return self.counts()

    def all_of_it(self):
        _status, *before = self.before
        return ("submitted", *(count + 1 for count in before))

    def nothing(self):
        return self.before

    def again(self):
        submit(report=report_of(), by=person("wuhan"), responsible="李局长", at=NOON)


def cut_again_and_again(act, cutter, rounds):
    """Each round: the act is cut off; all of it happened or nothing; then it happens once."""
    for _time in range(3):
        cutter.left_alone(*act.begin())
        assert act.effects() == act.all_of_it()
    for number in range(rounds):
        came = cutter.cut(number, rounds, *act.begin())
        yield came
        assert sound()
        for _press in range(2):
            act.again()
            assert act.effects() == act.all_of_it()
    assert sound()
    assert cutter.shares[WITHIN] >= LEAST_WITHIN * rounds, told(cutter.shares)


def told(shares):
    return ", ".join(f"{shares[where]} {where}" for where in (BEFORE, WITHIN, AFTER))
