"""Problems as a batch keeps them: the same words again, and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from indicators.exchange.problems import Problem


def problem_of(kept: Mapping[str, Any]) -> Problem:
    """From the form that `Problem.as_json` gives; what was missing is empty again."""
    row = kept["row"]
    return Problem(
        code=kept["code"],
        message=kept["message"],
        fix=kept["fix"] or "",
        sheet=kept["sheet"] or "",
        cell=kept["cell"] or "",
        row=row,
        column=kept["column"] or "",
        shown=kept["shown"] or "",
    )


def sentences(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    return [problem_of(each).sentence() for each in kept]
