"""Whether a report may be submitted: what is missing, wrong, or waits for an explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from indicators.plan.models import Severity
from indicators.reporting import sentences
from indicators.reporting.cells import Key
from indicators.reporting.errors import Invalid, Problem
from indicators.reporting.explaining import plain
from indicators.reporting.findings import Finding
from indicators.reporting.wanted import LONGEST_EXPLANATION
from indicators.reporting.worksheet import Line


def explained(lines: Iterable[Line], explanations: Mapping[Key, str]) -> list[Line]:
    """The report's own cells with what the person explains now in place of what stood there."""
    own = [line for line in lines if not line.is_supplied]
    texts = {key: plain(text) for key, text in explanations.items()}
    refuse_wrong(texts, {line.key for line in own})
    return [replace(line, explanation=texts.get(line.key) or line.explanation) for line in own]


def refuse_wrong(texts: Mapping[Key, str], keys: set[Key]) -> None:
    problems = [
        Problem("not_asked", _("This item is not asked here."), *key)
        for key in texts
        if key not in keys
    ]
    problems += [
        Problem("too_long", _("An explanation has at most 500 characters."), *key)
        for key, text in texts.items()
        if len(text) > LONGEST_EXPLANATION
    ]
    if problems:
        raise Invalid(*problems)


def obstacles(lines: Iterable[Line]) -> list[Finding]:
    """Hard errors, and blanks and soft findings that nobody has explained."""
    found = []
    for line in lines:
        if line.finding and line.finding.is_hard:
            found.append(line.finding)
        elif line.needs_explanation:
            found.append(line.finding or blank(line))
    return found


def blank(line: Line) -> Finding:
    return Finding(*line.key, "blank", Severity.SOFT, sentences.blank())
