"""The faults that `make mutate` puts in are real ones."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest

from tests.mutation.mutants import mutants

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("a < b", {"a <= b"}),
        ("a and b", {"a or b"}),
        ("a + 1", {"a - 1", "a + 2"}),
        ("-a", {"+a"}),
        ("not a", {"not not a"}),
        ("max(a)", {"min(a)"}),
        ("'0.6'", {"'10.6'"}),
        ("'word'", {"'wordx'"}),
        ("b if a else c", {"b if not a else c"}),
    ],
)
def test_each_expression_is_broken_in_each_way(line, faults):
    broken = {m.source.removeprefix("x = ") for m in mutants(f"x = {line}")}
    assert broken == faults


def test_a_fault_says_where_it_stands():
    source = """
        def f(a: "A") -> "B":
            '''Says why.'''
            return a
    """
    [fault] = mutants(dedent(source))
    assert (fault.where, fault.line, fault.was, fault.became) == (
        "f",
        4,
        "return a",
        "return None",
    )
    assert ast.unparse(ast.parse(fault.source)) == fault.source


def test_equal_faults_of_a_function_are_numbered():
    found = [(m.where, m.was, m.became) for m in mutants("def f():\n    yield 1, 1")]
    assert found == [("f", "1", "2"), ("f #2", "1", "2")]


def test_nothing_to_be_broken_is_imported_before_a_trial():
    """Django starts without any module of targets.toml; else `make mutate` could not break it."""
    targets = tomllib.loads((HERE / "targets.toml").read_text())["group"]
    names = [name for group in targets for name in group["modules"]]
    start = f"from tests.mutation.trial import preload; preload({names!r})"
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", start]
    told = subprocess.run(command, env=environment, stderr=subprocess.PIPE, check=False)
    assert (told.returncode, told.stderr) == (0, b"")
