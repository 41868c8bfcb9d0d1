"""The repository as the conventions see it: its files, and the functions in them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("minzheng/", "regions/", "indicators/")


@cache
def files() -> tuple[str, ...]:
    """Every file that is, or would be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file()))


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(text(name))


def python_files(*, product_only: bool = False) -> list[str]:
    """Modules that somebody wrote: no migrations, nothing empty."""
    return [
        name
        for name in files()
        if name.endswith(".py")
        and "/migrations/" not in name
        and text(name).strip()
        and (name.startswith(PRODUCT) or not product_only)
    ]


def templates() -> list[str]:
    return [name for name in files() if name.startswith("templates/") and name.endswith(".html")]


def lines(name: str) -> int:
    return len(text(name).splitlines())


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return (node for node in ast.walk(tree(name)) if isinstance(node, kinds))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
