"""What may stand in the repository at all."""

import ast
import re
from pathlib import PurePath

from tests.sources import ROOT, files, python_files, text, tree

TOP = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "README.zh-CN.md",
    "docs", "fixtures", "indicators", "manage.py", "minzheng", "pyproject.toml", "regions",
    "requirements-dev.txt", "requirements.txt", "static", "templates", "tests",
}  # fmt: skip
LOCKS = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "pylock.toml"} | {
    "package-lock.json",
    "yarn.lock",
}
BINARY = {".png", ".xlsx", ".xls", ".ods", ".mo", ".woff2", ".ico", ".jpg", ".pdf", ".zip"}
PLACES = {
    "a path of somebody's machine": re.compile(r"(?<![\w.\-/])/(?:work|home|root|Users)/\w"),
    "a package index": re.compile(
        r"--(?:extra-)?index[-]url|--find[-]links|py[p]i\.|pythonhoste[d]"
    ),
    "a folder outside": re.compile(r"\.\./share[d]"),
}
LEFT_TO_DO = re.compile(r"\b(?:T[O]DO|FIX[M]E|X[X]X|HA[C]K)\b")
UNREASONED = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)(?:\[[\w, -]*\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?\s*$"
)


def written() -> list[str]:
    return [name for name in files() if PurePath(name).suffix not in BINARY]


def test_only_what_belongs_there_stands_at_the_top():
    assert {PurePath(name).parts[0] for name in files()} - TOP == set()


def test_pins_stand_in_compiled_requirements_not_in_lock_files():
    assert [name for name in files() if PurePath(name).name in LOCKS] == []


def pins(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9.-]+==\S+", text(name), re.MULTILINE))


def test_the_tests_run_on_the_pins_of_production():
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()
    assert len(pins("requirements.txt")) >= 13


def test_every_pin_has_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"^(?=[a-z0-9.-]+==)", text(name), flags=re.MULTILINE)[1:]
        assert [b.split()[0] for b in blocks if "--hash=sha256:" not in b] == []


def test_no_file_names_a_machine_an_index_or_a_folder_outside():
    found = [
        f"{name}: {what}"
        for name in written()
        for what, pattern in PLACES.items()
        if pattern.search(text(name)) or str(ROOT) in text(name)
    ]
    assert found == []


def test_nothing_is_left_to_do_in_the_code():
    code = [n for n in written() if PurePath(n).suffix in {".py", ".html", ".js", ".css"}]
    assert [name for name in code if LEFT_TO_DO.search(text(name))] == []


def test_a_silenced_check_says_why():
    found = [
        f"{name}:{number}"
        for name in python_files()
        for number, line in enumerate(text(name).splitlines(), start=1)
        if UNREASONED.search(line)
    ]
    assert found == []


def says_why(call: ast.AST) -> bool:
    if not isinstance(call, ast.Call):
        return False
    return bool(call.args) or any(keyword.arg == "reason" for keyword in call.keywords)


def test_a_skipped_test_says_why():
    silent = []
    for name in python_files():
        nodes = list(ast.walk(tree(name)))
        reasoned = {id(node.func) for node in nodes if says_why(node)}
        silent += [
            f"{name}:{node.lineno}"
            for node in nodes
            if isinstance(node, ast.Attribute)
            and node.attr in {"skip", "skipif", "xfail"}
            and id(node) not in reasoned
        ]
    assert silent == []
