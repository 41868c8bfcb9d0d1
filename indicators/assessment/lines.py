"""Labelled lines of text: what a page, a spreadsheet and the printer say in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FAINT, STRONG, UNIT = "faint", "strong", "unit"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a line; a page sets it in its tone, a spreadsheet leaves the tone out."""

    text: str
    tone: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One label and what is said under it."""

    label: str
    phrases: tuple[Phrase, ...]

    @property
    def text(self) -> str:
        return joined(self.phrases)


def faint(text: object) -> Phrase:
    return Phrase(str(text), FAINT)


def strong(text: object) -> Phrase:
    return Phrase(str(text), STRONG)


def unit(text: object) -> Phrase:
    return Phrase(str(text), UNIT)


def in_chinese(text: str) -> Phrase:
    """What people wrote, and what no language of the page changes."""
    return Phrase(text, FAINT, "zh-Hans")


def said(*parts: Phrase | str | None) -> tuple[Phrase, ...]:
    """The parts that say anything, in order."""
    phrases = (Phrase(part) if isinstance(part, str) else part for part in parts)
    return tuple(phrase for phrase in phrases if phrase and phrase.text)


def joined(phrases: Iterable[Phrase]) -> str:
    return " ".join(phrase.text for phrase in phrases)
