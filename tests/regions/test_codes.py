"""Codes of GB/T 2260."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions import codes

CASES = [
    ("420000", "province", None, False, False),
    ("420100", "prefecture", "420000", False, False),
    ("422800", "prefecture", "420000", False, False),
    ("420106", "county", "420100", False, False),
    ("422801", "county", "422800", False, False),
    ("420101", "county", "420100", False, True),
    ("429000", "prefecture", "420000", False, True),
    ("429004", "prefecture", "420000", True, False),
    ("429021", "prefecture", "420000", True, False),
]


@pytest.mark.parametrize(("code", "level", "parent", "province_run", "heading"), CASES)
def test_a_code_tells_where_it_stands(code, level, parent, province_run, heading):
    told = (
        codes.level(code),
        codes.parent(code),
        codes.is_run_by_the_province(code),
        codes.is_heading(code),
    )
    assert told == (level, parent, province_run, heading)


def test_a_code_has_three_parts():
    assert codes.parts("420106") == ("42", "01", "06")


@pytest.mark.parametrize(
    "text", ["", "42010", "4201000", "020100", "42010a", "４２０１００", "٤20100"]
)
def test_what_is_not_written_like_a_code_is_refused(text):
    assert not codes.is_code(text)
    with pytest.raises(ValueError, match="not a code"):
        codes.parts(text)


@given(st.from_regex(codes.WRITTEN, fullmatch=True))
def test_going_up_ends_at_a_province(code):
    ways = [code]
    while parent := codes.parent(ways[-1]):
        ways.append(parent)
    assert len(ways) <= 3
    assert ways[-1] == f"{code[:2]}0000"
