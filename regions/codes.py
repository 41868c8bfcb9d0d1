"""The codes of administrative areas (GB/T 2260): two digits each for province, prefecture, county.

42 01 06: Hubei, Wuhan, Wuchang. A prefecture's code ends in 00, a province's in 0000. Where the
middle part is 90, the province runs the county itself: 429004 stands on a prefecture's level.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

WRITTEN = re.compile(r"[1-9][0-9]{5}")
RUN_BY_THE_PROVINCE = "90"

Level = Literal["province", "prefecture", "county"]


class Parts(NamedTuple):
    """The three pairs of digits of one code."""

    province: str
    prefecture: str
    county: str


def is_code(text: str) -> bool:
    """Whether the text is written like a code; not whether such a place exists."""
    return WRITTEN.fullmatch(text) is not None


def parts(code: str) -> Parts:
    """The three parts; ValueError for what is not written like a code."""
    if not is_code(code):
        raise ValueError(f"not a code of GB/T 2260: {code!r}")
    return Parts(code[:2], code[2:4], code[4:])


def is_run_by_the_province(code: str) -> bool:
    """429004 and its like: a county by kind, with no prefecture between it and the province."""
    return parts(code).prefecture == RUN_BY_THE_PROVINCE and parts(code).county != "00"


def is_heading(code: str) -> bool:
    """429000 省直辖 and 420101 市辖区 stand in the standard's table as headings, not as places.

    Only cities (01-20 and 51-70) have districts; in an autonomous prefecture 01 is a county.
    """
    _, prefecture, county = parts(code)
    if prefecture == RUN_BY_THE_PROVINCE:
        return county == "00"
    is_city = 1 <= int(prefecture) <= 20 or 51 <= int(prefecture) <= 70
    return is_city and county == "01"


def level(code: str) -> Level:
    """On which level of reporting the code stands; those run by the province on a prefecture's."""
    _, prefecture, county = parts(code)
    if (prefecture, county) == ("00", "00"):
        return "province"
    return "prefecture" if county == "00" or is_run_by_the_province(code) else "county"


def parent(code: str) -> str | None:
    """The code of the area that runs it; a province has none here."""
    province, prefecture, _ = parts(code)
    match level(code):
        case "province":
            return None
        case "prefecture":
            return f"{province}0000"
        case _:
            return f"{province}{prefecture}00"
