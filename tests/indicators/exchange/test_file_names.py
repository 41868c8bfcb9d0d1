"""A file's name comes from outside and is stored and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.exchange.file_names import safe_name, stem_of


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("季报.xlsx", "季报.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\甲\\季报.xlsx", "季报.xlsx"),
        ("..\\..\\a.xlsx", "a.xlsx"),
        ("/", "unnamed"),
        ("", "unnamed"),
        ("..", "unnamed"),
        (" .hidden.xlsx ", "hidden.xlsx"),
        ("gpj\u202excod.xlsx", "gpjxcod.xlsx"),
        ("a\x00b\r\n.xlsx", "ab.xlsx"),
        ("a   b\u3000c.xlsx", "a b c.xlsx"),
        ('a<b>:"|?*c.xlsx', "a_b______c.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
        ("报" * 300, "报" * 120),
        ("a." + "b" * 11, "a." + "b" * 11),
        ("a." + "b" * 300, "a." + "b" * 118),
        ("a" * 114 + " b.xlsx", "a" * 114 + ".xlsx"),
    ],
)
def test_a_name_is_harmless(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_any_name_is_harmless(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert safe == safe_name(safe)
    assert not set(safe) & set('/\\<>:"|?*\0\n\r\t')
    assert safe[0] != "."


@pytest.mark.parametrize(("name", "stem"), [("a.b.csv", "a.b"), ("a", "a"), (".csv", ".csv")])
def test_a_csv_has_a_sheet_of_its_own_name(name, stem):
    assert stem_of(name) == stem
