"""The manners of the house (docs/house.md) that a machine can watch over."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath
from statistics import median, quantiles

import pytest

from tests.sources import functions, length, lines, python_files, templates, text, tree

STATUS_DOOR = "indicators/reporting/actions"
VAGUE = {"utils", "util", "helpers", "helper", "services", "common", "misc"}
MODEL_SIGNALS = {"pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete"}
MODEL_SIGNALS |= {"m2m_changed"}


def too_long(names: list[str], limit: int) -> dict[str, int]:
    return {name: lines(name) for name in names if lines(name) > limit}


def test_no_module_is_longer_than_300_lines():
    assert too_long(python_files(product_only=True), 300) == {}


def test_no_test_module_is_longer_than_400_lines():
    assert too_long([n for n in python_files() if n.startswith("tests/")], 400) == {}


def test_half_of_the_modules_have_at_most_80_lines():
    assert median(map(lines, python_files(product_only=True))) <= 80


def test_functions_are_short():
    lengths = [length(f) for name in python_files(product_only=True) for f in functions(name)]
    assert median(lengths) <= 9
    assert quantiles(lengths, n=10)[-1] <= 25


def test_view_handlers_have_at_most_30_lines():
    views = [n for n in python_files(product_only=True) if re.search(r"views[/.]", n)]
    long = {f"{n}:{f.name}": length(f) for n in views for f in functions(n) if length(f) > 30}
    assert long == {}


def test_modules_are_named_for_their_subject():
    parts = {part for n in python_files() for part in PurePath(n).with_suffix("").parts}
    assert parts & VAGUE == set()


def test_every_module_says_what_it_is_for():
    assert [name for name in python_files() if not ast.get_docstring(tree(name))] == []


def status_writes(name: str) -> Iterator[str]:
    """Lines that give a report its status: by assignment, or by an update in the database."""
    for node in ast.walk(tree(name)):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        by_name = any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets)
        updated = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "update_or_create", "bulk_update"}
            and any(keyword.arg == "status" for keyword in node.keywords)
        )
        if by_name or updated:
            yield f"{name}:{node.lineno}"


def test_a_reports_status_is_written_in_its_actions_only():
    elsewhere = [n for n in python_files(product_only=True) if not n.startswith(STATUS_DOOR)]
    assert [line for name in elsewhere for line in status_writes(name)] == []


def test_no_code_hangs_on_a_models_signals():
    imported = {
        f"{name}: {alias.name}"
        for name in python_files(product_only=True)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
        if alias.name in MODEL_SIGNALS
    }
    assert imported == set()


def test_models_do_not_override_save_or_delete():
    models = [n for n in python_files(product_only=True) if "models" in PurePath(n).parts[-2:][0]]
    assert [
        f"{n}:{f.name}" for n in models for f in functions(n) if f.name in {"save", "delete"}
    ] == []


FORBIDDEN_IN_TEMPLATES = {
    "a style attribute": r"\sstyle\s*=",
    "an inline handler": r"<[^>]*\son[a-z]+\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)(?![^>]*application/json)",
    "an inline style sheet": r"<style(?![^>]*plotly\.js-style-global)",
    "arithmetic": r"\|\s*(?:add|divisibleby)\s*:|\{%\s*widthratio",
    "an address of somebody else": r"(?:src|href)\s*=\s*[\"'](?:https?:)?//",
    "switched off escaping": r"\|\s*safe\b|\{%\s*autoescape\s+off",
}


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
def test_no_template_has(what):
    pattern = re.compile(FORBIDDEN_IN_TEMPLATES[what], re.IGNORECASE)
    assert [name for name in templates() if pattern.search(text(name))] == []


def test_templates_are_short():
    assert too_long(templates(), 150) == {}
    assert median([0, *map(lines, templates())]) <= 40
