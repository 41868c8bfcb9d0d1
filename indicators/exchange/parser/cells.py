"""What a cell's XML says → what goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from indicators.exchange.parser.days import day
from indicators.exchange.parser.package import DATE
from indicators.exchange.parser.refusal import Refusal
from indicators.exchange.parser.sink import (
    BOOLEAN,
    ERROR,
    EXTERNAL_FLAG,
    FORMULA_FLAG,
    NO_RESULT,
    NUMBER,
    PERCENT_FLAG,
    TEXT,
    Cell,
)
from indicators.exchange.parser.sink import DATE as DAY
from indicators.exchange.parser.strings import unescaped

STORED: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
# [1]Sheet1!A1, '[other.xlsx]a sheet'!A1, and what asks another program: app|'topic'!item.
OTHER_WORKBOOK: Final = re.compile(
    r"\[[^\[\]]+\](?:[^\s'\[\]!,()+*/;&<>=^\"-]*|[^'\[\]]*')!|\w\|[^|!]*!"
)
LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576


class Raw(NamedTuple):
    """A cell as the sheet writes it; `formula` is None where there is none."""

    column: int
    style: str
    kind: str
    value: str | None
    text: str
    formula: str | None = None


class Columns(dict[str, int]):
    """A → 1, XFD → 16384."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if not 0 < number <= LAST_COLUMN:
            raise Refusal("damaged", detail=letters)
        self[letters] = number
        return number


@dataclass(frozen=True)
class Reader:
    """What cells refer to: the shared texts, the styles, the first day."""

    strings: list[str]
    styles: dict[str, str]
    starts_1904: bool

    def cell(self, raw: Raw) -> Cell | None:
        """None where nothing stands."""
        if raw.formula is None:
            return self.content(raw.style, raw.kind, raw.value or "", raw.text, 0)
        flags = FORMULA_FLAG | EXTERNAL_FLAG * bool(OTHER_WORKBOOK.search(raw.formula))
        if not raw.value and raw.kind != "str" and not raw.text:
            return [NO_RESULT, f"={raw.formula}", flags]
        return self.content(raw.style, raw.kind, raw.value or "", raw.text, flags)

    def content(self, style: str, kind: str, value: str, text: str, flags: int) -> Cell | None:
        """By the kind that the cell declares; a number where it declares none."""
        if kind == "s":
            return _text(self.shared(value), flags)
        if kind in {"", "n"}:
            return self.number(style, value, flags)
        if kind == "inlineStr":
            return _text(unescaped(text), flags)
        if kind == "b":
            return [BOOLEAN, "TRUE" if value.strip() in {"1", "true"} else "FALSE", flags]
        if kind == "e":
            return [ERROR, value, flags]
        if kind == "d":
            return [DAY, value, flags]
        return _text(unescaped(value), flags)

    def shared(self, value: str) -> str:
        try:
            return self.strings[int(value)] if value.isdecimal() else ""
        except IndexError as error:
            raise Refusal("damaged", detail=f"text {value}") from error

    def number(self, style: str, value: str, flags: int) -> Cell | None:
        """The text of the number as it is stored: it alone is exact."""
        if not STORED.fullmatch(value):
            stripped = value.strip()
            return _text(value, flags) if stripped == value else self.number(style, stripped, flags)
        shown_as = self.styles.get(style)
        if not shown_as:
            return [NUMBER, value, flags]
        if shown_as == DATE:
            return [DAY, day(float(value), starts_1904=self.starts_1904), flags]
        return [NUMBER, value, flags | PERCENT_FLAG]


def _text(text: str, flags: int) -> Cell | None:
    if not text or text.isspace():
        return None
    return [TEXT, text, flags] if flags else text
