"""Badges of verdicts and statuses: few different ones, so each is rendered once a language."""

from __future__ import annotations

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from indicators.assessment import wording


def verdict(
    code: str, reason: str = "", provisional: bool = False, brief: bool = False
) -> SafeString:
    """`brief` is for the heat matrix: the shape alone is seen, the word is heard."""
    return verdict_in(get_language() or "", str(code), str(reason), bool(provisional), brief)


def heat_cell(code: str, reason: str = "", provisional: bool = False) -> SafeString:
    return heat_cell_in(get_language() or "", str(code), str(reason), bool(provisional))


def status(code: str, late: int = 0) -> SafeString:
    return status_in(get_language() or "", str(code), late)


@cache
def verdict_in(language: str, code: str, reason: str, provisional: bool, brief: bool) -> SafeString:
    return render_to_string(
        "_components/verdict.html",
        {
            "code": code,
            "shape": wording.VERDICTS[code].shape,
            "word": wording.verdict_word(code, reason),
            "provisional": provisional,
            "brief": brief,
        },
    )


@cache
def heat_cell_in(language: str, code: str, reason: str, provisional: bool) -> SafeString:
    word = wording.verdict_word(code, reason)
    facts = {"code": code, "word": word, "provisional": provisional}
    return render_to_string("_components/heat_cell.html", facts)


@cache
def status_in(language: str, code: str, late: int) -> SafeString:
    return render_to_string(
        "_components/status.html",
        {"code": code, "wording": wording.STATUSES[code], "late": late},
    )
