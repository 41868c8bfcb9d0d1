"""Whatever a file does to the parser, the process that received it stays small, quick and alive."""

import gc
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pytest

from indicators.exchange import sandbox
from indicators.exchange.limits import Limits
from indicators.exchange.reading import ReadingProblem, read
from tests.sources import ROOT
from tests.workbooks import bombs, quirks, table, workbook

QUICK = Limits(size=1 << 20, rows=100, columns=100, seconds=1, patience=1.5)


def descriptors():
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


@pytest.fixture
def only_ours(tmp_path, monkeypatch):
    """A folder for temporary files of which none may stay behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    open_files = descriptors()
    yield
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    assert descriptors() == open_files


def codes(content, name="a.xlsx", limits=Limits.PEOPLE):
    with pytest.raises(ReadingProblem) as refused:
        read(BytesIO(content), name=name, limits=limits)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.usefixtures("only_ours")
@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("crash", "unreadable"),
        ("killed", "too_heavy"),
        ("compute", "too_slow"),
        ("nothing", "unreadable"),
        ("nonsense", "unreadable"),
        ("another_thing", "unreadable"),
        ("half_an_answer", "unreadable"),
        ("an_answer_and_an_error", "unreadable"),
        ("unknown_problem", "unreadable"),
        ("talk", "unreadable"),
    ],
)
def test_a_parser_that_misbehaves_is_a_named_problem(how, code, monkeypatch):
    monkeypatch.setattr(sandbox, "PARSER", "tests.workbooks.misbehaving")
    assert codes(b"x", f"{how}.csv") == [code]


@pytest.mark.usefixtures("only_ours")
@pytest.mark.parametrize("how", ["hang", "silent_hang"])
def test_a_parser_that_does_not_end_is_ended(how, monkeypatch):
    monkeypatch.setattr(sandbox, "PARSER", "tests.workbooks.misbehaving")
    started = time.monotonic()
    assert codes(b"x", f"{how}.csv", QUICK) == ["too_slow"]
    assert time.monotonic() - started < 5


@pytest.mark.usefixtures("only_ours")
def test_a_parser_that_cannot_be_started_is_a_named_problem(monkeypatch):
    monkeypatch.setattr(sandbox, "PARSER", "no.such.module")
    assert codes(b"x", "a.csv") == ["unreadable"]


@pytest.mark.usefixtures("only_ours")
@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        (bombs.zip_bomb, "bomb"),
        (bombs.lying_bomb, "damaged"),
        (bombs.sparse, "too_many_columns"),
        (bombs.billion_laughs, "entities"),
        (bombs.external_entity, "entities"),
        (bombs.in_shared_strings, "too_heavy"),
        (bombs.without_an_end, "damaged"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_bomb_costs_less_than_ten_seconds_and_leaves_nothing(bomb, code):
    content = bomb()
    started = time.monotonic()
    assert codes(content) == [code]
    assert time.monotonic() - started < 10


@pytest.mark.usefixtures("only_ours")
def test_memory_is_limited():
    limits = Limits(size=32 << 20, rows=10**7, columns=10, seconds=20, memory=96 << 20)
    assert codes("武汉市,1\n".encode() * 2_500_000, "a.csv", limits) == ["too_heavy"]


@pytest.mark.usefixtures("only_ours")
def test_processor_time_is_limited():
    content = quirks.a_million_styled_rows([["a"]], before="<!-- not as it is usually written -->")
    limits = Limits(size=32 << 20, rows=10, columns=10, seconds=1, patience=60.0)
    assert codes(content, limits=limits) == ["too_slow"]


@pytest.mark.usefixtures("only_ours")
@pytest.mark.parametrize(
    ("content", "name"), [(workbook([["a", 1]]), "a.xlsx"), (table([["a", 1]]), "a.csv")]
)
def test_a_good_file_leaves_nothing_behind_once_it_is_closed(content, name):
    with read(BytesIO(content), name=name, limits=Limits.PEOPLE) as book:
        [row] = book.sheets[0].rows()
        assert [cell.shown for cell in row] == ["a", "1"]


def test_a_file_on_disk_is_read_like_an_upload(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([["a"]]))
    with read(path, name=path.name, limits=Limits.PEOPLE) as book:
        assert [sheet.row_count for sheet in book.sheets] == [1]


def test_the_parser_knows_no_secret_and_no_django(monkeypatch):
    monkeypatch.setenv("MINZHENG_SECRET_KEY", "x" * 50)
    monkeypatch.setenv("COVERAGE_X", "y")
    assert dict(sandbox._environment())["COVERAGE_X"] == "y"
    assert [key for key in dict(sandbox._environment()) if "MINZHENG" in key] == []
    program = "import sys; import indicators.exchange.parser.__main__; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    modules = loaded.stdout.split()
    assert [name for name in modules if name.startswith(("django", "openpyxl"))] == []
    ours = {name for name in modules if name.startswith("indicators") and "parser" not in name}
    assert ours == {
        "indicators",
        "indicators.exchange",
        "indicators.exchange.confinement",
        "indicators.exchange.limits",
        "indicators.reporting",
        "indicators.reporting.number_formats",
    }


GROWTH = """
import resource, sys
from io import BytesIO
from pathlib import Path
import django; django.setup()
from indicators.exchange.reading import Limits, ReadingProblem, read
from tests.workbooks import workbook
content = open(sys.argv[1], "rb").read()
read(BytesIO(workbook([["a"]])), name="a.xlsx", limits=Limits.PEOPLE).close()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    with read(BytesIO(content), name="a.xlsx", limits=Limits.BATCH) as book:
        print(sum(1 for sheet in book.sheets for row in sheet.rows() for cell in row))
except ReadingProblem as refused:
    print(refused.problems[0].code)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (bombs.zip_bomb, "bomb"),
        (bombs.sparse, "too_many_columns"),
        (lambda: quirks.many_texts(30_000), "30000"),
    ],
    ids=["bomb", "sparse", "large"],
)
def test_the_receiving_process_does_not_grow(content, outcome, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(content())
    run = subprocess.run(
        [sys.executable, "-c", GROWTH, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    told, megabytes = run.stdout.split()
    assert told == outcome
    assert int(megabytes) < 20
