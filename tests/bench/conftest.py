"""What the measurements say, printed at once and kept in docs/bench.md."""

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

PAGE = Path(settings.BASE_DIR) / "docs" / "bench.md"
INTRODUCTION = """# What takes how long

Written by `make bench`: each thing beside something known, on the same data, in the same run. The
ratio is what to look at (spreadsheets: how many times as fast as the stock library; pages: how many
times the bare SQL); the times are those of one run on one machine, with whatever else ran there, as
the load average tells. Nothing here is asserted.
"""
COLUMNS = "| what | Minzheng | beside it | ratio |\n|---|---|---|---|\n"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@pytest.fixture(scope="session")
def lines():
    """The lines told so far; the page is written when the last one is."""
    told, before = [], os.getloadavg()
    yield told
    if told:
        keep(told, before, os.getloadavg())


@pytest.fixture
def tell(lines):
    """Tell one comparison: what, ours, the other, and the ratio of the two."""

    def one(what, ours, other="", ratio=None):
        shown = "" if ratio is None else f"{ratio:.1f} ×"
        lines.append(f"| {what} | {ours} | {other} | {shown} |")
        print(f"\n{what}: {ours}; {other} {shown}")

    return one


def keep(told, before, after):
    """This database's section is written anew, the other's stays."""
    name = NAMES[connection.vendor]
    sections = {}
    if PAGE.exists():
        for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]:
            sections[section.split("\n", 1)[0]] = section
    sections[name] = f"{name}\n\n{machine(before, after)}\n\n{COLUMNS}" + "\n".join(told) + "\n"
    text = "\n".join(
        [INTRODUCTION, *(f"## {sections[key]}" for key in sorted(sections, reverse=True))]
    )
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")


def machine(before, after):
    """Date, processor, versions, and how busy the machine was besides."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    processor = model[1] if model else platform.machine()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if is_sqlite() else "SHOW server_version")
        version = str(cursor.fetchone()[0]).split()[0]
    return (
        f"{timezone.localdate()}, {processor}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {NAMES[connection.vendor]} {version}; load average "
        f"{before[0]:.1f} at the start and {after[0]:.1f} at the end (1.0 is this run alone)."
    )


def is_sqlite():
    return connection.vendor == "sqlite"


@pytest.fixture
def measured():
    """Run one of the programs in a fresh process on this test's database; what it found."""

    def run(name, path):
        command = [sys.executable, "-m", "tests.bench", name, str(path)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
