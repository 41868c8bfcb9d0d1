"""Damaged files by the thousand: each ends in cells or in named problems, soon and small."""

import multiprocessing
import resource
import signal
import time
from collections import Counter
from functools import partial
from io import BytesIO
from itertools import islice

import pytest

from indicators.exchange import sandbox
from indicators.exchange.importing import preview
from indicators.exchange.limits import MEGABYTE, Limits
from indicators.exchange.reading import ReadingProblem, read
from indicators.exchange.reading_words import FILE_FAULTS
from indicators.exchange.workbooks import template_workbook
from indicators.reporting.models import Figure
from tests.faults.mutants import mutants as damaged_files
from tests.indicators.exchange.opened import in_this_process
from tests.indicators.reporting.quarter import opened, report_of
from tests.people import NOON, person

pytestmark = [pytest.mark.repeated, pytest.mark.django_db]
SECONDS, EVERY = 10, 50  # of a file; of how many one goes through the real sandbox
CHILD = multiprocessing.get_context("fork")


@pytest.fixture
def files(db, mutants):
    opened("2018Q3")
    out = BytesIO()
    template_workbook(report_of(), out)
    return partial(damaged_files, out.getvalue(), mutants)


def what_became_of(name, content):
    """`cells`, the codes of its problems, or what should never come: an exception's name."""
    try:
        with read(BytesIO(content), name=name, limits=Limits.PEOPLE) as book:
            for sheet in book.sheets:
                for row in sheet.rows():
                    for cell in row:
                        assert isinstance(cell.shown, str)
    except ReadingProblem as refused:
        return "problems" if {p.code for p in refused.problems} <= set(FILE_FAULTS) else "unnamed"
    except Exception as error:  # noqa: BLE001  the number of the file is told with it
        return f"{type(error).__name__}: {error}"
    return "cells"


def read_all(files, answers):
    """In a process that may have no more memory and time than the sandbox gives."""
    sandbox.parse = in_this_process
    for number, (name, content) in enumerate(files()):
        signal.alarm(SECONDS)  # ends the process: the file after the last one told was too slow
        answers.send((number, name, what_became_of(name, content)))
    signal.alarm(0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answers.send((None, "peak", peak))


def heard(files):
    hear, say = CHILD.Pipe(duplex=False)
    process = CHILD.Process(target=read_all, args=(files, say))
    process.start()
    say.close()
    try:
        while True:
            try:
                yield hear.recv()
            except EOFError:
                return
    finally:
        process.join()
        hear.close()


def test_every_damaged_file_ends_in_cells_or_named_problems(files, mutants, note_in_report):
    *each, (_none, _peak, peak) = list(heard(files))
    outcomes = Counter(outcome for _number, _name, outcome in each)
    wrong = [told for told in each if told[2] not in {"cells", "problems"}]
    assert (len(each), wrong[:10]) == (mutants, [])
    assert peak < 512 * MEGABYTE
    assert min(outcomes["cells"], outcomes["problems"]) > mutants // 10
    note_in_report(
        f"{mutants} damaged files: {outcomes['cells']} read, {outcomes['problems']} refused by "
        f"name, 0 others; peak {peak // MEGABYTE} MB"
    )


def test_a_sample_through_the_real_sandbox_ends_the_same_way(files, mutants):
    for name, content in islice(files(), 0, None, EVERY if mutants > 1000 else 10):
        started = time.monotonic()
        outcome = what_became_of(name, content)
        assert (outcome, time.monotonic() - started < SECONDS) in (
            ("cells", True),
            ("problems", True),
        )


def test_what_can_be_read_is_previewed_or_refused(files, mutants, quick_reading):
    """The whole way of an upload; it writes no figure, whatever stands in the file."""
    outcomes = Counter()
    for name, content in islice(files(), mutants // 5):
        batch = preview(file=BytesIO(content), name=name, by=person("wuhan"), at=NOON)
        outcomes[batch.outcome] += 1
    assert set(outcomes) <= {"previewed", "refused"}
    assert Figure.objects.count() == 0
