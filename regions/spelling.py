"""How near one word is to another, and what hides in it. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

BY_SOUND = range(0xB0A1, 0xD7FA)  # the common characters of GB 2312, in the order of their sound
NEAR_IN_SOUND = 20

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
BRACKETS = str.maketrans("", "", "()（）")


def plain(text: str) -> str:
    """Without outer white space and brackets, digits half width, letters in lower case."""
    return text.translate(DIGITS).translate(BRACKETS).strip().casefold()


def invisible(text: str) -> str:
    """The first character that prints nothing and is no space, by its Unicode name; or ''."""
    for character in text:
        if unicodedata.category(character) == "Cf":
            return f"{unicodedata.name(character, '?')} (U+{ord(character):04X})"
    return ""


def visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def distance(one: str, other: str) -> int:
    """Levenshtein: how many characters must be put in, taken out or exchanged."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def nearest(text: str, words: Iterable[str], *, at_most: int) -> list[str]:
    """The words nearest to the text, all equally near; of them rather those that sound alike."""
    near: dict[int, list[str]] = {}
    for word in words:
        if abs(len(word) - len(text)) <= at_most:
            near.setdefault(distance(text, word), []).append(word)
    closest = min(near, default=at_most + 1)
    if closest > at_most:
        return []
    return [word for word in near[closest] if sounds_alike(text, word)] or near[closest]


def sounds_alike(one: str, other: str) -> bool:
    """黄刚 and 黄冈: where two words of one length differ, the characters sound much the same."""
    if len(one) != len(other):
        return False
    places = [(place(a), place(b)) for a, b in zip(one, other, strict=True) if a != b]
    return all(a and b and abs(a - b) <= NEAR_IN_SOUND for a, b in places)


def place(character: str) -> int | None:
    """Where a common Chinese character stands in the order of sounds; None for all others."""
    try:
        code = int.from_bytes(character.encode("gb2312"))
    except UnicodeEncodeError:
        return None
    return (code - BY_SOUND.start) // 256 * 94 + code % 256 if code in BY_SOUND else None
