"""The Chinese catalogue: complete, compiled, and the only place where the interface is Chinese."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest
from django.utils.translation.template import templatize

from tests.sources import ROOT, python_files, templates, text, tree

FOLDER = ROOT / "minzheng/locale/zh_Hans/LC_MESSAGES"
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
CALL = re.compile(r"\b(_|n?p?gettext)\(((?:\s*u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")\s*,?)+)")

QUOTED = re.compile("湖北省民政事业发展“十三五”规划|不适用|是|否")  # a title, and words to type
TYPOGRAPHY = re.compile("[“”…‰–×÷≤≥·]")
CHINESE_BY_DESIGN = {
    "minzheng/settings.py": "a language's own name",
    "regions/loading.py": "the province's name",
    "indicators/plan/models/outline.py": "the plan's own numbering",
    "regions/passwords.py": "words that a password must not contain",
    "regions/matching.py": "names as people write them",
    "indicators/reporting/number": "numbers as people write them",
    "indicators/demonstration/": "invented people and reasons are data",
    "indicators/exchange/": "fixed headings of workbooks and exports",
    "indicators/assessment/board_rows.py": "fixed headings of the board as data",
    "indicators/management/commands/assess.py": "fixed headings of the board as data",
    "indicators/assessment/formats.py": "万 is a way to write a number",
    "indicators/dashboard/gallery": "samples, shown only while debugging",
    "templates/gallery": "samples, shown only while debugging",
    "templates/_components/account.html": "a language's own name",
}
Message = tuple[str | None, str]


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(FOLDER / "django.po"))


def strings(nodes: list[ast.expr]) -> list[str]:
    found = (n.value for n in nodes if isinstance(n, ast.Constant))
    return [value for value in found if isinstance(value, str)]


def messages_of_code(name: str) -> Iterator[Message]:
    for node in ast.walk(tree(name)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = strings(node.args)
        if called in PLAIN and given:
            yield None, given[0]
        elif called in IN_CONTEXT and len(given) > 1:
            yield given[0], given[1]


def messages_of_template(name: str) -> Iterator[Message]:
    for called, arguments in CALL.findall(templatize(text(name), origin=name)):
        given = ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)")
        yield (given[0], given[1]) if called in IN_CONTEXT else (None, given[0])


def used() -> set[Message]:
    code = (m for name in python_files(product_only=True) for m in messages_of_code(name))
    return set(code) | {m for name in templates() for m in messages_of_template(name)}


def test_the_catalogue_has_what_the_code_says_and_nothing_else(catalogue):
    listed = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    assert (used() - listed, listed - used()) == (set(), set())


def test_every_message_is_in_chinese(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    assert [entry.msgid for entry in catalogue if entry.obsolete] == []


def test_every_message_is_written_in_plain_english(catalogue):
    texts = [part for entry in catalogue for part in (entry.msgid, entry.msgid_plural)]
    plain = [TYPOGRAPHY.sub("", QUOTED.sub("", part)) for part in texts]
    assert [part for part in plain if not part.isascii()] == []


def names_in(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[a-z]|\{\w*\}", text))


def test_a_translation_has_the_names_of_its_message(catalogue):
    wrong = [
        entry.msgid
        for entry in catalogue
        for chinese in (entry.msgstr_plural.values() or [entry.msgstr])
        if entry.translated()
        and names_in(chinese) not in (names_in(entry.msgid), names_in(entry.msgid_plural))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    compiled = polib.mofile(str(FOLDER / "django.mo"))
    assert plain(compiled) == plain(catalogue)


def plain(entries: list[polib.POEntry]) -> dict[Message, tuple[str, dict[int, str]]]:
    return {(e.msgctxt, e.msgid): (e.msgstr, dict(e.msgstr_plural)) for e in entries}


def test_templates_have_no_chinese_of_their_own():
    others = [name for name in templates() if not name.startswith(tuple(CHINESE_BY_DESIGN))]
    assert [name for name in others if CHINESE.search(said(text(name)))] == []


def said(template: str) -> str:
    """The template without its comments and without names that stand in a message."""
    spoken = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", template, flags=re.DOTALL)
    return QUOTED.sub("", spoken)


def docstrings(module: ast.Module) -> set[int]:
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def test_code_speaks_to_people_through_the_catalogue():
    found = [
        f"{name}:{node.lineno}: {node.value}"
        for name in python_files(product_only=True)
        if not name.startswith(tuple(CHINESE_BY_DESIGN))
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if CHINESE.search(QUOTED.sub("", node.value)) and id(node) not in docstrings(tree(name))
    ]
    assert found == []
