"""What a spreadsheet's number format makes of a number: a percentage, a day, or just a number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are the days of the Chinese, Japanese, Korean editions.
BUILT_IN_PERCENT: Final = frozenset({9, 10})
BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})

GENERAL: Final = frozenset({"", "general", "standard", "@"})
# What is shown as it stands: "quoted", \escaped, _width and *fill characters, [colour] or [$-804].
LITERAL: Final = re.compile(r'"[^"]*"?|[\\_*].|\[[^\]]*\]', re.DOTALL)
ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
DATE_LETTER: Final = re.compile(r"[ymdhs]", re.IGNORECASE)


@lru_cache(maxsize=256)
def is_percent(number_format: str) -> bool:
    """The cell shows a hundred times what it holds, followed by %."""
    return "%" in LITERAL.sub("", number_format)


@lru_cache(maxsize=256)
def is_date(number_format: str) -> bool:
    """The cell shows its number as a day or a time."""
    if number_format.strip().lower() in GENERAL:
        return False
    if ELAPSED.search(number_format):
        return True
    return DATE_LETTER.search(LITERAL.sub("", number_format)) is not None
